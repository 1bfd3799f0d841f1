/*
 * Usage texts, made from the commands' descriptors and option tables.
 */
#ifndef WSALOG_CLI_USAGE_H
#define WSALOG_CLI_USAGE_H

#include "cli/command.h"
#include "report/page.h"

/* The program as a whole: its commands, and the options of the first one, which is the default. */
void usage_program(const struct command *const *commands, struct page *p);

void usage_command(const struct command *command, struct page *p);

/* Tells on standard error how the command is called, when something is missing, and notes it. */
void usage_tell(const struct command *command, struct outcome *out);

#endif
