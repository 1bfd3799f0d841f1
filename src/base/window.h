/*
 * A window of time: what lies before its beginning or from its end on is left out.
 *
 * A bound that states a zone is a point in time. One that states none is compared with the clock as
 * the log wrote it. A window of every day has times of the day instead of bounds.
 */
#ifndef WSALOG_BASE_WINDOW_H
#define WSALOG_BASE_WINDOW_H

#include "base/moment.h"

#define WINDOW_DAY_MS 86400000

struct window {
    struct moment since; /* inclusive; unknown: open */
    struct moment until; /* exclusive; unknown: open */
    bool daily;          /* these hours of every day, by the clock as it is shown; no bounds */
    int32_t from_ms;     /* of the day, inclusive */
    int32_t to_ms;       /* exclusive; before from_ms: over midnight */
};

enum window_place {
    WINDOW_WITHIN,
    WINDOW_BEFORE,
    WINDOW_AFTER,
    WINDOW_OTHER_HOUR, /* of a window of every day */
    WINDOW_UNKNOWN,    /* there is no time to tell */
};

/* A zeroed window leaves nothing out. */
bool window_is_set(const struct window *w);

/* False when nothing can lie within: it ends before it begins. Bounds of which only one states a
 * zone are not compared. */
bool window_is_possible(const struct window *w);

enum window_place window_place(const struct window *w, struct moment m);

/* A bound as ISO 8601, or as hh:mm:ss in a window of every day. Nothing for an open bound. */
void window_format_since(const struct window *w, struct buf *out);
void window_format_until(const struct window *w, struct buf *out);

#endif
