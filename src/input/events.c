#include "input/events.h"

#include <libevtx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/moment.h"
#include "base/os_library.h"

#define LINE_MAX_BYTES ((size_t)1024 * 1024)
#define FIELD_MAX ((size_t)256 * 1024) /* of one string of an event */
/* The file's form: a first block with the number of chunks in it, and the chunks. */
#define HEADER_BYTES UINT64_C(4096)
#define CHUNK_BYTES UINT64_C(65536)
#define CHUNK_COUNT_AT ((size_t)42)
#define EPOCH_1601_MS INT64_C(11644473600000)

/* Loaded when the first event log is met. */
#define EVTX_FUNCTIONS(F)                                                                          \
    F(libevtx_error_free)                                                                          \
    F(libevtx_error_sprint)                                                                        \
    F(libevtx_file_close)                                                                          \
    F(libevtx_file_free)                                                                           \
    F(libevtx_file_get_number_of_records)                                                          \
    F(libevtx_file_get_record_by_index)                                                            \
    F(libevtx_file_initialize)                                                                     \
    F(libevtx_file_is_corrupted)                                                                   \
    F(libevtx_file_open)                                                                           \
    F(libevtx_get_access_flags_read)                                                               \
    F(libevtx_record_free)                                                                         \
    F(libevtx_record_get_event_identifier)                                                         \
    F(libevtx_record_get_event_level)                                                              \
    F(libevtx_record_get_number_of_strings)                                                        \
    F(libevtx_record_get_utf8_computer_name)                                                       \
    F(libevtx_record_get_utf8_computer_name_size)                                                  \
    F(libevtx_record_get_utf8_source_name)                                                         \
    F(libevtx_record_get_utf8_source_name_size)                                                    \
    F(libevtx_record_get_utf8_string)                                                              \
    F(libevtx_record_get_utf8_string_size)                                                         \
    F(libevtx_record_get_utf8_xml_string)                                                          \
    F(libevtx_record_get_utf8_xml_string_size)                                                     \
    F(libevtx_record_get_written_time)

struct evtx {
    EVTX_FUNCTIONS(OS_LIBRARY_MEMBER)
};

struct events {
    struct evtx lib;
    libevtx_file_t *file; /* owned */
    int count;
    int next;
    int lost;
    bool cut_short;
    struct buf line;  /* of the event at hand: [at, len) is still to be given */
    struct buf field; /* a string of it, as the library gives it */
    struct buf xml;
    size_t at;
};

const char *events_refusal(void)
{
    return NULL;
}

static void explain(const struct events *e, libevtx_error_t **error, struct remark *remark)
{
    char text[REMARK_MAX] = "";
    if (e->lib.libevtx_error_sprint(*error, text, sizeof text) <= 0)
        (void)snprintf(text, sizeof text, "libevtx: unknown error");
    e->lib.libevtx_error_free(error);
    char *end = strchr(text, '\n'); /* the outermost cause comes last, the innermost first */
    if (end)
        *end = '\0';
    (void)snprintf(remark->text, sizeof remark->text, "the event log is damaged: %.200s", text);
}

/* A log that is shorter than its header says, in chunks behind a first block. The library reads
 * what there is and calls it corrupted, as it calls a log that was copied while in use. */
static bool is_cut_short(struct str head, uint64_t size)
{
    if (head.len < CHUNK_COUNT_AT + 2)
        return true;
    uint64_t chunks = (unsigned char)head.ptr[CHUNK_COUNT_AT] |
                      (uint64_t)(unsigned char)head.ptr[CHUNK_COUNT_AT + 1] << 8;
    return size < HEADER_BYTES + chunks * CHUNK_BYTES || (size - HEADER_BYTES) % CHUNK_BYTES != 0;
}

static bool load(struct events *e, struct remark *remark)
{
    static const char *const names[] = {EVTX_FUNCTIONS(OS_LIBRARY_NAME)};
    struct error err;
    if (os_library_load(WSALOG_LIBEVTX, names, OS_LIBRARY_COUNT(names), &e->lib, &err) == STATUS_OK)
        return true;
    (void)snprintf(remark->text, sizeof remark->text, "%.200s", err.text);
    return false;
}

bool events_open(const char *path, struct str head, uint64_t size, struct events **out,
                 struct remark *remark)
{
    *out = NULL;
    struct events *e = calloc(1, sizeof *e);
    if (!e)
        return false;
    e->cut_short = is_cut_short(head, size);
    e->line = BUF_INIT(LINE_MAX_BYTES);
    e->field = BUF_INIT(FIELD_MAX);
    e->xml = BUF_INIT(LINE_MAX_BYTES);
    if (!load(e, remark)) {
        events_close(e);
        return true;
    }
    libevtx_error_t *error = NULL;
    if (e->lib.libevtx_file_initialize(&e->file, &error) != 1 ||
        e->lib.libevtx_file_open(e->file, path, e->lib.libevtx_get_access_flags_read(), &error) !=
            1 ||
        e->lib.libevtx_file_get_number_of_records(e->file, &e->count, &error) != 1) {
        explain(e, &error, remark);
        events_close(e);
        return true;
    }
    *out = e;
    return true;
}

void events_close(struct events *e)
{
    if (!e)
        return;
    if (e->file) {
        (void)e->lib.libevtx_file_close(e->file, NULL);
        (void)e->lib.libevtx_file_free(&e->file, NULL);
    }
    buf_release(&e->line);
    buf_release(&e->field);
    buf_release(&e->xml);
    free(e);
}

/* ---- what an event holds -------------------------------------------------------------------- */

typedef int size_fn(libevtx_record_t *, size_t *, libevtx_error_t **);
typedef int text_fn(libevtx_record_t *, uint8_t *, size_t, libevtx_error_t **);

/* Makes room for a string of so many bytes with its NUL. */
static uint8_t *room_for(struct buf *b, size_t size)
{
    buf_clear(b);
    return size && buf_reserve(b, size) ? (uint8_t *)b->ptr : NULL;
}

static struct str text_of(struct buf *b, size_t size)
{
    b->len = strnlen(b->ptr, size);
    return buf_str(b);
}

/* A string of the event, or an empty view. */
static struct str get(libevtx_record_t *record, size_fn *size_of, text_fn *read, struct buf *to)
{
    size_t size = 0;
    uint8_t *at = size_of(record, &size, NULL) == 1 ? room_for(to, size) : NULL;
    return at && read(record, at, size, NULL) == 1 ? text_of(to, size) : (struct str){"", 0};
}

static struct str get_string(struct events *e, libevtx_record_t *record, int i)
{
    size_t size = 0;
    uint8_t *at = e->lib.libevtx_record_get_utf8_string_size(record, i, &size, NULL) == 1
                      ? room_for(&e->field, size)
                      : NULL;
    bool got = at && e->lib.libevtx_record_get_utf8_string(record, i, at, size, NULL) == 1;
    return got ? text_of(&e->field, size) : (struct str){"", 0};
}

/* On one line: an event is a record of its own. */
static void add_flat(struct buf *line, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        buf_add_char(line, c == '\n' || c == '\r' || c == '\0' ? ' ' : c);
    }
}

static void add_word(struct buf *line, struct str text)
{
    if (!text.len)
        return;
    buf_add_char(line, ' ');
    add_flat(line, text);
}

static void add_time(struct events *e, libevtx_record_t *record)
{
    uint64_t ticks = 0; /* of 100 ns, since 1601 */
    if (e->lib.libevtx_record_get_written_time(record, &ticks, NULL) != 1)
        return;
    int64_t ms = (int64_t)(ticks / 10000) - EPOCH_1601_MS;
    moment_format((struct moment){.wall_ms = ms, .has_zone = true, .known = true}, &e->line);
}

static void add_numbers(struct events *e, libevtx_record_t *record)
{
    uint32_t id = 0;
    uint8_t level = 0;
    if (e->lib.libevtx_record_get_event_identifier(record, &id, NULL) == 1)
        buf_add_format(&e->line, " EventID=%u", (unsigned)(id & 0xffff));
    if (e->lib.libevtx_record_get_event_level(record, &level, NULL) == 1)
        buf_add_format(&e->line, " Level=%u", (unsigned)level);
}

/* The name of the next parameter in the event's XML, as the library writes it. */
static struct str next_name(struct str xml, size_t *at)
{
    size_t data = str_find(xml, STR("<Data"), *at);
    if (data == SIZE_MAX)
        return (struct str){"", 0};
    size_t end = str_find(xml, STR(">"), data);
    *at = end == SIZE_MAX ? xml.len : end;
    struct str tag = str_slice(xml, data, *at - data);
    size_t name = str_find(tag, STR("Name=\""), 0);
    if (name == SIZE_MAX)
        return (struct str){"", 0};
    tag = str_slice(tag, name + 6, tag.len);
    size_t quote = str_find(tag, STR("\""), 0);
    return str_slice(tag, 0, quote == SIZE_MAX ? 0 : quote);
}

static void add_strings(struct events *e, libevtx_record_t *record)
{
    int count = 0;
    if (e->lib.libevtx_record_get_number_of_strings(record, &count, NULL) != 1 || count <= 0)
        return;
    struct str xml = get(record, e->lib.libevtx_record_get_utf8_xml_string_size,
                         e->lib.libevtx_record_get_utf8_xml_string, &e->xml);
    size_t at = str_find(xml, STR("<EventData"), 0);
    at = at == SIZE_MAX ? xml.len : at + sizeof "<EventData" - 1;
    for (int i = 0; i < count; i++) {
        struct str name = next_name(xml, &at);
        struct str value = get_string(e, record, i);
        if (!value.len)
            continue;
        buf_add_text(&e->line, i ? "; " : " ");
        add_flat(&e->line, name);
        if (name.len)
            buf_add_char(&e->line, '=');
        add_flat(&e->line, value);
    }
}

static void write_line(struct events *e, libevtx_record_t *record)
{
    add_time(e, record);
    add_word(&e->line, get(record, e->lib.libevtx_record_get_utf8_computer_name_size,
                           e->lib.libevtx_record_get_utf8_computer_name, &e->field));
    add_word(&e->line, get(record, e->lib.libevtx_record_get_utf8_source_name_size,
                           e->lib.libevtx_record_get_utf8_source_name, &e->field));
    add_numbers(e, record);
    add_strings(e, record);
}

/* ---- reading -------------------------------------------------------------------------------- */

static void next_event(struct events *e)
{
    libevtx_record_t *record = NULL;
    buf_clear(&e->line);
    e->at = 0;
    if (e->lib.libevtx_file_get_record_by_index(e->file, e->next++, &record, NULL) != 1) {
        e->lost++;
        return;
    }
    write_line(e, record);
    (void)e->lib.libevtx_record_free(&record, NULL);
    if (e->line.failed || !e->line.len) {
        e->lost++;
        buf_clear(&e->line);
    } else {
        buf_add_char(&e->line, '\n');
    }
}

static int64_t events_read(void *state, void *to, size_t room, struct remark *remark)
{
    struct events *e = state;
    while (e->at == e->line.len && e->next < e->count)
        next_event(e);
    size_t len = e->line.len - e->at < room ? e->line.len - e->at : room;
    if (len) {
        memcpy(to, e->line.ptr + e->at, len);
        e->at += len;
        return (int64_t)len;
    }
    if (e->lost)
        (void)snprintf(remark->text, sizeof remark->text,
                       "the event log is damaged: %d of %d events could not be read", e->lost,
                       e->count);
    else if (e->cut_short)
        (void)snprintf(remark->text, sizeof remark->text, "the event log ends early");
    else if (e->lib.libevtx_file_is_corrupted(e->file, NULL) == 1)
        (void)snprintf(remark->text, sizeof remark->text,
                       "the event log was in use when it was copied, or is damaged in part");
    return e->lost || e->cut_short ? -1 : 0;
}

struct stream events_stream(struct events *e)
{
    return (struct stream){events_read, e};
}
