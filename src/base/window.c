#include "base/window.h"

bool window_is_set(const struct window *w)
{
    return w->daily || w->since.known || w->until.known;
}

bool window_is_possible(const struct window *w)
{
    if (w->daily)
        return w->from_ms != w->to_ms;
    if (!w->since.known || !w->until.known || w->since.has_zone != w->until.has_zone)
        return true;
    return moment_utc_ms(w->since) < moment_utc_ms(w->until);
}

/* Milliseconds from the bound to the time. */
static int64_t after(struct moment bound, struct moment m)
{
    return bound.has_zone ? moment_utc_ms(m) - moment_utc_ms(bound) : m.wall_ms - bound.wall_ms;
}

static bool in_hours(const struct window *w, struct moment m)
{
    int64_t of_day = m.wall_ms % WINDOW_DAY_MS;
    of_day += of_day < 0 ? WINDOW_DAY_MS : 0;
    bool from = of_day >= w->from_ms;
    bool to = of_day < w->to_ms;
    return w->from_ms < w->to_ms ? from && to : from || to;
}

enum window_place window_place(const struct window *w, struct moment m)
{
    if (!window_is_set(w))
        return WINDOW_WITHIN;
    if (!m.known)
        return WINDOW_UNKNOWN;
    if (w->daily)
        return in_hours(w, m) ? WINDOW_WITHIN : WINDOW_OTHER_HOUR;
    if (w->since.known && after(w->since, m) < 0)
        return WINDOW_BEFORE;
    return w->until.known && after(w->until, m) >= 0 ? WINDOW_AFTER : WINDOW_WITHIN;
}

static void format_hour(int32_t ms, struct buf *out)
{
    buf_add_format(out, "%02d:%02d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60),
                   (int)(ms / 1000 % 60));
    if (ms % 1000)
        buf_add_format(out, ".%03d", (int)(ms % 1000));
}

void window_format_since(const struct window *w, struct buf *out)
{
    if (w->daily)
        format_hour(w->from_ms, out);
    else
        moment_format(w->since, out);
}

void window_format_until(const struct window *w, struct buf *out)
{
    if (w->daily)
        format_hour(w->to_ms, out);
    else
        moment_format(w->until, out);
}
