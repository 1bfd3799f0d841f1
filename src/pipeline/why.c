#include "pipeline/why.h"

#include <stdlib.h>

#include "base/list.h"
#include "pipeline/lexicon.h"
#include "report/fit.h"

#define WHY_BYTES ((size_t)64 * 1024) /* after these, sentences are only counted */
#define WHY_BYTES_MAX (2 * WHY_BYTES) /* with the sentence that passes them, and the count */
#define QUOTE_BYTES 160               /* of what matched */
#define PLACE_BYTES_MAX ((size_t)64 * 1024)
#define REFUSED_BYTES_MAX ((size_t)16 * 1024 * 1024) /* of a block; no more lines are told */
#define LINE_BYTES 1000                              /* of a line that was refused */

/* A line that was refused, as it is told. */
struct refused {
    uint64_t line;
    size_t end; /* of its text */
};

/* The block that is scanned, or was last. */
struct watched {
    enum confidence least;
    struct why_reader reader;
    struct buf path;
    uint64_t index;        /* of the block in its log */
    uint64_t lines_before; /* the block */
    struct str text;       /* of the line at hand */
    uint64_t line;         /* its number, or 0 */
    size_t guard;          /* the first that refused */
    bool refused;
    bool accepted;
    struct buf told;       /* of the lines that were refused */
    struct refused *items; /* owned */
    size_t count;
    size_t room;
    size_t taken;
};

struct why {
    const struct catalog *catalog;
    const struct ruleset *rules;
    struct lexicon lexicon;
    struct scanner *scanner;
    struct scan_scratch *scratch;
    struct buf text;
    struct buf place;   /* the file of the line that `text` is about */
    uint64_t line;      /* its number, or 0 */
    bool told_of_skips; /* on the line at hand */
    uint64_t left_out;  /* sentences */
    struct watched watched;
};

/* The part of the line, in quotes. */
static void add_quote(struct why *why, struct str text)
{
    buf_add_char(&why->text, '"');
    fit_begin(&why->text, text, QUOTE_BYTES);
    buf_add_char(&why->text, '"');
}

static void add_error(struct why *why, const struct scan_event *e)
{
    buf_add_format(&why->text, "%ld %s", (long)catalog_code_at(why->catalog, e->error),
                   catalog_name_at(why->catalog, e->error));
}

/* Rules may be anyone's: their names are made safe to show. */
static void add_name(struct why *why, const char *kind, const char *name)
{
    buf_add_text(&why->text, kind);
    utf8_add_visible(&why->text, str_from(name));
}

static void add_rule(struct why *why, uint16_t rule)
{
    add_name(why, "rule ", scanner_rule_id(why->scanner, rule));
}

static void add_trigger(struct why *why, const struct scan_event *e)
{
    if (!e->literal) {
        add_name(why, "trigger ", e->trigger);
        return;
    }
    buf_add_text(&why->text, "trigger ");
    add_quote(why, str_from(e->trigger));
}

static void add_match(struct why *why, const struct scan_event *e)
{
    add_rule(why, e->rule);
    buf_add_format(&why->text, " (%s) matched ", confidence_id(e->confidence));
    add_quote(why, e->text);
    buf_add_text(&why->text, ": ");
    if (e->kind == SCAN_UNKNOWN_CODE)
        buf_add_text(&why->text, "no error that is known");
    else
        add_error(why, e);
}

/* A candidate that came to nothing, and for whose sake. */
static void add_loss(struct why *why, const struct scan_event *e)
{
    const char *because = e->kind == SCAN_DROPPED ? " dropped in favour of " : " repeats ";
    add_rule(why, e->rule);
    buf_add_text(&why->text, ": ");
    add_error(why, e);
    buf_add_text(&why->text, because);
    add_rule(why, e->by);
}

static void add_refusal(struct why *why, const struct scan_event *e)
{
    add_name(why, "guard ", why->rules->guards[e->guard].id);
    buf_add_text(&why->text, " refused ");
    add_error(why, e);
    buf_add_text(&why->text, " of ");
    add_rule(why, e->rule);
}

static void add_mention(struct why *why, const struct scan_event *e)
{
    buf_add_text(&why->text, "accepted ");
    add_error(why, e);
    buf_add_format(&why->text, " as %s by ", confidence_id(e->confidence));
    add_rule(why, e->rule);
}

static bool is_worth_telling(struct why *why, const struct scan_event *e)
{
    bool skipped = e->kind == SCAN_RULE_SKIPPED;
    if (e->kind == SCAN_LINE || e->kind == SCAN_RULE_TRIED || (skipped && why->told_of_skips))
        return false;
    why->told_of_skips |= skipped;
    if (why->text.len < WHY_BYTES)
        return true;
    why->left_out++;
    return false;
}

static void begin_text(struct why *why)
{
    buf_clear(&why->text);
    why->told_of_skips = false;
    why->left_out = 0;
}

static void tell(void *state, const struct scan_event *e)
{
    struct why *why = state;
    if (!is_worth_telling(why, e))
        return;
    switch (e->kind) {
    case SCAN_TRIGGER_HIT:
        add_trigger(why, e);
        break;
    case SCAN_CANDIDATE:
    case SCAN_UNKNOWN_CODE:
        add_match(why, e);
        break;
    case SCAN_RULE_SKIPPED:
        buf_add_text(&why->text, "rules of numbers alone were passed over: "
                                 "what is certain explains each number");
        break;
    case SCAN_GUARD_REFUSED:
        add_refusal(why, e);
        break;
    case SCAN_DROPPED:
    case SCAN_REPEATED:
        add_loss(why, e);
        break;
    default:
        add_mention(why, e);
        break;
    }
    buf_add_char(&why->text, '\n');
}

/* ---- what guards have refused --------------------------------------------------------------- */

static bool reserve_refused(struct watched *w)
{
    struct refused *items = list_grown(w->items, w->count, &w->room, sizeof *items);
    if (items)
        w->items = items;
    return items != NULL;
}

static struct str next_sentence(struct str *text)
{
    size_t len = str_find(*text, STR("\n"), 0);
    struct str sentence = str_slice(*text, 0, len);
    *text = str_slice(*text, len + 1, text->len);
    return sentence;
}

/* The line at hand is over. */
static void end_line(struct why *why)
{
    struct watched *w = &why->watched;
    struct str text = buf_str(&why->text);
    if (w->line && w->refused && !w->accepted && w->told.len < REFUSED_BYTES_MAX / 2 &&
        reserve_refused(w)) {
        utf8_add_visible(&w->told, buf_str(&w->path));
        buf_add_format(&w->told, ":%llu: refused by guard ", (unsigned long long)w->line);
        utf8_add_visible(&w->told, str_from(why->rules->guards[w->guard].id));
        buf_add_text(&w->told, ": ");
        fit_begin(&w->told, str_trim(w->text), LINE_BYTES);
        buf_add_char(&w->told, '\n');
        while (text.len) {
            buf_add_text(&w->told, "    ");
            buf_add(&w->told, next_sentence(&text));
            buf_add_char(&w->told, '\n');
        }
        w->items[w->count++] = (struct refused){w->line, w->told.len};
    }
    w->line = 0;
    why->line = 0; /* the text is no longer about that */
    begin_text(why);
}

static void watch(void *state, const struct scan_event *e)
{
    struct why *why = state;
    struct watched *w = &why->watched;
    if (e->kind == SCAN_LINE) {
        end_line(why);
        w->line = w->lines_before + e->line + 1;
        w->text = e->text;
        w->refused = w->accepted = false;
    }
    if (e->kind == SCAN_GUARD_REFUSED && !w->refused) {
        w->refused = true;
        w->guard = e->guard;
    }
    w->accepted |= e->kind == SCAN_ACCEPTED && e->confidence >= w->least;
    tell(why, e);
}

static void forget_block(struct watched *w)
{
    buf_clear(&w->told);
    w->count = w->taken = 0;
}

/* A block that is scanned once more replaces what it had told. */
static void begin_block(void *state, const char *path, uint64_t index, uint64_t lines)
{
    struct why *why = state;
    struct watched *w = &why->watched;
    bool again = w->index == index && str_equal(buf_str(&w->path), str_from(path));
    struct str rest = again ? STR("") : why_refused(why, UINT64_MAX);
    if (rest.len)
        w->reader.rest(w->reader.state, rest);
    w->line = 0;
    begin_text(why);
    forget_block(w);
    buf_clear(&w->path);
    buf_add_text(&w->path, path);
    w->index = index;
    w->lines_before = lines;
}

void why_watch(struct why *why, enum confidence least, struct why_reader reader,
               struct pipeline_trace *trace)
{
    why->watched.least = least;
    why->watched.reader = reader;
    *trace =
        (struct pipeline_trace){.tracer = {.state = why, .event = watch}, .block = begin_block};
}

struct str why_refused(struct why *why, uint64_t before)
{
    struct watched *w = &why->watched;
    end_line(why);
    size_t from = w->taken ? w->items[w->taken - 1].end : 0;
    while (w->taken < w->count && w->items[w->taken].line < before)
        w->taken++;
    size_t to = w->taken ? w->items[w->taken - 1].end : 0;
    return str_slice(buf_str(&w->told), from, to - from);
}

/* ---- one line ------------------------------------------------------------------------------- */

/* PCRE2: it needs no time to be set up, and the answer is the same. */
enum status why_new(const struct catalog *catalog, const struct ruleset *rules, struct why **out,
                    struct error *err)
{
    struct why *why = calloc(1, sizeof *why);
    if (!why)
        return error_no_memory(err);
    why->catalog = catalog;
    why->rules = rules;
    why->text = BUF_INIT(WHY_BYTES_MAX);
    why->place = BUF_INIT(PLACE_BYTES_MAX);
    why->watched.path = BUF_INIT(PLACE_BYTES_MAX);
    why->watched.told = BUF_INIT(REFUSED_BYTES_MAX);
    enum status status = lexicon_init(&why->lexicon, catalog, err);
    if (!status)
        status = scanner_new(rules, why->lexicon.names, SCAN_PCRE2, &why->scanner, err);
    if (!status)
        status = scan_scratch_new(why->scanner, &why->scratch, err);
    if (status) {
        why_free(why);
        return status;
    }
    *out = why;
    return STATUS_OK;
}

void why_free(struct why *why)
{
    if (!why)
        return;
    scan_scratch_free(why->scratch);
    scanner_free(why->scanner);
    lexicon_release(&why->lexicon);
    buf_release(&why->text);
    buf_release(&why->place);
    buf_release(&why->watched.path);
    buf_release(&why->watched.told);
    free(why->watched.items);
    free(why);
}

static enum status explain_line(struct why *why, const struct finding *finding, struct error *err)
{
    struct scan_tracer tracer = {.state = why, .event = tell};
    begin_text(why);
    enum status status = scan_trace_line(why->scanner, why->scratch, finding->rest,
                                         finding->line_end, &finding->columns, &tracer, err);
    if (why->left_out)
        buf_add_format(&why->text, "and %llu more\n", (unsigned long long)why->left_out);
    return !status && why->text.failed ? error_no_memory(err) : status;
}

enum status why_explain(struct why *why, const struct finding *finding, struct str *out,
                        struct error *err)
{
    enum status status = STATUS_OK;
    bool same = why->line == finding->line && str_equal(buf_str(&why->place), finding->file);
    if (!same) {
        status = explain_line(why, finding, err);
        buf_clear(&why->place);
        buf_add(&why->place, finding->file);
        why->line = status || why->place.failed ? 0 : finding->line;
    }
    *out = buf_str(&why->text);
    return status;
}
