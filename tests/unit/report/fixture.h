/*
 * A report made by hand for the tests of the renderers: a small catalog, a tally filled field by
 * field, coverage and options. Static functions, since each test is one program of one file.
 *
 *     struct fixture f;
 *     fixture_init(&f, fixture_errors, FIXTURE_ERRORS);   nothing counted yet
 *     fixture_fill(&f);                                   an ordinary day
 *     fixture_render(&f, &renderer_text, &style)          builds the model; the text is in f.out
 *     fixture_release(&f);
 */
#ifndef WSALOG_TESTS_UNIT_REPORT_FIXTURE_H
#define WSALOG_TESTS_UNIT_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "report/renderer.h"

#define FIXTURE_NAMES 64 /* per list */

struct fixture {
    struct catalog catalog;
    struct tally tally;
    struct report_source sources[8];
    struct report_coverage coverage;
    struct report_options options;
    struct report_model model;
    struct arena memory;
    struct buf out; /* what was rendered last */
};

/* A line of log that tries everything. */
#define FIXTURE_HOSTILE                                                                            \
    "WSAECONNRESET <script>alert(1)</script>\"><img src=x onerror=alert(1)> "                      \
    "\x1b[31;1mred\x1b]0;title\x07 \xE2\x80\xAEoverride \xC2\x9B"                                  \
    "31m ```` ` ~~~ --> ]]> | \r\n## heading\n\n[link](javascript:alert(1)) &amp; \xFF\xC3 "       \
    "\xE2\x80\xA8 ''' \\ $(x) {{x}} <!-- @everyone #1 !1 https://evil.example/ 10054"

static const struct catalog_category fixture_categories[] = {
    {"resources", 1, "Resources", "The machine runs out of something: ports, memory, handles."},
    {"connection", 2, "Connections", "A connection was refused, reset or lost."},
    {"flow-control", 9, "Flow control", "Not ready yet: part of non-blocking work."},
};

static const struct catalog_action fixture_actions_noport[] = {
    {1u << OPERATION_CONNECT, AUDIENCE_OPERATOR, ACTION_CHECK,
     "Count the outgoing connections by state; thousands in TIME_WAIT mean port exhaustion.",
     "Get-NetTCPConnection | Group-Object State | Sort-Object Count -Descending", "", ""},
    {1u << OPERATION_CONNECT, AUDIENCE_OPERATOR, ACTION_CHANGE, "Widen the range of dynamic ports.",
     "netsh int ipv4 set dynamicport tcp start=10000 num=55535",
     "New connections may take ports that a service wants to listen on.", ""},
    {1u << OPERATION_BIND, AUDIENCE_OPERATOR, ACTION_CHECK, "Find who holds the port.",
     "netstat -ano | findstr :8080", "", ""},
    {0, AUDIENCE_DEVELOPER, ACTION_CHANGE,
     "Keep connections open and reuse them instead of opening one per request.", "",
     "Needs a release of the program.", ""},
};
static const struct catalog_cause fixture_causes_noport[] = {
    {1u << OPERATION_CONNECT, "All dynamic ports to one destination are in use.", ""},
    {1u << OPERATION_BIND, "Another program listens on the port.", ""},
    {0, "A program opens connections faster than Windows frees their ports.", ""},
};
static const struct catalog_action fixture_actions_refused[] = {
    {0, AUDIENCE_OPERATOR, ACTION_CHECK, "See whether the service listens on the target.",
     "Test-NetConnection db01.example.org -Port 1433", "", ""},
};
static const struct catalog_cause fixture_causes_refused[] = {
    {0, "The service on the target is stopped or still starting.", ""},
    {0, "The port number is wrong.", ""},
};
static const struct catalog_alias fixture_aliases_reset[] = {{"ConnectionReset", "dotnet"}};

static const struct catalog_error fixture_errors[] = {
    {.code = 10035,
     .name = "WSAEWOULDBLOCK",
     .title = "Not ready, ask again",
     .description = "A non-blocking socket has nothing to do yet.",
     .category = 2,
     .severity = SEVERITY_IGNORABLE,
     .retry = RETRY_YES},
    {.code = 10048,
     .name = "WSAEADDRINUSE",
     .title = "Address already in use",
     .description = "Only one socket may use an address and port at a time.",
     .category = 0,
     .severity = SEVERITY_ACTIONABLE,
     .retry = RETRY_AFTER_FIX,
     .causes = fixture_causes_noport,
     .cause_count = 3,
     .actions = fixture_actions_noport,
     .action_count = 4},
    {.code = 10054,
     .name = "WSAECONNRESET",
     .title = "Connection reset by peer",
     .description = "The other side closed the connection hard. A few of these are normal on the "
                    "internet; many at once mean that the other side, or something between, fails.",
     .category = 1,
     .severity = SEVERITY_TRANSIENT,
     .retry = RETRY_YES,
     .aliases = fixture_aliases_reset,
     .alias_count = 1},
    {.code = 10055,
     .name = "WSAENOBUFS",
     .title = "No buffer space available",
     .description = "Windows could not give the socket memory or a port.",
     .category = 0,
     .severity = SEVERITY_CRITICAL,
     .retry = RETRY_AFTER_FIX,
     .causes = fixture_causes_noport,
     .cause_count = 3,
     .actions = fixture_actions_noport,
     .action_count = 4},
    {.code = 10061,
     .name = "WSAECONNREFUSED",
     .title = "Connection refused",
     .description = "The target answered that nothing listens on that port.",
     .category = 1,
     .severity = SEVERITY_ACTIONABLE,
     .retry = RETRY_AFTER_FIX,
     .causes = fixture_causes_refused,
     .cause_count = 2,
     .actions = fixture_actions_refused,
     .action_count = 1},
    {.code = 10101,
     .name = "WSAEDISCON",
     .title = "Graceful shutdown in progress",
     .description = "The other side has finished sending.",
     .category = 1,
     .severity = SEVERITY_INFORMATIONAL,
     .retry = RETRY_NO},
};
#define FIXTURE_ERRORS (sizeof fixture_errors / sizeof *fixture_errors)

static inline void fixture_init(struct fixture *f, const struct catalog_error *errors, size_t count)
{
    *f = (struct fixture){
        .catalog = {.errors = errors,
                    .error_count = count,
                    .categories = fixture_categories,
                    .category_count = sizeof fixture_categories / sizeof *fixture_categories},
        .tally.options = {.error_count = count, .samples = 3},
        .coverage = {.files_read = 1, .lines = 1000, .bytes = 64000, .zone = "UTC"},
        .options = {.version = "0.1.0", .rules = "1", .diagnoses = diagnoses_builtin()},
        .memory = ARENA_INIT((size_t)1 << 30),
        .out = BUF_INIT((size_t)1 << 30),
    };
    f->tally.errors = arena_array(&f->memory, count, sizeof *f->tally.errors);
    assert_non_null(f->tally.errors);
    groups_init(&f->tally.groups);
}

static inline void fixture_release(struct fixture *f)
{
    report_model_release(&f->model);
    groups_release(&f->tally.groups);
    buf_release(&f->out);
    arena_release(&f->memory);
}

static inline struct tally_error *fixture_count(struct fixture *f, int code, uint64_t events)
{
    const struct catalog_error *meaning = catalog_find(&f->catalog, code);
    assert_non_null(meaning);
    struct tally_error *e = &f->tally.errors[meaning - f->catalog.errors];
    e->events += events;
    e->mentions += events;
    e->by_confidence[CONFIDENCE_CERTAIN] += events;
    if (meaning->severity == SEVERITY_IGNORABLE) {
        f->tally.ignorable += events;
    } else {
        f->tally.events += events;
        f->tally.mentions += events;
    }
    return e;
}

static inline void fixture_name(struct fixture *f, struct topk *list, const char *name,
                                uint64_t events)
{
    if (!list->items)
        list->items = arena_array(&f->memory, FIXTURE_NAMES, sizeof *list->items);
    assert_true(list->count < FIXTURE_NAMES);
    list->capacity = FIXTURE_NAMES;
    list->items[list->count++] = (struct topk_item){.name = arena_copy(&f->memory, str_from(name)),
                                                    .count = events,
                                                    .first_ms = TOPK_NO_TIME,
                                                    .last_ms = TOPK_NO_TIME};
    list->total += events;
}

/* Events of an error in the group of that name, for reports by place. */
static inline void fixture_group(struct fixture *f, const char *name, int code, uint64_t events,
                                 struct moment time)
{
    struct tally_error *e = fixture_count(f, code, events);
    for (uint64_t i = 0; i < events; i++)
        assert_true(
            groups_add(&f->tally.groups, str_from(name), (size_t)(e - f->tally.errors), time));
}

static inline void fixture_sample(struct fixture *f, struct tally_error *e, const char *file,
                                  uint64_t line, struct str text)
{
    if (!e->samples)
        e->samples = arena_array(&f->memory, TALLY_SAMPLES_MAX, sizeof *e->samples);
    e->samples[e->sample_count++] = (struct tally_sample){
        .file = arena_copy(&f->memory, str_from(file)),
        .line = line,
        .text = arena_copy(&f->memory, text),
        .text_len = text.len,
    };
}

/* Buckets of four minutes from 2026-11-20 14:00. */
static inline void fixture_times(struct fixture *f, struct timeline *t, const uint64_t *counts,
                                 size_t count)
{
    t->counts = arena_array(&f->memory, TIMELINE_BUCKETS, sizeof *t->counts);
    memcpy(t->counts, counts, count * sizeof *counts);
    t->used = count;
    t->width_ms = 4 * TIMELINE_MINUTE_MS;
    t->first = (civil_days(2026, 11, 20) * 1440 + 840) / 4;
}

static inline struct moment fixture_moment(int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, 11, 20, hour, minute, 11, 0, &m));
    return m;
}

/* An ordinary day: six kinds of errors in three logs, one of them not readable. */
static inline void fixture_fill(struct fixture *f)
{
    static const uint64_t all[] = {3,  5,  4,  0,  0,  9, 12, 40, 80, 120, 200, 180, 90,
                                   60, 44, 30, 12, 10, 8, 11, 9,  7,  0,   0,   0,   0,
                                   3,  2,  1,  0,  0,  1, 2,  1,  1,  0,   0,   0,   1};
    static const uint64_t some[] = {0, 0, 0, 0, 0, 0, 0, 20, 60, 100, 180, 160, 60, 40, 20, 10};
    struct tally_error *e = fixture_count(f, 10061, 800);
    e->first = fixture_moment(14, 2);
    e->last = fixture_moment(15, 1);
    e->operations[OPERATION_CONNECT] = 790;
    e->by_confidence[CONFIDENCE_CERTAIN] = 10;
    e->by_confidence[CONFIDENCE_LIKELY] = 790;
    fixture_times(f, &e->timeline, some, sizeof some / sizeof *some);
    fixture_name(f, &e->files, "/srv/logs/web01/app.log", 600);
    fixture_name(f, &e->files, "/srv/logs/web02/app.log", 200);
    fixture_name(f, &e->peers, "db01.example.org:1433", 700);
    fixture_name(f, &e->peers, "[2001:db8::15]:1433", 60);
    fixture_name(f, &e->peers, "10.1.2.3:8080", 12);
    fixture_name(f, &e->peers, "10.1.2.4:8080", 11);
    fixture_name(f, &e->peers, "10.1.2.5:8080", 10);
    fixture_name(f, &e->peers, "10.1.2.6:8080", 4);
    fixture_name(f, &e->peers, "10.1.2.7:8080", 3);
    fixture_sample(f, e, "/srv/logs/web01/app.log", 1202,
                   STR("2026-11-20 14:02:11,204 ERROR [pool-7] Cannot open connection to "
                       "db01.example.org:1433: No connection could be made because the target "
                       "machine actively refused it. (10061)"));
    fixture_sample(f, e, "/srv/logs/web02/app.log", 77,
                   STR("2026-11-20 14:05:40 System.Net.Sockets.SocketException (10061): No "
                       "connection could be made because the target machine actively refused "
                       "it. [::1]:1433"));
    e = fixture_count(f, 10055, 12);
    e->first = fixture_moment(14, 20);
    e->last = fixture_moment(14, 58);
    e->operations[OPERATION_CONNECT] = 12;
    fixture_name(f, &e->files, "/srv/logs/web01/app.log", 12);
    fixture_sample(f, e, "/srv/logs/web01/app.log", 90210,
                   STR("connect() to 10.1.2.3:8080 failed: WSAENOBUFS (10055)"));
    e = fixture_count(f, 10054, 380);
    e->mentions += 20;
    f->tally.mentions += 20;
    e->disagreements = 2;
    e->first = fixture_moment(14, 2);
    e->last = fixture_moment(16, 39);
    fixture_name(f, &e->files, "/srv/logs/web01/app.log", 380);
    fixture_sample(f, e, "/srv/logs/web01/app.log", 15,
                   STR("\xE6\x8E\xA5\xE7\xB6\x9A\xE3\x81\x8C\xE3\x83\xAA\xE3\x82\xBB\xE3\x83\x83"
                       "\xE3\x83\x88\xE3\x81\x95\xE3\x82\x8C\xE3\x81\xBE\xE3\x81\x97\xE3\x81\x9F "
                       "e\xCC\x81\xCC\x80 WSAECONNRESET"));
    e = fixture_count(f, 10048, 3);
    e->operations[OPERATION_BIND] = 3;
    fixture_name(f, &e->files, "/srv/logs/web02/app.log", 3);
    e = fixture_count(f, 10101, 9);
    fixture_name(f, &e->files, "/srv/logs/web02/app.log", 9);
    e = fixture_count(f, 10035, 4200);
    fixture_name(f, &e->files, "/srv/logs/web02/app.log", 4200);
    f->tally.first = fixture_moment(14, 2);
    f->tally.last = fixture_moment(16, 39);
    f->tally.without_time = 12;
    f->tally.lookalikes = 31;
    f->tally.possible = 7;
    fixture_times(f, &f->tally.timeline, all, sizeof all / sizeof *all);
    f->sources[0] = (struct report_source){.path = "/srv/logs/web01/app.log",
                                           .status = "read",
                                           .encoding = "UTF-8",
                                           .bytes = 18000000,
                                           .lines = 181204,
                                           .events = 1000};
    f->sources[1] = (struct report_source){.path = "/srv/logs/web02/app.log.gz",
                                           .status = "partial",
                                           .reason = "the gzip stream ends early",
                                           .encoding = "UTF-16LE",
                                           .compression = "gzip",
                                           .bytes = 2000000,
                                           .lines = 20000,
                                           .events = 204};
    f->sources[2] = (struct report_source){
        .path = "/srv/logs/web03/app.log", .status = "failed", .reason = "Permission denied"};
    f->sources[3] = (struct report_source){
        .path = "/srv/logs/web03/core.bin", .status = "skipped", .reason = "binary"};
    f->coverage = (struct report_coverage){.sources = f->sources,
                                           .source_count = 4,
                                           .files_read = 1,
                                           .files_skipped = 1,
                                           .files_failed = 2,
                                           .bytes = 20000000,
                                           .lines = 201204,
                                           .zone = "UTC"};
}

/* The same with hostile text wherever a log or a user can put some. */
static inline void fixture_poison(struct fixture *f)
{
    struct tally_error *e = fixture_count(f, 10061, 5000); /* a finding names it */
    fixture_name(f, &e->peers, FIXTURE_HOSTILE "`` [x](y) " FIXTURE_HOSTILE, 5000);
    e = fixture_count(f, 10054, 5);
    fixture_name(f, &e->files, FIXTURE_HOSTILE, 500);
    fixture_name(f, &e->peers, "=cmd|'/c calc'!A1 " FIXTURE_HOSTILE, 500);
    fixture_name(f, &e->hosts, "@SUM(1)" FIXTURE_HOSTILE, 5);
    fixture_sample(f, e, "<b>" FIXTURE_HOSTILE, 7, STR("a\0b " FIXTURE_HOSTILE));
    fixture_group(f, FIXTURE_HOSTILE, 10054, 3, (struct moment){0});
    fixture_group(f, FIXTURE_HOSTILE ".1", 10054, 1, (struct moment){0});
    fixture_group(f, "=cmd|'/c calc'!A1 `` [x](y)", 10061, 1, (struct moment){0});
    f->sources[4] = (struct report_source){
        .path = "</style><script>" FIXTURE_HOSTILE, .status = "failed", .reason = FIXTURE_HOSTILE};
    f->coverage.sources = f->sources;
    f->coverage.source_count = 5;
    f->coverage.files_failed++;
    f->options.title = "</title><script>alert(2)</script> " FIXTURE_HOSTILE;
    f->options.note = "# note\n\n" FIXTURE_HOSTILE;
}

static inline bool fixture_write(void *state, struct str piece)
{
    buf_add(state, piece);
    return true;
}

static inline const char *fixture_render(struct fixture *f, const struct renderer *renderer,
                                         const struct render_style *style)
{
    struct error err = {0};
    struct sink sink = {fixture_write, &f->out};
    report_model_release(&f->model);
    buf_clear(&f->out);
    assert_int_equal(
        report_model_build(&f->catalog, &f->tally, &f->coverage, &f->options, &f->model, &err),
        STATUS_OK);
    assert_int_equal(renderer->render(&f->model, style, &sink, &err), STATUS_OK);
    assert_false(f->out.failed);
    return buf_text(&f->out);
}

/* No control character but the line end, no override, nothing that is not UTF-8. */
static inline void fixture_assert_inert(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        int32_t character;
        size_t length = utf8_decode(str_slice(text, at, 4), &character);
        assert_false(character == UTF8_REPLACEMENT && length == 1);
        if (character != '\n' && character != '\r')
            assert_false(utf8_is_hostile(character));
        at += length;
    }
}

/* More than any real catalog: `count` errors, each with hostile names and texts of `length` bytes,
 * full lists, samples and timelines. Begins at code 10000. */
static inline void fixture_crowd(struct fixture *f, struct arena *memory, size_t count,
                                 size_t length)
{
    struct catalog_error *errors = arena_array(memory, count, sizeof *errors);
    char *text = arena_alloc(memory, length + 1);
    assert_true(errors && text);
    for (size_t i = 0; i < length; i++)
        text[i] = FIXTURE_HOSTILE[i % (sizeof FIXTURE_HOSTILE - 1)];
    for (size_t i = 0; i < count; i++) {
        errors[i] = fixture_errors[3];
        errors[i].code = (int32_t)(10000 + i);
        errors[i].severity = (enum severity)(i % SEVERITY_COUNT);
        errors[i].name = errors[i].title = errors[i].description = text;
    }
    static uint64_t counts[TIMELINE_BUCKETS];
    for (size_t i = 0; i < TIMELINE_BUCKETS; i++)
        counts[i] = i * 7919 % 1000;
    fixture_init(f, errors, count);
    for (size_t i = 0; i < count; i++) {
        struct tally_error *e = fixture_count(f, (int)(10000 + i), 1 + i);
        for (size_t k = 0; k < 10; k++) {
            fixture_name(f, &e->peers, text, 1000 - k);
            fixture_sample(f, e, text, 1, (struct str){text, length});
        }
        fixture_times(f, &e->timeline, counts, TIMELINE_BUCKETS);
    }
    struct report_source *sources = arena_array(memory, 2000, sizeof *sources);
    for (size_t i = 0; i < 2000; i++)
        sources[i] = (struct report_source){
            .path = text, .status = i % 2 ? "failed" : "read", .reason = text};
    f->coverage.sources = sources;
    f->coverage.source_count = 2000;
    f->options.title = f->options.note = text;
}

#endif
