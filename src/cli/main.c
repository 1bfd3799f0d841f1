/*
 * wsalog: which command, then on to it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/os_process.h"
#include "cli/command.h"
#include "cli/sheet.h"
#include "cli/suggest.h"
#include "cli/usage.h"

/* The first is the default: `wsalog server.log` is a report. */
static const struct command *const commands[] = {&cmd_report, &cmd_find,    &cmd_explain,
                                                 &cmd_rules,  &cmd_history, NULL};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* The usage of a command, or of the program for NULL, to who asked for it. */
static void show_usage(const struct command *command, struct outcome *out)
{
    struct sheet sheet;
    struct display_args plain = {COLOR_AUTO};
    struct render_style style = console_style(&plain);
    sheet_open(&sheet, &style);
    if (command)
        usage_command(command, &sheet.page);
    else
        usage_program(commands, &sheet.page);
    sheet_close(&sheet, out);
}

static void show_version(struct outcome *out)
{
    struct console console;
    console_init(&console);
    console_write(&console, STR("wsalog " WSALOG_VERSION "\n"));
    console_finish(&console, STATUS_OK, NULL, out);
}

static void help_command(const char *name, struct outcome *out)
{
    const struct command *command = name ? find_command(name) : NULL;
    if (name && !command) {
        complain("there is no command '%s'; see 'wsalog --help'", name);
        out->unusable = true;
        return;
    }
    show_usage(command, out);
}

/* A first word that is no command is a path; one that is no file either may be a slip. */
static void hint_at_command(const char *word)
{
    struct os_stat is;
    struct suggestion best = suggestion_for(str_from(word));
    for (size_t i = 0; commands[i]; i++)
        suggestion_offer(&best, commands[i]->name);
    if (best.word && !os_stat_path(word, &is))
        complain("'%s' is taken as a path; did you mean the command '%s'?", word, best.word);
}

static void run(const struct command *command, bool by_name, int argc, char **argv,
                struct outcome *out)
{
    struct option_words given;
    struct error err;
    void *args = calloc(1, command->args_size);
    if (!args) {
        fail(out, "out of memory");
        return;
    }
    if (options_parse(command->uses, argc, argv, args, &given, &err)) {
        complain("%s", err.text);
        fail(out, "see 'wsalog help %s'", command->name);
    } else if (given.help)
        show_usage(by_name ? command : NULL, out);
    else if (given.version)
        show_version(out);
    else
        command->run(args, &given, out);
    option_words_release(&given);
    free(args);
}

int main(int argc, char **argv)
{
    struct outcome outcome = {0};
    os_catch_interrupts();
    const char *first = argc > 1 ? argv[1] : "";
    const struct command *command = find_command(first);
    if (strcmp(first, "help") == 0)
        help_command(argc > 2 ? argv[2] : NULL, &outcome);
    else if (command)
        run(command, true, argc - 2, argv + 2, &outcome);
    else {
        if (first[0] && first[0] != '-')
            hint_at_command(first);
        run(commands[0], false, argc > 0 ? argc - 1 : 0, argv + 1, &outcome);
    }
    return outcome_exit_status(&outcome);
}
