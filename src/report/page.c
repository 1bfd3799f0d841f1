#include "report/page.h"

#include "report/columns.h"
#include "report/fit.h"

#define PAGE_WIDTH_PIPE 80
#define PAGE_WIDTH_MIN 60
#define PAGE_WIDTH_MAX 200

static const char *const inks[INK_COUNT] = {
    [INK_PLAIN] = "",
    [INK_STRONG] = "\x1b[1m",
    [INK_FAINT] = "\x1b[2m",
    [INK_CRITICAL] = "\x1b[1;31m",
    [INK_ACTIONABLE] = "\x1b[33m",
    [INK_TRANSIENT] = "\x1b[36m",
    [INK_INFORMATIONAL] = "\x1b[32m",
};

enum ink ink_of(enum severity severity)
{
    static const enum ink of[SEVERITY_COUNT] = {
        [SEVERITY_IGNORABLE] = INK_FAINT,     [SEVERITY_INFORMATIONAL] = INK_INFORMATIONAL,
        [SEVERITY_TRANSIENT] = INK_TRANSIENT, [SEVERITY_ACTIONABLE] = INK_ACTIONABLE,
        [SEVERITY_CRITICAL] = INK_CRITICAL,
    };
    return (unsigned)severity < SEVERITY_COUNT ? of[severity] : INK_PLAIN;
}

static size_t page_width(unsigned asked)
{
    if (asked == 0)
        return PAGE_WIDTH_PIPE;
    if (asked < PAGE_WIDTH_MIN)
        return PAGE_WIDTH_MIN;
    return asked > PAGE_WIDTH_MAX ? PAGE_WIDTH_MAX : asked;
}

struct page page_open(const struct sink *sink, const struct render_style *style)
{
    return (struct page){
        .out = STREAM_INIT(sink),
        .scratch = BUF_INIT(STREAM_BYTES_MAX),
        .width = page_width(style->width),
        .drawing = style->width > 0,
        .color = style->color,
        .ascii = style->ascii,
    };
}

enum status page_close(struct page *p, struct error *err)
{
    bool failed = p->scratch.failed;
    buf_release(&p->scratch);
    if (failed)
        p->out.buf.failed = true;
    return stream_end(&p->out, err);
}

struct buf *page_scratch(struct page *p)
{
    if (p->scratch.failed)
        p->out.buf.failed = true;
    buf_clear(&p->scratch);
    return &p->scratch;
}

const char *page_mark(const struct page *p)
{
    return p->ascii ? "..." : "\xE2\x80\xA6";
}

void page_put(struct page *p, enum ink ink, struct str text)
{
    if (text.len == 0)
        return;
    bool painted = p->color && ink != INK_PLAIN;
    if (painted)
        buf_add_text(&p->out.buf, inks[ink]);
    buf_add(&p->out.buf, text);
    if (painted)
        buf_add(&p->out.buf, STR("\x1b[0m"));
    p->column += utf8_width(text);
}

void page_goto(struct page *p, size_t column)
{
    if (p->column >= column)
        return;
    buf_add_repeat(&p->out.buf, ' ', column - p->column);
    p->column = column;
}

void page_cell(struct page *p, enum ink ink, struct str text, size_t columns, bool right)
{
    struct buf cut = BUF_INIT(text.len + 8);
    fit_cut(&cut, text, columns, page_mark(p));
    size_t width = utf8_width(buf_str(&cut));
    size_t start = p->column;
    if (right)
        page_goto(p, start + columns - width);
    page_put(p, ink, buf_str(&cut));
    page_goto(p, start + columns);
    buf_release_part(&cut, &p->out.buf);
}

void page_line(struct page *p)
{
    /* Cells fill up to their width; a line does not end in spaces. */
    struct buf *b = &p->out.buf;
    while (!b->failed && b->len && b->ptr[b->len - 1] == ' ')
        b->ptr[--b->len] = '\0';
    buf_add_char(b, '\n');
    p->column = 0;
    stream_flush(&p->out);
}

void page_bar(struct page *p, enum ink ink, double share, size_t columns)
{
    static const char *const eighths[] = {"",
                                          "\xE2\x96\x8F",
                                          "\xE2\x96\x8E",
                                          "\xE2\x96\x8D",
                                          "\xE2\x96\x8C",
                                          "\xE2\x96\x8B",
                                          "\xE2\x96\x8A",
                                          "\xE2\x96\x89"};
    if (!p->drawing)
        return;
    size_t steps = p->ascii ? 1 : 8;
    size_t length = (size_t)(share * (double)(columns * steps) + 0.5);
    if (length == 0 && share > 0)
        length = 1; /* something is never drawn as nothing */
    struct buf bar = BUF_INIT(4096);
    for (size_t i = 0; i < length / steps; i++)
        buf_add_text(&bar, p->ascii ? "#" : "\xE2\x96\x88");
    if (!p->ascii)
        buf_add_text(&bar, eighths[length % steps]);
    page_cell(p, ink, buf_str(&bar), columns, false);
    buf_release_part(&bar, &p->out.buf);
}

/* Whether a paragraph that follows a label would begin with a piece of a word at the very edge. */
static bool begins_at_edge(const struct page *p, struct str text)
{
    size_t room = p->width > p->column ? p->width - p->column : 0;
    size_t word = str_find(text, STR(" "), 0);
    return room < 20 && utf8_width(str_slice(text, 0, word)) > room;
}

void page_paragraph(struct page *p, enum ink ink, size_t indent, struct str text)
{
    struct str line;
    bool first = true;
    if (p->column > indent && begins_at_edge(p, text))
        page_line(p);
    while (text.len) {
        size_t from = first && p->column > indent ? p->column : indent;
        if (!fit_line(&text, p->width > from ? p->width - from : 1, &line))
            break;
        page_goto(p, from);
        page_put(p, ink, line);
        page_line(p);
        first = false;
    }
    if (first && p->column)
        page_line(p);
}

void page_command(struct page *p, size_t indent, struct str text)
{
    page_goto(p, indent);
    page_put(p, INK_STRONG, text);
    page_line(p);
}

void page_heading(struct page *p, struct str text, struct str remark)
{
    size_t room = p->width > remark.len + 2 ? p->width - remark.len - 2 : p->width;
    struct buf title = BUF_INIT(text.len + 8);
    fit_cut(&title, text, room, page_mark(p));
    page_put(p, INK_STRONG, buf_str(&title));
    buf_release_part(&title, &p->out.buf);
    page_put(p, INK_PLAIN, STR(" "));
    size_t end = p->column + remark.len + (remark.len > 0);
    struct buf *rule = page_scratch(p);
    for (; end < p->width; end++)
        buf_add_text(rule, p->ascii || !p->drawing ? "-" : "\xE2\x94\x80");
    page_put(p, INK_FAINT, buf_str(rule));
    if (remark.len)
        page_put(p, INK_PLAIN, STR(" "));
    page_put(p, INK_PLAIN, remark);
    page_line(p);
}

size_t page_sparkline(struct page *p, const struct report_bucket *buckets, size_t count,
                      size_t columns)
{
    static const char *const blocks[] = {" ",
                                         "\xE2\x96\x81",
                                         "\xE2\x96\x82",
                                         "\xE2\x96\x83",
                                         "\xE2\x96\x84",
                                         "\xE2\x96\x85",
                                         "\xE2\x96\x86",
                                         "\xE2\x96\x87",
                                         "\xE2\x96\x88"};
    static const char *const signs[] = {" ", ".", ":", "-", "=", "+", "*", "%", "#"};
    if (!p->drawing || count == 0 || columns == 0)
        return 0;
    struct columns c = columns_fit(buckets, count, columns);
    struct buf line = BUF_INIT(columns * 4);
    for (size_t i = 0; i < c.count; i++) {
        uint64_t events = columns_events(&c, i);
        /* Rounded up: a column with an event is never empty. */
        size_t level = events ? (size_t)((double)events * 8 / (double)c.most) : 0;
        level += (double)level * (double)c.most < (double)events * 8 && level < 8;
        buf_add_text(&line, p->ascii ? signs[level] : blocks[level]);
    }
    page_put(p, INK_PLAIN, buf_str(&line));
    buf_release_part(&line, &p->out.buf);
    return c.each;
}
