#include "report/markup.h"

#include "report/columns.h"

#define MARKUP_BYTES_MAX ((size_t)8 * 1024 * 1024)

void markup_text(struct buf *out, struct str text)
{
    static const struct {
        char from;
        const char *to;
    } escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    size_t plain = 0;
    for (size_t at = 0; at < text.len; at++) {
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
            if (text.ptr[at] != escapes[i].from)
                continue;
            buf_add(out, str_slice(text, plain, at - plain));
            buf_add_text(out, escapes[i].to);
            plain = at + 1;
        }
    }
    buf_add(out, str_slice(text, plain, text.len - plain));
}

/* Escapes what was made visible in `part`, and ends it. */
static void add_part(struct buf *out, struct buf *part)
{
    markup_text(out, buf_str(part));
    out->failed = out->failed || part->failed;
    buf_release(part);
}

void markup_begin(struct buf *out, const char *text, size_t bytes)
{
    struct buf part = BUF_INIT(MARKUP_BYTES_MAX);
    fit_begin(&part, str_from(text), bytes);
    add_part(out, &part);
}

void markup_end(struct buf *out, struct str text, size_t bytes)
{
    struct buf part = BUF_INIT(MARKUP_BYTES_MAX);
    fit_end(&part, text, bytes);
    add_part(out, &part);
}

void markup_sample(struct buf *out, const struct report_sample *sample, size_t bytes)
{
    struct buf part = BUF_INIT(MARKUP_BYTES_MAX);
    fit_sample(&part, sample, bytes);
    add_part(out, &part);
}

void markup_bar(struct buf *out, double share)
{
    /* Tenths of a percent as integers: no locale has a say, and something is never nothing. */
    unsigned tenths = (unsigned)(share * 1000 + 0.5);
    if (share > 0 && tenths < 5)
        tenths = 5;
    buf_add_format(out,
                   "<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" "
                   "aria-hidden=\"true\"><rect class=\"rest\" y=\"3\" width=\"1000\" "
                   "height=\"2\"/><rect width=\"%u\" height=\"8\"/></svg>",
                   tenths);
}

size_t markup_timeline(struct buf *out, const struct report_bucket *buckets, size_t count,
                       size_t columns, uint64_t *most)
{
    *most = 0;
    if (count < 2)
        return 0;
    struct columns c = columns_fit(buckets, count, columns);
    *most = c.most;
    buf_add_format(out,
                   "<svg class=\"timeline\" viewBox=\"0 0 %zu 100\" preserveAspectRatio=\"none\" "
                   "aria-hidden=\"true\"><path d=\"",
                   c.count * 10);
    /* One path for all columns: a rectangle each, with a gap; an event is never invisible. */
    for (size_t i = 0; i < c.count; i++) {
        uint64_t events = columns_events(&c, i);
        unsigned height = events ? (unsigned)(2 + (double)events * 98 / (double)c.most + 0.5) : 0;
        if (height)
            buf_add_format(out, "M%zu 100v-%uh8v%uz", i * 10 + 1, height > 100 ? 100 : height,
                           height > 100 ? 100 : height);
    }
    buf_add_text(out, "\"/></svg>");
    return c.each;
}
