/*
 * The configuration: options that need not be typed, under their long names, in wsalog.conf of the
 * system, of the user, and in the FILE of --config. What they say is added to what the command line
 * held, in layers of which the later wins:
 *
 *     the system's, the user's, --config     in each: before the first section, then [COMMAND]
 *     the job of --job, in the same order
 *     the command line
 *
 * A job is one of `report`. To other commands it says what they share with report, so that
 * `wsalog history --job web list` knows the state.
 *
 * All that is read is checked, also what is for other commands: an error is told at its line, not
 * some night later.
 */
#ifndef WSALOG_CLI_CONFIG_H
#define WSALOG_CLI_CONFIG_H

#include "cli/command.h"
#include "cli/config_file.h"

#define CONFIG_FILES_MAX 3

/* What was read: for `wsalog config`. */
struct config {
    struct config_file files[CONFIG_FILES_MAX];
    size_t count;
    struct arena memory;
};

/* Reads the files that `given` asks for, and adds what they say to it for `command`. `commands` are
 * all that there are, the first being report; NULL after the last. `out` holds the texts: it is to
 * be released after `given` was used, also on failure. A file of the system or the user that is not
 * there says nothing. */
enum status config_load(const struct command *const *commands, const struct command *command,
                        struct option_words *given, struct config *out, struct error *err);
void config_release(struct config *c);

/* Tells a failure that a command has found in the value of an option, and where a file says it. */
void fail_option(const struct option_words *given, const struct error *err, struct outcome *out);

#endif
