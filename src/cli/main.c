/*
 * wsalog: which command, then on to it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/os_process.h"
#include "cli/cmd_config.h"
#include "cli/sheet.h"
#include "cli/suggest.h"
#include "cli/usage.h"

/* The first is the default: `wsalog server.log` is a report. */
static const struct command *const commands[] = {&cmd_report,  &cmd_find,  &cmd_explain, &cmd_rules,
                                                 &cmd_history, &cmd_merge, &cmd_config,  NULL};

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

/* Whether a word looks like a TERM of explain: a number, or a name of Winsock. */
static bool may_be_term(const char *word)
{
    int64_t number;
    return str_starts_nocase(str_from(word), STR("WSA")) ||
           str_starts_nocase(str_from(word), STR("0x")) || str_to_i64(str_from(word), &number);
}

/* A first word that is no command is a path; one that is no file either may be a slip. */
static void hint_at_command(const char *word)
{
    struct os_stat is;
    struct suggestion best = suggestion_for(str_from(word));
    for (size_t i = 0; commands[i]; i++)
        suggestion_offer(&best, commands[i]->name);
    if (os_stat_path(word, &is))
        return;
    if (best.word)
        complain("'%s' is taken as a path; did you mean the command '%s'?", word, best.word);
    else if (may_be_term(word))
        complain("'%s' is taken as a path; did you mean 'wsalog explain %s'?", word, word);
}

/* A command at work: its own, or the one whose options `wsalog config` shows. */
struct task {
    const struct command *command;
    const struct command *told; /* by --help; NULL: the whole program */
    bool shown;                 /* not run */
};

/* A wrong value on the command line; one in a file was refused when that was read. */
static void tell_misuse(const struct command *command, const struct error *err, struct outcome *out)
{
    complain("%s", err->text);
    fail(out, "see 'wsalog help %s'", command->name);
}

static void run_configured(const struct task *task, void *args, struct option_words *given,
                           struct outcome *out)
{
    const struct command *command = task->command;
    struct config config;
    struct error err;
    if (config_load(commands, command, given, &config, &err)) {
        fail(out, "%s", err.text);
    } else if (options_apply(command->uses, args, given, &err))
        tell_misuse(command, &err, out);
    else if (task->shown)
        config_show(command, &config, given, out);
    else
        command->run(args, given, out);
    config_release(&config);
}

static void run(const struct task *task, int argc, char **argv, struct outcome *out)
{
    struct option_words given;
    struct error err;
    void *args = calloc(1, task->command->args_size);
    if (!args) {
        fail(out, "out of memory");
        return;
    }
    if (options_read(task->command->uses, argc, argv, &given, &err))
        tell_misuse(task->command, &err, out);
    else if (given.help)
        show_usage(task->told, out);
    else if (given.version)
        show_version(out);
    else
        run_configured(task, args, &given, out);
    option_words_release(&given);
    free(args);
}

/* `wsalog config [COMMAND]`: argv is what follows. */
static void run_config(int argc, char **argv, struct outcome *out)
{
    const struct command *named = argc > 0 ? find_command(argv[0]) : NULL;
    struct task task = {named ? named : commands[0], &cmd_config, true};
    run(&task, argc - (named != NULL), argv + (named != NULL), out);
}

int main(int argc, char **argv)
{
    struct outcome outcome = {0};
    os_catch_interrupts();
    const char *first = argc > 1 ? argv[1] : "";
    const struct command *command = find_command(first);
    struct task task = {command ? command : commands[0], command, false};
    if (strcmp(first, "help") == 0)
        help_command(argc > 2 ? argv[2] : NULL, &outcome);
    else if (command && !command->run)
        run_config(argc - 2, argv + 2, &outcome);
    else if (command)
        run(&task, argc - 2, argv + 2, &outcome);
    else {
        if (first[0] && first[0] != '-')
            hint_at_command(first);
        run(&task, argc > 0 ? argc - 1 : 0, argv + 1, &outcome);
    }
    return outcome_exit_status(&outcome);
}
