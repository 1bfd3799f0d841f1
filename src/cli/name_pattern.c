#include "cli/name_pattern.h"

#include <string.h>

#define DAY_MS ((int64_t)86400000)
#define SERIAL_DIGITS 6

/* What a letter stands for, and in how many digits. */
enum part { PART_YEAR, PART_MONTH, PART_DAY, PART_YEARDAY, PART_HOUR, PART_MINUTE, PART_SECOND };
#define PART_COUNT 7
static const struct {
    char letter;
    unsigned digits;
    int64_t least, most;
} parts[PART_COUNT] = {
    [PART_YEAR] = {'Y', 4, 1, 9999}, [PART_MONTH] = {'m', 2, 1, 12},
    [PART_DAY] = {'d', 2, 1, 31},    [PART_YEARDAY] = {'j', 3, 1, 366},
    [PART_HOUR] = {'H', 2, 0, 23},   [PART_MINUTE] = {'M', 2, 0, 59},
    [PART_SECOND] = {'S', 2, 0, 59},
};

/* The part that a letter stands for; PART_COUNT when there is none. */
static size_t find_part(char letter)
{
    size_t i = 0;
    while (i < PART_COUNT && parts[i].letter != letter)
        i++;
    return i;
}

enum status name_pattern_check(const char *pattern, struct error *err)
{
    bool seen[PART_COUNT + 1] = {false};
    if (strchr(pattern, '/'))
        return error_set(err, STATUS_INVALID, "--output-name %s: a name has no folders", pattern);
    for (const char *at = strchr(pattern, '%'); at; at = strchr(at + 2, '%')) {
        size_t part = find_part(at[1]);
        if (part == PART_COUNT && at[1] != '%')
            return error_set(err, STATUS_INVALID,
                             "--output-name %s: '%.2s' is none of %%Y %%m %%d %%j %%H %%M %%S %%%%",
                             pattern, at);
        seen[part] = true;
    }
    if (seen[PART_YEAR] && ((seen[PART_MONTH] && seen[PART_DAY]) || seen[PART_YEARDAY]))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "--output-name %s: a name tells its day, as report-%%Y-%%m-%%d.html does",
                     pattern);
}

static void split_time(int64_t wall_ms, int64_t values[PART_COUNT])
{
    int64_t days = wall_ms / DAY_MS - (wall_ms % DAY_MS < 0);
    int64_t second = (wall_ms - days * DAY_MS) / 1000;
    int month, day;
    civil_date(days, &values[PART_YEAR], &month, &day);
    values[PART_MONTH] = month;
    values[PART_DAY] = day;
    values[PART_YEARDAY] = days - civil_days(values[PART_YEAR], 1, 1) + 1;
    values[PART_HOUR] = second / 3600;
    values[PART_MINUTE] = second / 60 % 60;
    values[PART_SECOND] = second % 60;
}

/* Where the serial number goes: before the extension, else at the end. */
static const char *find_extension(const char *pattern)
{
    const char *dot = strrchr(pattern, '.');
    return dot && dot > pattern ? dot : pattern + strlen(pattern);
}

void name_pattern_format(const char *pattern, const struct name_time *time, struct buf *out)
{
    int64_t values[PART_COUNT];
    const char *extension = find_extension(pattern);
    split_time(time->wall_ms, values);
    for (const char *at = pattern;; at++) {
        if (at == extension && time->serial > 1)
            buf_add_format(out, "-%u", time->serial);
        if (!*at)
            return;
        size_t part = *at == '%' ? find_part(at[1]) : PART_COUNT;
        if (part < PART_COUNT)
            buf_add_format(out, "%0*lld", (int)parts[part].digits, (long long)values[part]);
        else
            buf_add_char(out, *at);
        at += *at == '%';
    }
}

/* Takes so many digits off the name. */
static bool take_number(const char **name, unsigned least, unsigned most, int64_t *out)
{
    unsigned digits = 0;
    *out = 0;
    while (digits < most && ascii_is_digit((*name)[digits]))
        *out = *out * 10 + ((*name)[digits++] - '0');
    *name += digits;
    return digits >= least;
}

static bool take_part(const char **name, size_t part, int64_t values[PART_COUNT])
{
    return take_number(name, parts[part].digits, parts[part].digits, &values[part]) &&
           values[part] >= parts[part].least && values[part] <= parts[part].most;
}

/* -2, -3; nothing is the first. */
static bool take_serial(const char **name, unsigned *serial)
{
    int64_t number = 1;
    const char *at = *name + 1;
    *serial = 1;
    if (**name != '-')
        return true;
    if (*at == '0' || !take_number(&at, 1, SERIAL_DIGITS, &number) || number < 2)
        return false;
    *name = at;
    *serial = (unsigned)number;
    return true;
}

static bool join_time(const int64_t values[PART_COUNT], bool by_yearday, int64_t *wall_ms)
{
    int64_t year = values[PART_YEAR];
    int month = (int)values[PART_MONTH], day = (int)values[PART_DAY];
    if (!by_yearday && !civil_valid(year, month, day))
        return false;
    int64_t days = by_yearday ? civil_days(year, 1, 1) + values[PART_YEARDAY] - 1
                              : civil_days(year, month, day);
    int64_t seconds = values[PART_HOUR] * 3600 + values[PART_MINUTE] * 60 + values[PART_SECOND];
    *wall_ms = days * DAY_MS + seconds * 1000;
    return true;
}

bool name_pattern_parse(const char *pattern, const char *name, struct name_time *out)
{
    int64_t values[PART_COUNT] = {0};
    const char *extension = find_extension(pattern);
    bool dated = false;
    out->serial = 1;
    for (const char *at = pattern;; at++) {
        if (at == extension && !take_serial(&name, &out->serial))
            return false;
        if (!*at)
            break;
        size_t part = *at == '%' ? find_part(at[1]) : PART_COUNT;
        at += *at == '%';
        if (part < PART_COUNT ? !take_part(&name, part, values) : *name++ != *at)
            return false;
        dated = dated || part == PART_DAY;
    }
    return !*name && join_time(values, !dated, &out->wall_ms);
}

int name_time_compare(const struct name_time *a, const struct name_time *b)
{
    if (a->wall_ms != b->wall_ms)
        return a->wall_ms < b->wall_ms ? -1 : 1;
    return a->serial < b->serial ? -1 : a->serial > b->serial;
}
