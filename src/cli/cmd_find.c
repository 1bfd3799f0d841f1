/*
 * wsalog find: every mention, one per line, as soon as it is found.
 */
#include "base/utf8.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/scanning.h"
#include "engine/csv.h"
#include "engine/json.h"
#include "pipeline/why.h"

#define LINE_BYTES_MAX ((size_t)16 * 1024 * 1024) /* of output for one mention */

struct find_args {
    struct scan_args scan;
    struct display_args display;
    size_t format;
    bool why;
};

/* A form of output: a line for one mention, and what stands before the first one. `why` holds
 * lines, or is empty when nobody asked. */
struct find_format {
    const char *id;
    const char *header;
    bool explains; /* has a place for `why` */
    void (*add)(const struct finding *f, struct str why, bool color, struct buf *line);
};

/* Bold red for the match, as grep does; the place and the name stand back. */
static void add_colored(struct buf *out, const char *color, struct str text)
{
    if (color)
        buf_add_format(out, "\033[%sm", color);
    utf8_add_visible(out, text);
    if (color)
        buf_add_text(out, "\033[0m");
}

/* Takes the first line off. */
static struct str next_line(struct str *lines)
{
    size_t len = str_find(*lines, STR("\n"), 0);
    struct str line = str_slice(*lines, 0, len);
    *lines = str_slice(*lines, len + 1, lines->len);
    return line;
}

static void add_text_line(const struct finding *f, struct str why, bool color, struct buf *line)
{
    size_t end = f->match_at + f->match_len;
    add_colored(line, color ? "35" : NULL, f->file);
    buf_add_char(line, ':');
    buf_add_format(line, color ? "\033[32m%llu\033[0m" : "%llu", (unsigned long long)f->line);
    buf_add_format(line, ": %d %s: ", (int)f->error->code, f->error->name);
    utf8_add_visible(line, str_slice(f->text, 0, f->match_at));
    add_colored(line, color ? "1;31" : NULL, str_slice(f->text, f->match_at, f->match_len));
    utf8_add_visible(line, str_slice(f->text, end, f->text.len));
    buf_add_char(line, '\n');
    while (why.len) {
        buf_add_text(line, "    ");
        buf_add(line, next_line(&why));
        buf_add_char(line, '\n');
    }
}

static void add_csv_line(const struct finding *f, struct str why, bool color, struct buf *line)
{
    (void)why;
    (void)color;
    csv_add_text(line, f->file);
    buf_add_format(line, ",%llu,%llu,%d,%s,", (unsigned long long)f->line,
                   (unsigned long long)f->offset, (int)f->error->code, f->error->name);
    csv_add_text(line, str_from(f->rule));
    buf_add_format(line, ",%s,", confidence_id(f->confidence));
    moment_format(f->time, line);
    buf_add_char(line, ',');
    csv_add_text(line, f->text);
    buf_add_text(line, "\r\n");
}

static void add_json_why(struct str why, struct buf *line)
{
    const char *separator = ",\"why\":[";
    while (why.len) {
        buf_add_text(line, separator);
        json_add_string(line, next_line(&why));
        separator = ",";
    }
    buf_add_char(line, ']');
}

static void add_json_line(const struct finding *f, struct str why, bool color, struct buf *line)
{
    (void)color;
    buf_add_text(line, "{\"file\":");
    json_add_name(line, f->file);
    buf_add_format(line, ",\"line\":%llu,\"offset\":%llu,\"code\":%d,\"name\":",
                   (unsigned long long)f->line, (unsigned long long)f->offset, (int)f->error->code);
    json_add_string(line, str_from(f->error->name));
    buf_add_text(line, ",\"rule\":");
    json_add_string(line, str_from(f->rule));
    buf_add_format(line, ",\"confidence\":\"%s\",\"time\":", confidence_id(f->confidence));
    buf_add_text(line, f->time.known ? "\"" : "null");
    moment_format(f->time, line);
    buf_add_text(line, f->time.known ? "\",\"text\":" : ",\"text\":");
    json_add_string(line, f->text);
    if (why.len)
        add_json_why(why, line);
    buf_add_text(line, "}\n");
}

static const struct find_format formats[] = {
    {"text", "", true, add_text_line},
    {"csv", "file,line,offset,code,name,rule,confidence,time,text\r\n", false, add_csv_line},
    {"jsonl", "", true, add_json_line},
};

static const char *format_choices(size_t index)
{
    return index < sizeof formats / sizeof *formats ? formats[index].id : NULL;
}

static const struct option find_rows[] = {
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct find_args, format, size_t),
     .value = "FORMAT",
     .choice = format_choices,
     .about = "how a mention is written"},
    {.name = "why",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct find_args, why, bool),
     .about = "tell of each line which triggers, rules and guards had a say, and what came of it"},
};
static const struct option_table find_options = {"Output", find_rows,
                                                 sizeof find_rows / sizeof *find_rows};

static const struct option_use uses[] = {
    {&find_options, 0},
    {&scan_options, offsetof(struct find_args, scan)},
    {&rule_options, offsetof(struct find_args, scan.knowledge)},
    {&table_options, offsetof(struct find_args, scan.knowledge)},
    {&display_options, offsetof(struct find_args, display)},
    {NULL, 0},
};

/* What the observer needs while the scan runs. */
struct finder {
    const struct find_format *format;
    struct console console;
    struct buf line; /* reused */
    struct why *why; /* owned; NULL when nobody asked */
    struct error error;
    bool failed; /* error says how */
    bool color;
    bool watches; /* what guards refuse is told too */
    bool started; /* the header was written */
};

static bool start(struct finder *f)
{
    f->started = true;
    return console_write(&f->console, str_from(f->format->header));
}

/* Lines on which guards have refused all that was found. */
static void tell_refused(void *state, struct str lines)
{
    struct finder *f = state;
    if (lines.len && (f->started || start(f)))
        (void)console_write(&f->console, lines);
}

/* False when nobody reads on: then the scan stops too. */
static bool found(void *state, const struct finding *finding)
{
    struct finder *f = state;
    if (!f->started && !start(f))
        return false;
    struct str why = {0};
    if (f->watches)
        tell_refused(f, why_refused(f->why, finding->line));
    if (f->why && why_explain(f->why, finding, &why, &f->error)) {
        f->failed = true;
        return false;
    }
    buf_clear(&f->line);
    f->format->add(finding, why, f->color, &f->line);
    return console_print(&f->console, &f->line);
}

/* What lies outside a window was not asked for; of what states no time nobody knows. */
static void tell_timeless(const struct pipeline_result *result)
{
    unsigned long long events = result->coverage.out_of_reach;
    if (events)
        complain("%llu %s no time, and so %s left out by --since and --until", events,
                 events == 1 ? "event states" : "events state", events == 1 ? "is" : "are");
}

static void find(const struct find_args *args, const struct option_words *given,
                 const struct knowledge *knowledge, struct outcome *out)
{
    struct finder finder = {
        .format = &formats[args->format],
        .line = BUF_INIT(LINE_BYTES_MAX),
        .color = color_wanted(&args->display),
    };
    if (args->why && why_new(knowledge->catalog, knowledge->rules, &finder.why, &finder.error)) {
        fail(out, "%s", finder.error.text);
        return;
    }
    struct pipeline_observer observer = {.state = &finder, .found = found};
    struct scan_args scanned = args->scan;
    struct pipeline_trace trace;
    finder.watches = args->why && finder.format->add == add_text_line;
    if (finder.watches) {
        why_watch(finder.why, (enum confidence)args->scan.min_confidence,
                  (struct why_reader){&finder, tell_refused}, &trace);
        scanned.trace = &trace;
    }
    struct pipeline_result result;
    console_init(&finder.console);
    if (scan(&scanned, given, &cmd_find, knowledge, 0, &observer, &result, out) && !finder.started)
        start(&finder);
    if (finder.watches && !finder.failed)
        tell_refused(&finder, why_refused(finder.why, UINT64_MAX));
    console_finish(&finder.console, STATUS_OK, NULL, out);
    if (!args->scan.quiet)
        tell_timeless(&result);
    if (finder.failed)
        fail(out, "%s", finder.error.text);
    pipeline_result_release(&result);
    why_free(finder.why);
    buf_release(&finder.line);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    struct find_args *args = state;
    struct knowledge knowledge = {0};
    struct error err;
    if (args->why && !formats[args->format].explains) {
        fail(out, "--why has no place in --format=%s; use text or jsonl", formats[args->format].id);
        return;
    }
    if (scan_prepare(&args->scan, &err) ||
        knowledge_load(&args->scan.knowledge, &knowledge, &err)) {
        fail_option(given, &err, out);
    } else {
        find(args, given, &knowledge, out);
    }
    knowledge_release(&knowledge);
    scan_args_release(&args->scan);
}

const struct command cmd_find = {
    .name = "find",
    .synopsis = "find [OPTION]... [PATH]...",
    .about = "Show every mention of an error, one per line: file, line, code, name, text.",
    .details = "Examples\n"
               "  wsalog find server.log | less\n"
               "  wsalog find -f jsonl /var/log/app | jq .code\n"
               "  wsalog find --why odd.log\n",
    .uses = uses,
    .takes_paths = true,
    .args_size = sizeof(struct find_args),
    .run = run,
};
