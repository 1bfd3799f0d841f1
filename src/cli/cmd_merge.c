/*
 * wsalog merge: one report of tallies that were made elsewhere.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/config.h"
#include "cli/knowledge.h"
#include "cli/presenting.h"
#include "cli/usage.h"
#include "report/tally_file.h"

struct merge_args {
    struct presenting_args presenting;
    struct knowledge_args knowledge;
};

static const struct option_use uses[] = {
    {&presenting_options, offsetof(struct merge_args, presenting)},
    {&shelf_options, offsetof(struct merge_args, presenting.shelf)},
    {&redact_options, offsetof(struct merge_args, presenting.redact)},
    {&table_options, offsetof(struct merge_args, knowledge)},
    {&showing_options, offsetof(struct merge_args, presenting.showing)},
    {&display_options, offsetof(struct merge_args, presenting.display)},
    {NULL, 0},
};

/* A merge at work. The first tally takes in the others, whose texts it goes on using. */
struct merge {
    struct merge_args *args;
    const struct option_list *paths;
    struct presenting presenting;
    struct knowledge knowledge;
    struct tally_file *files; /* owned: those that were read; room for all, and one more */
    const char **names;       /* owned: their paths */
    size_t count;
    struct error *reasons; /* owned: of each path, why it is not among them, or "" */
};

static void merge_release(struct merge *m)
{
    for (size_t i = 0; i < m->count; i++)
        tally_file_release(&m->files[i]);
    free(m->files);
    free((void *)m->names);
    free(m->reasons);
    knowledge_release(&m->knowledge);
    presenting_release(&m->presenting);
}

static enum status check(struct merge *m, const struct option_words *given, struct error *err)
{
    struct presenting_args *args = &m->args->presenting;
    enum status status = presenting_check(args, given, NULL, &m->presenting, err);
    if (!status && report_grouping_key((enum report_grouping)args->group_by) != GROUP_BY_NONE)
        return error_set(err, STATUS_INVALID,
                         "--group-by %s: a tally does not say where or when each event was; "
                         "category, severity and code are left",
                         report_grouping_id((enum report_grouping)args->group_by));
    if (!status)
        status = knowledge_load(&m->args->knowledge, &m->knowledge, err);
    if (!status)
        status = presenting_watch(&m->presenting, false, m->knowledge.catalog, err);
    return status ? status : presenting_place(&m->presenting, err);
}

/* What a tally's --min-confidence was; "" when it had the usual one. */
static const char *confidence_of(const struct tally_file *f)
{
    static const char option[] = "--min-confidence=";
    for (size_t i = 0; i < f->option_count; i++)
        if (strncmp(f->options[i], option, sizeof option - 1) == 0)
            return f->options[i];
    return "";
}

/* Counts that do not quite mean the same are merged, and told. */
static void tell_differences(const struct merge *m, const char *path, const struct tally_file *f)
{
    const struct tally_file *first = &m->files[0];
    if (strcmp(confidence_of(f), confidence_of(first)) != 0)
        complain("%s: was made with another --min-confidence than %s", path, m->names[0]);
    if (strcmp(f->rules, first->rules) != 0)
        complain("%s: was made with rules %s, %s with rules %s", path, f->rules, m->names[0],
                 first->rules);
}

/* A tally that is given twice, or copied, must not count twice. */
static enum status refuse_twin(const struct merge *m, const struct tally_file *f, struct error *err)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->files[i].checksum == f->checksum && f->coverage.lines)
            return error_set(err, STATUS_INVALID, "is the same as %s, and counted once",
                             m->names[i]);
    return STATUS_OK;
}

/* Reads one and adds it to the first; STATUS_NO_MEMORY ends all, else it is only this one. */
static enum status take(struct merge *m, const char *path, struct error *err)
{
    struct tally_file *f = &m->files[m->count];
    enum status status = tally_file_read(path, m->knowledge.catalog, f, err);
    if (!status)
        status = refuse_twin(m, f, err);
    if (!status && m->count)
        status = tally_file_merge(&m->files[0], f, err);
    if (status) {
        tally_file_release(f);
        return status;
    }
    if (m->count) {
        tell_differences(m, path, f);
        tally_release(&f->tally);
    }
    m->names[m->count++] = path;
    return STATUS_OK;
}

static enum status take_all(struct merge *m, struct error *err)
{
    size_t room = m->paths->count;
    m->files = calloc(room + 1, sizeof *m->files);
    m->names = calloc(room + 1, sizeof *m->names);
    m->reasons = calloc(room + 1, sizeof *m->reasons);
    if (!m->files || !m->names || !m->reasons)
        return error_no_memory(err);
    for (size_t i = 0; i < room; i++) {
        enum status status = take(m, m->paths->items[i], &m->reasons[i]);
        if (status == STATUS_NO_MEMORY)
            return error_no_memory(err);
    }
    return STATUS_OK;
}

/* What could not be merged is told, and is in the report's coverage. */
static enum status add_failures(struct merge *m, struct outcome *out, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < m->paths->count && !status; i++) {
        const char *path = m->paths->items[i], *reason = m->reasons[i].text;
        if (!*reason)
            continue;
        complain("%s: %s", path, reason);
        out->incomplete = true;
        if (m->count)
            status = tally_file_add_failure(&m->files[0], path, reason, err);
    }
    if (!status && !m->count)
        status = error_set(err, STATUS_INVALID, "nothing to report on: no tally could be read");
    return status;
}

static enum status write_report(struct merge *m, const struct option_words *given,
                                struct outcome *out, struct error *err)
{
    struct tally_file *all = &m->files[0];
    struct presented what = {
        .catalog = m->knowledge.catalog,
        .tally = &all->tally,
        .coverage = &all->coverage,
        .options = {.rules = all->rules,
                    .options = given->recorded.items,
                    .option_count = given->recorded.count,
                    .partial = all->partial},
    };
    out->incomplete = out->incomplete || all->partial || all->coverage.files_failed;
    return presenting_write(&m->presenting, &what, out, err);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    struct merge m = {.args = state, .paths = &given->words};
    struct error err;
    if (!given->words.count) {
        usage_tell(&cmd_merge, out);
        return;
    }
    enum status status = check(&m, given, &err);
    if (!status)
        status = take_all(&m, &err);
    if (!status)
        status = add_failures(&m, out, &err);
    if (!status)
        status = write_report(&m, given, out, &err);
    if (status)
        fail_option(given, &err, out);
    outputs_publish(&m.presenting.ready, false, out);
    presenting_end(&m.presenting, out);
    merge_release(&m);
}

const struct command cmd_merge = {
    .name = "merge",
    .synopsis = "merge [OPTION]... TALLY...",
    .about = "Write one report of tallies that report -o FILE.tally has made, also on other "
             "machines.",
    .details = "Examples\n"
               "  wsalog /var/log/app -o web1.tally\n"
               "  wsalog merge web1.tally web2.tally -o all.html\n",
    .uses = uses,
    .args_size = sizeof(struct merge_args),
    .run = run,
};
