#include "cli/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/os_process.h"
#include "cli/console.h"
#include "cli/suggest.h"

#define NAME "wsalog"
#define PATH "path" /* of a job: what it reads */
#define CONFIG_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define LAYERS_PER_FILE 2 /* before the first section, and the section of a command */

void config_release(struct config *c)
{
    arena_release(&c->memory);
    *c = (struct config){0};
}

/* ---- which files ----------------------------------------------------------------------------- */

static enum status read_file(struct config *c, const char *path, struct error *err)
{
    enum status status = config_file_read(path, &c->memory, &c->files[c->count], err);
    c->count += !status;
    return status;
}

/* A file that may be missing. `path` is owned, or NULL. */
static enum status read_if_there(struct config *c, char *path, struct error *err)
{
    struct os_stat is;
    enum status status = STATUS_OK;
    if (path && os_stat_path(path, &is)) {
        const char *copy = arena_copy(&c->memory, str_from(path));
        status = copy ? read_file(c, copy, err) : error_no_memory(err);
    }
    free(path);
    return status;
}

static char *system_file(void)
{
    struct buf named = BUF_INIT(CONFIG_BYTES_MAX);
    const char *path = os_environment("WSALOG_SYSTEM_CONFIG");
    if (!path)
        return os_system_configuration(NAME);
    buf_add_text(&named, path);
    return named.ptr;
}

static enum status read_files(struct config *c, const struct option_words *given, struct error *err)
{
    enum status status = STATUS_OK;
    if (!given->no_config) {
        status = read_if_there(c, system_file(), err);
        if (!status)
            status = read_if_there(c, os_user_configuration(NAME), err);
    }
    if (!status && given->config)
        status = read_file(c, given->config, err);
    return status;
}

/* ---- what a line says ------------------------------------------------------------------------ */

/* A line at work: where it stands, and what it is for. */
struct place {
    const struct command *const *commands;
    const struct config_file *file;
    const struct config_line *line;
    struct error *err;
};

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static enum status
wrong(const struct place *at, const char *format, ...)
{
    char what[ERROR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return error_set(at->err, STATUS_INVALID, "%s:%u: %s", at->file->path, at->line->number, what);
}

static const struct command *find_command(const struct command *const *commands, const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* Whether the line is for this command, if that has such an option. */
static bool is_for(const struct place *at, const struct command *command)
{
    if (at->line->job)
        return command == at->commands[0];
    return !*at->line->section || strcmp(at->line->section, command->name) == 0;
}

static bool is_path(const struct config_line *line)
{
    return line->job && strcmp(line->name, PATH) == 0;
}

static enum status check_section(const struct place *at)
{
    const char *name = at->line->section;
    if (at->line->job || !*name || find_command(at->commands, name))
        return STATUS_OK;
    struct suggestion best = suggestion_for(str_from(name));
    for (size_t i = 0; at->commands[i]; i++)
        suggestion_offer(&best, at->commands[i]->name);
    if (best.word)
        return wrong(at, "there is no section [%s]; did you mean [%s]?", name, best.word);
    return wrong(at, "there is no section [%s]; a section is [COMMAND] or [job NAME]", name);
}

static enum status unknown_name(const struct place *at)
{
    const char *name = at->line->name;
    struct suggestion best = suggestion_for(str_from(name));
    for (size_t i = 0; at->commands[i]; i++)
        if (is_for(at, at->commands[i]))
            options_suggest(at->commands[i]->uses, &best);
    if (at->line->job)
        suggestion_offer(&best, PATH);
    if (strcmp(name, PATH) == 0)
        return wrong(at, "'" PATH "' says what a job reads, and stands under [job NAME]");
    if (best.word && best.distance)
        return wrong(at, "unknown option '%s'; did you mean '%s'?", name, best.word);
    if (*at->line->section && !at->line->job)
        return wrong(at, "'%s' is no option of %s", name, at->line->section);
    return wrong(at, "unknown option '%s'", name);
}

/* Whether another command takes the value that one has refused. */
static bool fits_elsewhere(const struct place *at)
{
    for (size_t i = 0; at->commands[i]; i++) {
        struct option_setting found;
        struct error ignored;
        if (is_for(at, at->commands[i]) &&
            options_find(at->commands[i]->uses, str_from(at->line->name), &found) &&
            !options_check(found.row, at->line->value, &ignored))
            return true;
    }
    return false;
}

static enum status check_value(const struct place *at, const struct command *command,
                               const struct option *row)
{
    struct error why;
    if (!*at->line->value || !options_check(row, at->line->value, &why))
        return STATUS_OK;
    if (!fits_elsewhere(at))
        return wrong(at, "%s", why.text);
    return wrong(at, "to %s, %s; what is for one command stands under [COMMAND]", command->name,
                 why.text);
}

/* What is no list is said once. */
static enum status check_again(const struct place *at, const struct option *row)
{
    if (row->kind == OPTION_LIST)
        return STATUS_OK;
    for (const struct config_line *before = at->file->lines; before < at->line; before++)
        if (before->job == at->line->job && strcmp(before->section, at->line->section) == 0 &&
            strcmp(before->name, at->line->name) == 0)
            return wrong(at, "'%s' is set in line %u already", at->line->name, before->number);
    return STATUS_OK;
}

static enum status check_line(const struct place *at)
{
    if (!*at->line->name)
        return check_section(at);
    enum status status = STATUS_OK;
    const struct option *row = NULL;
    for (size_t i = 0; at->commands[i] && !status; i++) {
        struct option_setting found;
        if (!is_for(at, at->commands[i]) ||
            !options_find(at->commands[i]->uses, str_from(at->line->name), &found))
            continue;
        row = found.row;
        status = check_value(at, at->commands[i], row);
    }
    if (status || is_path(at->line))
        return status;
    return row ? check_again(at, row) : unknown_name(at);
}

/* ---- what it changes ------------------------------------------------------------------------- */

struct loading {
    struct config *config;
    const struct command *const *commands;
    const struct command *command;
    struct option_words *given;
    struct error *err;
};

static const char *copy_path(const struct loading *l, char *owned)
{
    const char *copy = owned ? arena_copy(&l->config->memory, str_from(owned)) : NULL;
    free(owned);
    return copy;
}

/* A relative path in a file is one from the folder in which the file lies: a configuration works
 * wherever one stands. ~/ is what a shell would have made of it. */
static const char *path_value(const struct loading *l, const struct config_file *file,
                              const char *value)
{
    const char *home = os_environment("HOME");
    struct buf path = BUF_INIT(CONFIG_BYTES_MAX);
    if (!*value || strcmp(value, "-") == 0)
        return value;
    if (!home || !str_starts(str_from(value), STR("~/")))
        return copy_path(l, os_path_beside(file->path, value));
    buf_add_format(&path, "%s%s", home, value + 1);
    return copy_path(l, path.ptr);
}

static bool names_a_file(const struct option *row)
{
    return row->value && (strcmp(row->value, "FILE") == 0 || strcmp(row->value, "DIR") == 0);
}

static const char *make_origin(const struct loading *l, const struct config_file *file,
                               const struct config_line *line)
{
    struct buf text = BUF_INIT(CONFIG_BYTES_MAX);
    buf_add_format(&text, "%s:%u", file->path, line->number);
    const char *copy = text.failed ? NULL : arena_copy(&l->config->memory, buf_str(&text));
    buf_release(&text);
    return copy;
}

static enum status add_setting(const struct loading *l, const struct config_file *file,
                               const struct config_line *line, unsigned layer,
                               struct option_setting *setting)
{
    setting->value = names_a_file(setting->row) ? path_value(l, file, line->value) : line->value;
    setting->origin = make_origin(l, file, line);
    setting->layer = layer;
    if (!setting->value || !setting->origin)
        return error_no_memory(l->err);
    return options_set(l->given, setting, l->err);
}

/* Whether the option that report knows under a name is the same one for the command at hand. */
static bool is_shared(const struct loading *l, const struct option *row, const char *name)
{
    struct option_setting own;
    return options_find(l->commands[0]->uses, str_from(name), &own) && own.row == row;
}

static enum status take_line(const struct loading *l, const struct config_file *file,
                             const struct config_line *line, unsigned layer)
{
    struct option_setting found;
    if (!options_find(l->command->uses, str_from(line->name), &found) ||
        (line->job && !is_shared(l, found.row, line->name)))
        return STATUS_OK;
    return add_setting(l, file, line, layer, &found);
}

/* The later of two sections wins within a file; so does the later of two files. */
static enum status take_file(const struct loading *l, size_t number)
{
    const struct config_file *file = &l->config->files[number];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < file->count && !status; i++) {
        const struct config_line *line = &file->lines[i];
        unsigned layer = (unsigned)number * LAYERS_PER_FILE + (*line->section ? 2 : 1);
        if (*line->name && !line->job &&
            (!*line->section || strcmp(line->section, l->command->name) == 0))
            status = take_line(l, file, line, layer);
    }
    return status;
}

/* Whether the paths of a job are wanted, that is, none stands on the command line. */
static enum status take_job_line(const struct loading *l, size_t number,
                                 const struct config_line *line, bool paths)
{
    const struct config_file *file = &l->config->files[number];
    unsigned layer = CONFIG_FILES_MAX * LAYERS_PER_FILE + (unsigned)number + 1;
    if (!*line->name)
        return STATUS_OK;
    if (!is_path(line))
        return take_line(l, file, line, layer);
    const char *path = paths ? path_value(l, file, line->value) : "";
    if (!path)
        return error_no_memory(l->err);
    return *path ? options_add_word(l->given, path, l->err) : STATUS_OK;
}

static enum status unknown_job(const struct loading *l)
{
    struct buf known = BUF_INIT(ERROR_TEXT_MAX / 2);
    struct suggestion best = suggestion_for(str_from(l->given->job));
    for (size_t i = 0; i < l->config->count; i++)
        for (size_t k = 0; k < l->config->files[i].count; k++) {
            const struct config_line *line = &l->config->files[i].lines[k];
            if (!line->job || *line->name)
                continue;
            suggestion_offer(&best, line->section);
            buf_add_format(&known, "%s%s", known.len ? ", " : "", line->section);
        }
    enum status status =
        best.word ? error_set(l->err, STATUS_INVALID, "there is no job '%s'; did you mean '%s'?",
                              l->given->job, best.word)
                  : error_set(l->err, STATUS_INVALID, "there is no job '%s'; %s%s", l->given->job,
                              known.len ? "there are: " : "no configuration describes one",
                              buf_text(&known));
    buf_release(&known);
    return status;
}

static enum status take_job(const struct loading *l)
{
    bool found = false, paths = l->command->takes_paths && l->given->words.count == 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < l->config->count; i++)
        for (size_t k = 0; k < l->config->files[i].count && !status; k++) {
            const struct config_line *line = &l->config->files[i].lines[k];
            if (!line->job || strcmp(line->section, l->given->job) != 0)
                continue;
            found = true;
            status = take_job_line(l, i, line, paths);
        }
    return found ? status : unknown_job(l);
}

static enum status check_all(const struct config *c, const struct command *const *commands,
                             struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->files[i].count && !status; k++) {
            struct place at = {commands, &c->files[i], &c->files[i].lines[k], err};
            status = check_line(&at);
        }
    return status;
}

enum status config_load(const struct command *const *commands, const struct command *command,
                        struct option_words *given, struct config *out, struct error *err)
{
    *out = (struct config){.memory = ARENA_INIT(CONFIG_BYTES_MAX)};
    struct loading l = {out, commands, command, given, err};
    enum status status = read_files(out, given, err);
    if (!status)
        status = check_all(out, commands, err);
    for (size_t i = 0; i < out->count && !status; i++)
        status = take_file(&l, i);
    return status || !given->job ? status : take_job(&l);
}

/* ---- a value that turned out wrong ------------------------------------------------------------
 */

/* Such messages begin with the option. */
static bool is_about(const struct error *err, const struct option *row)
{
    struct str text = str_from(err->text), name = str_from(row->name);
    return str_starts(text, STR("--")) && str_starts(str_slice(text, 2, text.len), name) &&
           !ascii_is_alpha(err->text[2 + name.len]) && err->text[2 + name.len] != '-';
}

void fail_option(const struct option_words *given, const struct error *err, struct outcome *out)
{
    for (size_t i = 0; i < given->setting_count; i++) {
        const struct option_setting *s = &given->settings[i];
        if (s->counts && s->origin && is_about(err, s->row)) {
            fail(out, "%s: %s", s->origin, err->text);
            return;
        }
    }
    fail(out, "%s", err->text);
}
