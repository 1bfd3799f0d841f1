/*
 * A command of the program: one file, cmd_NAME.c, that ends in a descriptor.
 *
 * To add one: write cmd_NAME.c, declare its descriptor here, add it to the list in main.c and the
 * file to CMakeLists.txt. Then describe it in man/wsalog.1 (house/documents holds the manual to
 * --help) and show it at work in tests/cli/cases.
 */
#ifndef WSALOG_CLI_COMMAND_H
#define WSALOG_CLI_COMMAND_H

#include "cli/options.h"
#include "cli/outcome.h"

struct command {
    const char *name;
    const char *synopsis; /* what follows the program's name */
    const char *about;    /* a line */
    const char *details;  /* more lines after the options, or NULL */
    const struct option_use *uses;
    bool takes_paths; /* its words are what it reads: a job may name them */
    size_t args_size; /* of the struct that the options fill */
    /* NULL: it takes the words of another command and shows what they come to (cmd_config.h). */
    void (*run)(void *args, const struct option_words *given, struct outcome *out);
};

extern const struct command cmd_report;
extern const struct command cmd_find;
extern const struct command cmd_explain;
extern const struct command cmd_rules;
extern const struct command cmd_history;
extern const struct command cmd_merge;
extern const struct command cmd_config;

#endif
