#include "pipeline/clock.h"

/* So far may lines be out of order: what several threads write, or buffers. */
#define DISORDER_MS (10 * 60000)

/* The log was past the first reading: what comes now is the later one. */
static bool is_repeated(const struct log_clock *clock, struct moment time, int first_offset_min)
{
    int64_t first = time.wall_ms - (int64_t)first_offset_min * 60000;
    return clock->known && clock->latest_ms > first + DISORDER_MS;
}

void log_clock_settle(struct log_clock *clock, const struct zone *zone, struct moment *time)
{
    if (!time->known)
        return;
    if (zone && time->has_zone) {
        *time = moment_in_zone(moment_utc_ms(*time), zone, true);
    } else if (zone) {
        struct zone_reading reading = zone_read(zone, time->wall_ms);
        bool later = reading.fit == ZONE_TWICE && is_repeated(clock, *time, reading.offset_min);
        time->offset_min = (int16_t)(later ? reading.later_offset_min : reading.offset_min);
    }
    int64_t utc_ms = moment_utc_ms(*time);
    if (!clock->known || utc_ms > clock->latest_ms)
        clock->latest_ms = utc_ms;
    clock->known = true;
}
