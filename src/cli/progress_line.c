#include "cli/progress_line.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "report/fit.h"
#include "report/phrase.h"

#define GAP "  "
#define NAME_COLUMNS_MIN 8 /* less of a name says nothing */
#define ITEM_BYTES_MAX 8192
#define NS_PER_S INT64_C(1000000000)

static double bytes_per_second(const struct progress_view *view, int64_t elapsed_ns)
{
    return elapsed_ns > 0 ? (double)view->bytes * (double)NS_PER_S / (double)elapsed_ns : 0;
}

/* Appends an item when it still fits; false when it does not, and then nothing after it is told. */
static bool add_item(struct buf *line, struct buf *item, size_t room)
{
    size_t gap = line->len ? strlen(GAP) : 0;
    bool fits = utf8_width(buf_str(line)) + gap + utf8_width(buf_str(item)) <= room;
    if (fits) {
        buf_add_text(line, line->len ? GAP : "");
        buf_add(line, buf_str(item));
    }
    buf_clear(item);
    return fits;
}

static void say_bytes(struct buf *out, const struct progress_view *view)
{
    phrase_bytes(out, view->bytes);
    if (!view->has_total)
        return;
    buf_add_text(out, " of ");
    phrase_bytes(out, view->total);
    if (view->total)
        buf_add_format(out, " (%u%%)", (unsigned)((double)view->bytes / (double)view->total * 100));
}

static void say_speed(struct buf *out, double speed)
{
    phrase_bytes(out, (uint64_t)speed);
    buf_add_text(out, "/s");
}

static void say_time_left(struct buf *out, double seconds)
{
    uint64_t s = seconds < 360000 ? (uint64_t)(seconds + 0.999) : 359999; /* 99:59:59 */
    if (s >= 3600)
        buf_add_format(out, "%" PRIu64 ":%02u:%02u left", s / 3600, (unsigned)(s / 60 % 60),
                       (unsigned)(s % 60));
    else
        buf_add_format(out, "%" PRIu64 ":%02u left", s / 60, (unsigned)(s % 60));
}

/* The end of a path says more than its beginning. */
static void add_name(struct buf *line, struct buf *item, const struct progress_view *view,
                     size_t room, const struct progress_style *style)
{
    size_t taken = utf8_width(buf_str(line)) + strlen(GAP);
    struct str name = str_from(view->name);
    if (!name.len || taken + NAME_COLUMNS_MIN > room)
        return;
    struct buf visible = BUF_INIT(ITEM_BYTES_MAX);
    utf8_add_visible(&visible, str_equal(name, STR("-")) ? STR("standard input") : name);
    if (style->ascii) /* what is there is there; only no half characters */
        for (size_t i = 0; i < visible.len; i++)
            if ((unsigned char)visible.ptr[i] >= 0x80)
                visible.ptr[i] = '?';
    fit_cut_left(item, buf_str(&visible), room - taken, style->ascii ? "..." : FIT_MARK);
    buf_release(&visible);
    (void)add_item(line, item, room);
}

void progress_line(struct buf *out, const struct progress_view *view, int64_t elapsed_ns,
                   const struct progress_style *style)
{
    size_t room = style->width > 1 ? style->width - 1 : 0; /* the last column may wrap */
    double speed = bytes_per_second(view, elapsed_ns);
    struct buf line = BUF_INIT(ITEM_BYTES_MAX);
    struct buf item = BUF_INIT(ITEM_BYTES_MAX);
    if (!view->walked)
        buf_add_text(&item, "looking for logs");
    else
        say_bytes(&item, view);
    bool more = add_item(&line, &item, room);
    if (more && speed >= 1) {
        say_speed(&item, speed);
        more = add_item(&line, &item, room);
    }
    if (more && speed >= 1 && view->has_total) {
        say_time_left(&item, (double)(view->total - view->bytes) / speed);
        more = add_item(&line, &item, room);
    }
    if (more)
        add_name(&line, &item, view, room, style);
    buf_add(out, buf_str(&line));
    buf_release(&line);
    buf_release(&item);
}
