/*
 * wsalog history: what the runs with a state have counted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/os_file.h"
#include "cli/config.h"
#include "cli/history_view.h"
#include "cli/knowledge.h"
#include "cli/nightly.h"
#include "cli/sheet.h"
#include "cli/usage.h"
#include "cli/when.h"

#define VIEW_BYTES_MAX ((size_t)1024 * 1024 * 1024)

struct history_args {
    struct knowledge_args knowledge;
    struct display_args display;
    struct nightly_args nightly;
    size_t format;
    const char *keep;
};

enum format { FORMAT_TEXT, FORMAT_JSON };

static const char *format_choices(size_t index)
{
    static const char *const words[] = {"text", "json", NULL};
    return words[index];
}

static const struct option history_rows[] = {
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct history_args, format, size_t),
     .value = "FORMAT",
     .choice = format_choices,
     .about = "how the answer is written"},
    {.name = "keep",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct history_args, keep, const char *),
     .value = "AGE",
     .about = "prune: keep the runs of so many days or weeks, 90d or 12w; the last run stays in "
              "any case"},
};
static const struct option_table history_options = {"History", history_rows,
                                                    sizeof history_rows / sizeof *history_rows};

static const struct option_use uses[] = {
    {&history_options, 0},
    {&nightly_options, offsetof(struct history_args, nightly)},
    {&table_options, offsetof(struct history_args, knowledge)},
    {&display_options, offsetof(struct history_args, display)},
    {NULL, 0},
};

/* What an action works with, and writes to: `page` for people, `json` for programs. */
struct session {
    const struct history_args *args;
    struct option_list words;
    struct history_view view;
    struct page *page;
    struct buf json;
    struct outcome *out;
};

static enum status list(struct session *s, struct error *err)
{
    (void)err;
    if (s->args->format == FORMAT_JSON)
        history_list_json(&s->view, &s->json);
    else
        history_list_text(&s->view, s->page);
    return STATUS_OK;
}

static const struct history_run *find_run(const struct history_view *v, const char *word)
{
    int64_t number;
    if (strcmp(word, "last") == 0)
        return v->run_count ? &v->runs[v->run_count - 1] : NULL;
    if (!str_to_i64(str_from(word), &number))
        return NULL;
    for (size_t i = 0; i < v->run_count; i++)
        if (v->runs[i].number == number)
            return &v->runs[i];
    return NULL;
}

static enum status show(struct session *s, struct error *err)
{
    const struct history_run *run = find_run(&s->view, s->words.items[0]);
    if (!run)
        return error_set(err, STATUS_INVALID,
                         "there is no run '%s'; 'wsalog history list' names "
                         "them",
                         s->words.items[0]);
    if (s->args->format == FORMAT_JSON)
        return history_show_json(&s->view, run, &s->json, err);
    return history_show_text(&s->view, run, s->page, err);
}

/* The codes that a term means. */
static enum status look_up(struct session *s, int32_t **codes, size_t *count, struct error *err)
{
    const struct catalog *catalog = s->view.catalog;
    size_t room = catalog->error_count;
    const struct catalog_error **found = arena_array(&s->view.memory, room + 1, sizeof *found);
    *codes = arena_array(&s->view.memory, room + 1, sizeof **codes);
    *count = 0;
    if (!found || !*codes)
        return error_no_memory(err);
    if (!s->words.count)
        return STATUS_OK;
    *count = catalog_lookup(catalog, str_from(s->words.items[0]), found, room);
    *count = *count < room ? *count : room;
    for (size_t i = 0; i < *count; i++)
        (*codes)[i] = found[i]->code;
    if (*count)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "unknown term '%s': no code, name or text of a Winsock "
                     "error",
                     s->words.items[0]);
}

static enum status trend(struct session *s, struct error *err)
{
    int32_t *codes;
    struct history_line *lines = NULL;
    size_t code_count, count = 0;
    enum status status = look_up(s, &codes, &code_count, err);
    if (!status)
        status = history_lines(&s->view, codes, code_count, &lines, &count, err);
    if (status)
        return status;
    if (s->args->format == FORMAT_JSON)
        history_trend_json(&s->view, lines, count, &s->json);
    else
        history_trend_text(&s->view, lines, count, s->page);
    return STATUS_OK;
}

/* ---- pruning -------------------------------------------------------------------------------- */

static enum status prune(struct session *s, struct error *err)
{
    int64_t age, now;
    struct store *store = NULL;
    uint64_t runs = 0;
    const char *keep = s->args->keep ? s->args->keep : "";
    if (!when_read_age(keep, &age))
        return error_set(err, STATUS_INVALID, "prune: say how much to keep: --keep 90d, or 12w");
    struct os_stat is;
    if (!os_stat_path(s->args->nightly.state, &is)) /* a run would make it */
        return error_set(err, STATUS_NOT_FOUND, "%s: %s", s->args->nightly.state, os_reason());
    enum status status = when_now(&now, err);
    if (!status)
        status = nightly_open(&s->args->nightly, &store, err);
    if (!status)
        status = store_forget(store, now - age, &runs, err);
    store_close(store);
    if (status)
        return status;
    struct buf *b = page_scratch(s->page);
    buf_add_format(b, "%llu %s forgotten", (unsigned long long)runs, runs == 1 ? "run" : "runs");
    if (s->args->format == FORMAT_JSON)
        buf_add_format(&s->json, "{\"forgotten\": %llu}\n", (unsigned long long)runs);
    else
        page_paragraph(s->page, INK_PLAIN, 0, buf_str(b));
    return STATUS_OK;
}

/* ---- actions -------------------------------------------------------------------------------- */

static const struct history_action {
    const char *name;
    size_t least, most; /* words */
    bool reads;         /* the history; else it opens the state itself */
    enum status (*run)(struct session *s, struct error *err);
} actions[] = {
    {"list", 0, 0, true, list},
    {"show", 1, 1, true, show},
    {"trend", 0, 1, true, trend},
    {"prune", 0, 0, false, prune},
};

static const struct history_action *find_action(const struct option_list *words)
{
    for (size_t i = 0; words->count && i < sizeof actions / sizeof *actions; i++)
        if (strcmp(words->items[0], actions[i].name) == 0 && words->count - 1 >= actions[i].least &&
            words->count - 1 <= actions[i].most)
            return &actions[i];
    return NULL;
}

static enum status load(struct session *s, struct error *err)
{
    struct history_view *v = &s->view;
    enum status status = history_open(s->args->nightly.state, &v->history, err);
    if (!status)
        status = history_runs(v->history, &v->memory, &v->runs, &v->run_count, err);
    return status ? status
                  : history_errors(v->history, 0, &v->memory, &v->errors, &v->error_count, err);
}

static void run_action(const struct history_action *action, struct session *s)
{
    struct render_style style = console_style(&s->args->display);
    struct sheet sheet;
    struct error err;
    sheet_open(&sheet, &style);
    s->page = &sheet.page;
    enum status status = action->reads ? load(s, &err) : STATUS_OK;
    if (!status)
        status = action->run(s, &err);
    if (!status && s->json.failed)
        status = error_no_memory(&err);
    if (!status)
        (void)console_write(&sheet.console, buf_str(&s->json));
    sheet_close(&sheet, s->out);
    if (status)
        fail(s->out, "%s", err.text);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    const struct history_args *args = state;
    const struct history_action *action = find_action(&given->words);
    struct knowledge knowledge;
    struct error err;
    if (!action) {
        usage_tell(&cmd_history, out);
        return;
    }
    if (!args->nightly.state) {
        fail(out, "history: name the state: --state FILE");
        return;
    }
    struct session s = {
        .args = args,
        .words = {given->words.items + 1, given->words.count - 1},
        .view = {.memory = ARENA_INIT(VIEW_BYTES_MAX)},
        .json = BUF_INIT(VIEW_BYTES_MAX),
        .out = out,
    };
    if (knowledge_load(&args->knowledge, &knowledge, &err)) {
        fail_option(given, &err, out);
    } else {
        s.view.catalog = knowledge.catalog;
        run_action(action, &s);
    }
    history_close(s.view.history);
    arena_release(&s.view.memory);
    buf_release(&s.json);
    knowledge_release(&knowledge);
}

const struct command cmd_history = {
    .name = "history",
    .synopsis =
        "history --state FILE [OPTION]... list | show RUN | trend [TERM] | prune --keep AGE",
    .about = "Show what the runs with a state have counted: list them, show one, or how errors "
             "went from run to run.",
    .details = "Examples\n"
               "  wsalog history --state night.db list\n"
               "  wsalog history --state night.db show 12         or: show last\n"
               "  wsalog history --state night.db trend 10054\n"
               "  wsalog history --state night.db prune --keep 90d\n",
    .uses = uses,
    .args_size = sizeof(struct history_args),
    .run = run,
};
