#include "diagnose/evidence.h"

#include "base/buf.h"
#include "base/numerals.h"
#include "base/utf8.h"

#define TEXT_BYTES_MAX ((size_t)64 * 1024)

static void add_name(struct buf *text, const char *name, struct evidence *out)
{
    struct str whole = str_from(name);
    struct str shown = whole;
    if (whole.len > EVIDENCE_NAME_BYTES)
        shown.len = utf8_floor(whole, EVIDENCE_NAME_BYTES);
    out->name_at = text->len;
    buf_add(text, shown);
    buf_add_text(text, shown.len < whole.len ? "\xE2\x80\xA6" : "");
    out->name_len = text->len - out->name_at;
}

static void add_figure(struct buf *text, const struct evidence_piece *piece, struct measured value,
                       struct evidence *out)
{
    switch (measure_kind(piece->figure.measure)) {
    case MEASURED_COUNT:
        if (*piece->many)
            numerals_add_count(text, (uint64_t)value.number, piece->one, piece->many);
        else
            numerals_add(text, (uint64_t)value.number);
        break;
    case MEASURED_SHARE:
        numerals_add_percent(text, value.number);
        break;
    case MEASURED_TIME:
        numerals_add_time(text, value.when);
        break;
    case MEASURED_PERIOD:
        numerals_add_span(text, value.when, value.until);
        break;
    case MEASURED_DURATION:
        numerals_add_duration(text, (int64_t)(value.number * 60000 + 0.5));
        break;
    case MEASURED_NAME:
        add_name(text, value.name, out);
        break;
    }
}

static bool says_nothing(const struct evidence_piece *piece, struct measured value)
{
    enum measured_kind kind = measure_kind(piece->figure.measure);
    bool none = kind == MEASURED_COUNT && value.number < 1;
    bool no_time = kind == MEASURED_DURATION && value.number * 60 < 1;
    return !value.known || none || no_time;
}

bool evidence_write(struct measuring *m, const struct evidence_line *line, struct arena *memory,
                    struct evidence *out)
{
    struct buf text = BUF_INIT(TEXT_BYTES_MAX);
    bool says = true;
    *out = (struct evidence){0};
    for (size_t i = 0; i < line->count && says; i++) {
        const struct evidence_piece *piece = &line->pieces[i];
        buf_add_text(&text, piece->text);
        if (!piece->has_figure)
            continue;
        struct measured value = measure(m, &piece->figure);
        says = !says_nothing(piece, value);
        if (says)
            add_figure(&text, piece, value, out);
    }
    out->len = text.len;
    out->text = says ? arena_copy(memory, buf_str(&text)) : NULL;
    m->failed = m->failed || text.failed || (says && !out->text);
    buf_release(&text);
    return says && !m->failed;
}
