/*
 * What `wsalog config` shows: see command.h for why it is no command like the others.
 */
#ifndef WSALOG_CLI_CMD_CONFIG_H
#define WSALOG_CLI_CMD_CONFIG_H

#include "cli/command.h"
#include "cli/config.h"

/* The options of `command`, each with its value and who says so, on standard output. */
void config_show(const struct command *command, const struct config *config,
                 const struct option_words *given, struct outcome *out);

#endif
