#include "base/numerals.h"

void numerals_add(struct buf *out, uint64_t n)
{
    char digits[32];
    size_t at = sizeof digits;
    size_t count = 0;
    do {
        if (count && count % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
        count++;
    } while (n);
    buf_add(out, (struct str){digits + at, sizeof digits - at});
}

void numerals_add_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
    numerals_add(out, n);
    buf_add_char(out, ' ');
    buf_add_text(out, n == 1 ? one : many);
}

void numerals_add_share(struct buf *out, double share)
{
    /* Tenths of a percent in integers, so that no locale has a say. */
    unsigned tenths = (unsigned)(share * 1000 + 0.5);
    if (share > 0 && tenths == 0)
        buf_add_text(out, "<0.1%");
    else if (share < 1 && tenths >= 1000)
        buf_add_text(out, ">99.9%");
    else
        buf_add_format(out, "%u.%u%%", tenths / 10, tenths % 10);
}

void numerals_add_percent(struct buf *out, double share)
{
    unsigned percent = (unsigned)(share * 100 + 0.5);
    if (share > 0 && percent == 0)
        buf_add_text(out, "<1%");
    else if (share < 1 && percent >= 100)
        buf_add_text(out, ">99%");
    else
        buf_add_format(out, "%u%%", percent);
}

static void add_date(struct buf *out, struct moment m)
{
    struct buf iso = BUF_INIT(64);
    moment_format(m, &iso);
    buf_add(out, str_slice(buf_str(&iso), 0, 10));
    buf_release_part(&iso, out);
}

static void add_clock(struct buf *out, struct moment m)
{
    struct buf iso = BUF_INIT(64);
    moment_format(m, &iso);
    buf_add(out, str_slice(buf_str(&iso), 11, 8));
    buf_release_part(&iso, out);
}

static void add_zone(struct buf *out, struct moment m)
{
    if (!m.has_zone)
        return;
    int minutes = m.offset_min < 0 ? -m.offset_min : m.offset_min;
    buf_add_text(out, " UTC");
    if (minutes)
        buf_add_format(out, "%c%02d:%02d", m.offset_min < 0 ? '-' : '+', minutes / 60,
                       minutes % 60);
}

void numerals_add_time(struct buf *out, struct moment m)
{
    if (!m.known)
        return;
    add_date(out, m);
    buf_add_char(out, ' ');
    add_clock(out, m);
    add_zone(out, m);
}

static bool same_day(struct moment a, struct moment b)
{
    const int64_t day = 86400000;
    int64_t x = a.wall_ms, y = b.wall_ms;
    return x / day - (x % day < 0) == y / day - (y % day < 0);
}

void numerals_add_span(struct buf *out, struct moment first, struct moment last)
{
    if (!first.known || !last.known) {
        numerals_add_time(out, first.known ? first : last);
        return;
    }
    bool same_zone =
        first.has_zone == last.has_zone && (!first.has_zone || first.offset_min == last.offset_min);
    if (!same_zone || !same_day(first, last)) {
        numerals_add_time(out, first);
        buf_add_text(out, " to ");
        numerals_add_time(out, last);
        return;
    }
    add_date(out, first);
    buf_add_char(out, ' ');
    add_clock(out, first);
    if (first.wall_ms / 1000 != last.wall_ms / 1000) {
        buf_add_text(out, " to ");
        add_clock(out, last);
    }
    add_zone(out, first);
}

void numerals_add_duration(struct buf *out, int64_t ms)
{
    static const struct {
        int64_t ms;
        const char *one, *many;
    } units[] = {{86400000, "day", "days"},
                 {3600000, "hour", "hours"},
                 {60000, "minute", "minutes"},
                 {1000, "second", "seconds"}};
    size_t unit = 0;
    while (unit < 3 && ms < 2 * units[unit].ms && ms != units[unit].ms)
        unit++; /* "90 minutes", not "1.5 hours" */
    /* Tenths, but of seconds. */
    int64_t step = unit == 3 ? units[unit].ms : units[unit].ms / 10;
    int64_t steps = (ms + step / 2) / step;
    int64_t whole = unit == 3 ? steps : steps / 10;
    if (unit < 3 && steps % 10)
        buf_add_format(out, "%d.%d %s", (int)whole, (int)(steps % 10), units[unit].many);
    else
        numerals_add_count(out, (uint64_t)whole, units[unit].one, units[unit].many);
}
