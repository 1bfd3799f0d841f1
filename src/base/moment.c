#include "base/moment.h"

/* The calendar starts its years in March, so that the leap day is a year's last day: then month
 * lengths follow one linear formula. 400 years have 146097 days. */
#define DAYS_PER_ERA 146097
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t civil_days(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

void civil_date(int64_t days, int64_t *year, int *month, int *day)
{
    days += DAYS_TO_EPOCH;
    int64_t era = floor_div(days, DAYS_PER_ERA);
    int64_t doe = days - era * DAYS_PER_ERA;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

bool civil_valid(int64_t year, int month, int day)
{
    static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap);
}

bool moment_make(int64_t year, int month, int day, int hour, int minute, int second, int ms,
                 struct moment *out)
{
    if (!civil_valid(year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60 || ms < 0 || ms > 999)
        return false;
    if (second == 60) { /* a leap second has no place of its own in POSIX time */
        second = 59;
        ms = 999;
    }
    int64_t seconds = civil_days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    *out = (struct moment){.wall_ms = seconds * 1000 + ms, .known = true};
    return true;
}

struct moment moment_in_zone(int64_t utc_ms, const struct zone *zone, bool stated)
{
    int offset = zone_offset_min(zone, utc_ms);
    return (struct moment){.wall_ms = utc_ms + (int64_t)offset * 60000,
                           .offset_min = (int16_t)offset,
                           .has_zone = stated,
                           .known = true};
}

void moment_widen(struct moment *first, struct moment *last, struct moment time)
{
    if (!time.known)
        return;
    int64_t at = moment_utc_ms(time);
    if (!first->known || at < moment_utc_ms(*first))
        *first = time;
    if (!last->known || at > moment_utc_ms(*last))
        *last = time;
}

void moment_format(struct moment m, struct buf *out)
{
    if (!m.known)
        return;
    int64_t days = floor_div(m.wall_ms, 86400000);
    int64_t in_day = m.wall_ms - days * 86400000;
    int64_t year;
    int month, day;
    civil_date(days, &year, &month, &day);
    buf_add_format(out, "%04lld-%02d-%02dT%02d:%02d:%02d", (long long)year, month, day,
                   (int)(in_day / 3600000), (int)(in_day / 60000 % 60), (int)(in_day / 1000 % 60));
    if (in_day % 1000)
        buf_add_format(out, ".%03d", (int)(in_day % 1000));
    if (m.has_zone && m.offset_min == 0)
        buf_add_char(out, 'Z');
    else if (m.has_zone) {
        int offset = m.offset_min < 0 ? -m.offset_min : m.offset_min;
        buf_add_format(out, "%c%02d:%02d", m.offset_min < 0 ? '-' : '+', offset / 60, offset % 60);
    }
}
