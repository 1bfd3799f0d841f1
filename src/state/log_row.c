#include "state/log_row.h"

#include <string.h>

#define COLUMNS                                                                                    \
    "path, device, inode, size, mtime, mtime_ns, head_len, head, tail, offset, raw, undecided, "   \
    "inside, lines, open, open_line, open_offset, open_ms, open_zone, record_line, record_codes, " \
    "message_line, message_code, context, rest_len, rest, rest_counted, line_codes, "              \
    "rest_lookalikes, run"

const char log_row_select[] = "SELECT id, " COLUMNS " FROM logs ORDER BY id";
const char log_row_insert[] = "INSERT INTO logs (id, " COLUMNS ") VALUES (NULL, ?2, ?3, ?4, ?5, "
                              "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
                              "?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31)";
const char log_row_update[] =
    "REPLACE INTO logs (id, " COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
    "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, "
    "?30, ?31)";

enum column {
    ID,
    PATH,
    DEVICE,
    INODE,
    SIZE,
    MTIME,
    MTIME_NS,
    HEAD_LEN,
    HEAD,
    TAIL,
    OFFSET,
    RAW,
    UNDECIDED,
    INSIDE,
    LINES,
    OPEN,
    OPEN_LINE,
    OPEN_OFFSET,
    OPEN_MS,
    OPEN_ZONE,
    RECORD_LINE,
    RECORD_CODES,
    MESSAGE_LINE,
    MESSAGE_CODE,
    CONTEXT,
    REST_LEN,
    REST,
    REST_COUNTED,
    LINE_CODES,
    REST_LOOKALIKES,
    RUN,
};

/* Without a zone that a log stated. */
#define NO_ZONE INT16_MAX

static uint64_t number(struct query *q, enum column column)
{
    return (uint64_t)query_number(q, (int)column);
}

static bool read_hash(struct query *q, enum column column, struct hash *out)
{
    struct str bytes = query_bytes(q, (int)column);
    if (bytes.len != sizeof out->bytes)
        return false;
    memcpy(out->bytes, bytes.ptr, sizeof out->bytes);
    return true;
}

/* Codes are stored as they lie in memory, four bytes each, the lowest first. */
static bool read_codes(struct query *q, enum column column, struct arena *memory,
                       struct known_codes *out, bool *valid)
{
    struct str bytes = query_bytes(q, (int)column);
    *valid = *valid && bytes.len % 4 == 0;
    out->count = bytes.len / 4;
    int32_t *items = arena_array(memory, out->count + 1, sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < out->count; i++) {
        uint32_t code = 0;
        for (size_t k = 4; k-- > 0;)
            code = code << 8 | (unsigned char)bytes.ptr[4 * i + k];
        items[i] = (int32_t)code;
    }
    out->items = items;
    return true;
}

static void bind_codes(struct query *q, enum column column, struct known_codes codes)
{
    struct buf bytes = BUF_INIT((size_t)1 << 24);
    for (size_t i = 0; i < codes.count; i++)
        for (unsigned k = 0; k < 4; k++)
            buf_add_char(&bytes, (char)((uint32_t)codes.items[i] >> 8 * k));
    query_bind_bytes(q, (int)column + 1, buf_str(&bytes));
    buf_release(&bytes);
}

static void read_record(struct query *q, struct known_log *out)
{
    out->open = number(q, OPEN) != 0;
    out->open_line = number(q, OPEN_LINE);
    out->open_offset = number(q, OPEN_OFFSET);
    if (!query_is_null(q, OPEN_MS)) {
        int64_t zone = query_number(q, OPEN_ZONE);
        out->open_time = (struct moment){.wall_ms = query_number(q, OPEN_MS),
                                         .has_zone = zone != NO_ZONE,
                                         .offset_min = zone != NO_ZONE ? (int16_t)zone : 0,
                                         .known = true};
    }
    out->record_line = number(q, RECORD_LINE);
    out->message_line = number(q, MESSAGE_LINE);
    out->message_code = (int32_t)query_number(q, MESSAGE_CODE);
}

bool log_row_read(struct query *q, struct arena *memory, struct known_log *out, bool *valid)
{
    *out = (struct known_log){
        .id = query_number(q, ID),
        .path = arena_copy(memory, query_bytes(q, PATH)),
        .device = number(q, DEVICE),
        .inode = number(q, INODE),
        .size = number(q, SIZE),
        .mtime_s = query_number(q, MTIME),
        .mtime_ns = (int32_t)query_number(q, MTIME_NS),
        .offset = number(q, OFFSET),
        .raw = number(q, RAW),
        .undecided = number(q, UNDECIDED) != 0,
        .inside = number(q, INSIDE) != 0,
        .lines = number(q, LINES),
        .rest_len = number(q, REST_LEN),
        .rest_counted = number(q, REST_COUNTED),
        .rest_lookalikes = number(q, REST_LOOKALIKES),
    };
    out->print.head_len = (size_t)number(q, HEAD_LEN);
    read_record(q, out);
    *valid = out->print.head_len <= FINGERPRINT_HEAD_BYTES &&
             read_hash(q, HEAD, &out->print.head) && read_hash(q, TAIL, &out->print.tail) &&
             read_hash(q, REST, &out->rest);
    struct str context = query_bytes(q, CONTEXT);
    out->context = (struct str){arena_copy(memory, context), context.len};
    return out->path && out->context.ptr &&
           read_codes(q, RECORD_CODES, memory, &out->record_codes, valid) &&
           read_codes(q, LINE_CODES, memory, &out->line_codes, valid);
}

static void bind(struct query *q, enum column column, uint64_t value)
{
    query_bind(q, (int)column + 1, (int64_t)value);
}

static void bind_hash(struct query *q, enum column column, const struct hash *hash)
{
    struct str bytes = {(const char *)hash->bytes, sizeof hash->bytes};
    query_bind_bytes(q, (int)column + 1, bytes);
}

static void bind_time(struct query *q, struct moment time)
{
    if (time.known)
        query_bind(q, OPEN_MS + 1, time.wall_ms);
    else
        query_bind_null(q, OPEN_MS + 1);
    query_bind(q, OPEN_ZONE + 1, time.has_zone ? time.offset_min : NO_ZONE);
}

void log_row_bind(struct query *q, const struct known_log *log, int64_t run)
{
    if (log->id)
        query_bind(q, ID + 1, log->id);
    query_bind_bytes(q, PATH + 1, str_from(log->path));
    bind(q, DEVICE, log->device);
    bind(q, INODE, log->inode);
    bind(q, SIZE, log->size);
    query_bind(q, MTIME + 1, log->mtime_s);
    query_bind(q, MTIME_NS + 1, log->mtime_ns);
    bind(q, HEAD_LEN, log->print.head_len);
    bind_hash(q, HEAD, &log->print.head);
    bind_hash(q, TAIL, &log->print.tail);
    bind(q, OFFSET, log->offset);
    bind(q, RAW, log->raw);
    bind(q, UNDECIDED, log->undecided);
    bind(q, INSIDE, log->inside);
    bind(q, LINES, log->lines);
    bind(q, OPEN, log->open);
    bind(q, OPEN_LINE, log->open_line);
    bind(q, OPEN_OFFSET, log->open_offset);
    bind_time(q, log->open_time);
    bind(q, RECORD_LINE, log->record_line);
    bind_codes(q, RECORD_CODES, log->record_codes);
    bind(q, MESSAGE_LINE, log->message_line);
    query_bind(q, MESSAGE_CODE + 1, log->message_code);
    query_bind_bytes(q, CONTEXT + 1, log->context);
    bind(q, REST_LEN, log->rest_len);
    bind_hash(q, REST, &log->rest);
    bind(q, REST_COUNTED, log->rest_counted);
    bind_codes(q, LINE_CODES, log->line_codes);
    bind(q, REST_LOOKALIKES, log->rest_lookalikes);
    query_bind(q, RUN + 1, run);
}
