#include "context/time_format.h"

#include <string.h>

#include "context/time_field.h"

/* Go, .NET and Windows print "no time" as a date in the years 1 and 1601: no log was written
 * outside this range. */
#define YEAR_MIN 1970
#define YEAR_MAX 2199

/* A bare number is an epoch between 2001 and 2100. */
#define EPOCH_MIN_S INT64_C(978307200)
#define EPOCH_MAX_S INT64_C(4102444800)

struct date {
    int year; /* 0: not written */
    int month, day;
};

/* Reads the text at the cursor and moves it behind; on failure the cursor is anywhere. */
typedef bool reader(struct time_cursor *c, const struct timestamp_profile *profile,
                    struct time_reading *out);

/* ---- Dates and times put together ---- */

/* A day may be written a little after the file was: a clock may be wrong, or a zone further east.
 */
#define DAYS_AHEAD 1

/* Most years between two leap days: 1896, 1904. */
#define LEAP_DAY_YEARS 8

/* The year of a date without one: the last in which that day was, up to the file's own. */
static int64_t assumed_year(const struct timestamp_profile *profile, int month, int day)
{
    if (profile->year == 0)
        return 0;
    int64_t year = profile->year;
    int64_t limit = civil_days(year, profile->month, profile->day) + DAYS_AHEAD;
    if (profile->day == 0) /* the whole month, or the whole year */
        limit = civil_days(year, profile->month ? profile->month + 1 : 13, 1) - 1;
    for (int i = 0; i <= LEAP_DAY_YEARS; i++, year--)
        if (civil_valid(year, month, day) && civil_days(year, month, day) <= limit)
            return year;
    return 0;
}

static bool complete(struct time_cursor *c, const struct timestamp_profile *profile,
                     struct date date, struct time_clock clock, struct time_reading *out)
{
    bool written = date.year != 0;
    if (written && (date.year < YEAR_MIN || date.year > YEAR_MAX))
        return false;
    /* Without a year any day of a leap year will do, but its time may stay unknown. */
    int64_t year = written ? date.year : assumed_year(profile, date.month, date.day);
    struct moment time;
    if (!moment_make(written ? year : 2000, date.month, date.day, clock.hour, clock.minute,
                     clock.second, clock.ms, &time))
        return false;
    if (!written && (year == 0 || !moment_make(year, date.month, date.day, clock.hour, clock.minute,
                                               clock.second, clock.ms, &time)))
        time = (struct moment){0};
    time_zone(c, &time);
    if (!time.known)
        time = (struct moment){0};
    out->time = time;
    return !ascii_is_digit(time_peek(c));
}

/* Two digits of a year, as POSIX reads them. */
static int full_year(int year)
{
    return year >= 100 ? year : year + (year < 69 ? 2000 : 1900);
}

/* 2026-11-20 21:04:05 with any of - / . between the numbers, and any gap. */
static bool read_year_first(struct time_cursor *c, const struct timestamp_profile *profile,
                            struct time_reading *out)
{
    struct date date;
    struct time_clock clock;
    struct time_stamp stamp;
    if (time_iso(c, &stamp)) {
        date = (struct date){stamp.year, stamp.month, stamp.day};
        return complete(c, profile, date, stamp.clock, out);
    }
    if (!time_number(c, 4, 4, &date.year))
        return false;
    char dash = time_peek(c);
    if (dash != '-' && dash != '/' && dash != '.')
        return false;
    return time_skip_char(c, dash) && time_number(c, 1, 2, &date.month) &&
           time_skip_char(c, dash) && time_number(c, 1, 2, &date.day) && time_gap(c) &&
           time_clock(c, false, &clock) && complete(c, profile, date, clock, out);
}

/* 20261120T210405, 20261120 21:04:05 */
static bool read_compact(struct time_cursor *c, const struct timestamp_profile *profile,
                         struct time_reading *out)
{
    int digits;
    if (!time_number(c, 8, 8, &digits))
        return false;
    struct date date = {digits / 10000, digits / 100 % 100, digits % 100};
    struct time_clock clock = {0};
    if (!time_gap(c))
        return false;
    if (time_count_digits(c, 7) == 6) {
        time_number(c, 6, 6, &digits);
        clock =
            (struct time_clock){digits / 10000, digits / 100 % 100, digits % 100, time_fraction(c)};
    } else if (!time_clock(c, true, &clock)) {
        return false;
    }
    return complete(c, profile, date, clock, out);
}

/* Puts two numbers into day and month: a number above 12 decides, else the file's order. */
static void day_and_month(int first, int second, bool day_first, struct date *date)
{
    if (first > 12)
        day_first = true;
    else if (second > 12)
        day_first = false;
    date->day = day_first ? first : second;
    date->month = day_first ? second : first;
}

/* 11/20/2026 9:04:05 PM, 20.11.2026 21:04:05, 11-20-26 21:04:05. Points always put the day first;
 * otherwise it is the number, or the file, that tells. */
static bool read_three_numbers(struct time_cursor *c, const struct timestamp_profile *profile,
                               struct time_reading *out)
{
    struct date date;
    struct time_clock clock;
    int first, second;
    if (!time_number(c, 1, 2, &first))
        return false;
    char dash = time_peek(c);
    if (dash != '/' && dash != '.' && dash != '-')
        return false;
    if (!time_skip_char(c, dash) || !time_number(c, 1, 2, &second) || !time_skip_char(c, dash))
        return false;
    int digits = time_count_digits(c, 5);
    if ((digits != 2 && digits != 4) || !time_number(c, digits, digits, &date.year))
        return false;
    int third = digits == 2 ? date.year : 0;
    if (dash != '.' && digits == 2 && profile->order == DATE_ORDER_YMD)
        date = (struct date){first, second, third};
    else
        day_and_month(first, second, dash == '.' || profile->order == DATE_ORDER_DMY, &date);
    if (dash == '.' && second > 12) /* no month: not a date of this form */
        return false;
    if (digits == 2)
        date.year = full_year(date.year);
    if (!time_gap(c) || !time_clock(c, digits == 2, &clock) ||
        !complete(c, profile, date, clock, out))
        return false;
    if (dash != '.') {
        out->first = (unsigned char)first;
        out->second = (unsigned char)second;
        out->third = (unsigned char)third;
    }
    return true;
}

/* 11/20 21:04:05 (Netlogon), 03-17 16:14:04.950 (Android), 10.30 20:45:37 (Proxifier) */
static bool read_two_numbers(struct time_cursor *c, const struct timestamp_profile *profile,
                             struct time_reading *out)
{
    struct date date = {0};
    struct time_clock clock;
    int first, second;
    if (!time_number(c, 2, 2, &first))
        return false;
    char dash = time_peek(c);
    if (dash != '/' && dash != '.' && dash != '-')
        return false;
    if (!time_skip_char(c, dash) || !time_number(c, 2, 2, &second) || !time_skip_char(c, ' ') ||
        time_peek_at(c, 2) != ':' || !time_clock(c, true, &clock))
        return false;
    day_and_month(first, second, profile->order == DATE_ORDER_DMY, &date);
    if (!complete(c, profile, date, clock, out))
        return false;
    out->first = (unsigned char)first;
    out->second = (unsigned char)second;
    return true;
}

/* 20-Nov-2026 21:04:05.123, 22/Jan/2019:03:56:14 +0330, 20 Nov 2026 21:04:05, 20 Nov 21:04:05 */
static bool read_day_month_name(struct time_cursor *c, const struct timestamp_profile *profile,
                                struct time_reading *out)
{
    struct date date = {0};
    struct time_clock clock;
    if (!time_number(c, 1, 2, &date.day))
        return false;
    char dash = time_peek(c);
    if (dash != '-' && dash != '/' && dash != '.' && dash != ' ')
        return false;
    if (!time_skip_char(c, dash) || !time_month(c, &date.month) || !time_skip_char(c, dash))
        return false;
    int digits = time_count_digits(c, 5);
    if (digits == 4 || dash != ' ') {
        if ((digits != 2 && digits != 4) || !time_number(c, 2, 4, &date.year) || !time_gap(c))
            return false;
        date.year = full_year(date.year);
    }
    return time_clock(c, date.year == 0, &clock) && complete(c, profile, date, clock, out);
}

/* The year after the time, as ctime() writes it, with the name of a zone before it or not:
 * `2026`, `CET 2026`. */
static void trailing_year(struct time_cursor *c, struct date *date, bool *utc)
{
    struct time_cursor ahead = *c;
    *utc = false;
    time_skip_spaces(&ahead, 2);
    size_t letters = 0;
    while (letters < 6 && ascii_is_alpha(time_peek_at(&ahead, letters)))
        letters++;
    if (letters) {
        struct str name = {ahead.at, letters};
        *utc = str_equal(name, STR("UTC")) || str_equal(name, STR("GMT"));
        ahead.at += letters;
        if (!time_skip_char(&ahead, ' '))
            return;
    }
    int year;
    if (time_number(&ahead, 4, 4, &year) && !ascii_is_word(time_peek(&ahead))) {
        date->year = year;
        *c = ahead;
    }
}

static bool month_first(struct time_cursor *c, const struct timestamp_profile *profile,
                        bool after_weekday, struct time_reading *out)
{
    struct date date = {0};
    struct time_clock clock;
    if (!time_month(c, &date.month))
        return false;
    time_skip_char(c, '.');
    if (time_skip_spaces(c, 2) == 0 || !time_number(c, 1, 2, &date.day))
        return false;
    time_skip_char(c, ',');
    if (time_skip_spaces(c, 2) == 0)
        return false;
    if (time_count_digits(c, 5) == 4 && (!time_number(c, 4, 4, &date.year) || !time_gap(c)))
        return false;
    if (!time_clock(c, date.year == 0, &clock))
        return false;
    bool utc = false;
    if (after_weekday && date.year == 0)
        trailing_year(c, &date, &utc);
    if (!complete(c, profile, date, clock, out))
        return false;
    out->time.has_zone |= utc && out->time.known;
    return true;
}

/* Nov 20 21:04:05, Nov 20 2026 21:04:05, Nov 20, 2026 9:04:05 PM */
static bool read_month_name(struct time_cursor *c, const struct timestamp_profile *profile,
                            struct time_reading *out)
{
    return month_first(c, profile, false, out);
}

/* Thu Jan 30 17:10:20 2020, Fri, 20 Nov 2026 21:04:05 +0000, Fri 11/20/2026 21:04:05.12 */
static bool read_weekday(struct time_cursor *c, const struct timestamp_profile *profile,
                         struct time_reading *out)
{
    static reader *const dates[] = {read_day_month_name, read_year_first, read_three_numbers};
    if (!time_weekday(c))
        return false;
    if (!time_skip_char(c, ','))
        time_skip_char(c, '.');
    if (time_skip_spaces(c, 2) == 0)
        return false;
    if (ascii_is_alpha(time_peek(c)))
        return month_first(c, profile, true, out);
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct time_cursor ahead = *c;
        if (dates[i](&ahead, profile, out)) {
            *c = ahead;
            return true;
        }
    }
    return false;
}

/* I1120 21:04:05.123456 (klog), I20261120 21:04:05.123456 (glog) */
static bool read_level_letter(struct time_cursor *c, const struct timestamp_profile *profile,
                              struct time_reading *out)
{
    static const char letters[] = "IWEFDV";
    if (!memchr(letters, time_peek(c), sizeof letters - 1))
        return false;
    c->at++;
    struct time_clock clock;
    int digits = time_count_digits(c, 9);
    int value;
    if ((digits != 4 && digits != 8) || !time_number(c, 4, 8, &value) ||
        time_skip_spaces(c, 2) == 0)
        return false;
    struct date date = {value / 10000, value / 100 % 100, value % 100};
    if (digits == 8 && date.year == 0)
        return false;
    return time_clock(c, true, &clock) && complete(c, profile, date, clock, out);
}

/* 1120/210405.123 (Chromium, after process and thread) */
static bool read_chromium(struct time_cursor *c, const struct timestamp_profile *profile,
                          struct time_reading *out)
{
    int day, time;
    if (!time_number(c, 4, 4, &day) || !time_skip_char(c, '/') || !time_number(c, 6, 6, &time))
        return false;
    struct date date = {0, day / 100, day % 100};
    struct time_clock clock = {time / 10000, time / 100 % 100, time % 100, time_fraction(c)};
    return complete(c, profile, date, clock, out);
}

/* 21:04:05.123 alone: a line begins here, but nobody knows on which day. */
static bool read_clock(struct time_cursor *c, const struct timestamp_profile *profile,
                       struct time_reading *out)
{
    (void)profile;
    struct time_clock clock;
    struct moment time;
    if (time_peek_at(c, 1) != ':' && time_peek_at(c, 2) != ':')
        return false;
    if (!time_clock(c, true, &clock) ||
        !moment_make(2000, 1, 1, clock.hour, clock.minute, clock.second, clock.ms, &time))
        return false;
    time_zone(c, &time);
    out->time = (struct moment){0};
    return !ascii_is_word(time_peek(c)) && time_peek(c) != ':';
}

/* 1605900000, 1605900000.123, 1605900000123 */
static bool read_epoch(struct time_cursor *c, const struct timestamp_profile *profile,
                       struct time_reading *out)
{
    (void)profile;
    int digits = time_count_digits(c, 14);
    if (digits != 10 && digits != 13)
        return false;
    int64_t value = 0;
    for (int i = 0; i < digits; i++)
        value = value * 10 + (*c->at++ - '0');
    int64_t ms = digits == 13 ? value : value * 1000;
    if (ms < EPOCH_MIN_S * 1000 || ms > EPOCH_MAX_S * 1000)
        return false;
    bool has_fraction = time_peek(c) == '.' && ascii_is_digit(time_peek_at(c, 1));
    if (has_fraction) {
        c->at++;
        int after_point = time_fraction_digits(c);
        ms += digits == 10 ? after_point : 0;
    }
    out->time = (struct moment){.wall_ms = ms, .has_zone = true, .known = true};
    char next = time_peek(c);
    return !ascii_is_word(next) && next != '.' && next != '-' && next != '/' &&
           (next != ':' || has_fraction);
}

/* ConfigMgr ends a line with <time="21:04:05.789-60" date="11-20-2026" component=…: its offset is
 * what must be added to get UTC, in minutes. */
static bool read_configmgr_end(struct time_cursor *c, const struct timestamp_profile *profile,
                               struct time_reading *out)
{
    struct date date;
    struct time_clock clock;
    int bias = 0;
    if (!time_skip_text(c, STR("<time=\"")) || !time_clock(c, true, &clock))
        return false;
    bool has_bias = time_peek(c) == '+' || time_peek(c) == '-';
    bool east = time_skip_char(c, '-');
    if (!east)
        time_skip_char(c, '+');
    if ((has_bias && !time_number(c, 1, 4, &bias)) || !time_skip_text(c, STR("\" date=\"")))
        return false;
    if (!time_number(c, 1, 2, &date.month) || !time_skip_char(c, '-') ||
        !time_number(c, 1, 2, &date.day) || !time_skip_char(c, '-') ||
        !time_number(c, 4, 4, &date.year) || !complete(c, profile, date, clock, out))
        return false;
    if (has_bias && bias <= 14 * 60) {
        out->time.has_zone = true;
        out->time.offset_min = (int16_t)(east ? bias : -bias);
    }
    return true;
}

/* ConfigMgr's line begins with <![LOG[ and has its time at the end, unless the message goes on in
 * the next line. */
static bool read_configmgr(struct time_cursor *c, const struct timestamp_profile *profile,
                           struct time_reading *out)
{
    if (!time_skip_text(c, STR("<![LOG[")))
        return false;
    out->time = (struct moment){0};
    size_t left = (size_t)(c->end - c->at);
    size_t skipped = left > TIMESTAMP_SEARCH ? left - TIMESTAMP_SEARCH : 0;
    size_t at = str_find((struct str){c->at, left}, STR("<time=\""), skipped);
    if (at == SIZE_MAX)
        return true;
    struct time_cursor ahead = {c->at + at, c->end};
    if (!read_configmgr_end(&ahead, profile, out))
        out->time = (struct moment){0};
    return true;
}

/* ---- The table ---- */

/* What a format begins with. */
#define DIGIT '0'
#define LETTER 'a'

struct time_format {
    const char *name;
    char lead;             /* DIGIT, LETTER, or the character itself */
    enum time_place place; /* the least that is needed */
    reader *read;
};

static const struct time_format formats[] = {
    {"year first", DIGIT, TIME_ANYWHERE, read_year_first},
    {"month name", LETTER, TIME_ANYWHERE, read_month_name},
    {"three numbers", DIGIT, TIME_ANYWHERE, read_three_numbers},
    {"weekday", LETTER, TIME_ANYWHERE, read_weekday},
    {"day and month name", DIGIT, TIME_ANYWHERE, read_day_month_name},
    {"compact", DIGIT, TIME_ANYWHERE, read_compact},
    {"clock", DIGIT, TIME_AT_START, read_clock},
    {"two numbers", DIGIT, TIME_AT_START, read_two_numbers},
    {"level letter", LETTER, TIME_AT_START, read_level_letter},
    {"chromium", DIGIT, TIME_AT_START, read_chromium},
    {"epoch", DIGIT, TIME_FIRST, read_epoch},
    {"configmgr", '<', TIME_AT_START, read_configmgr},
    {"configmgr end", '<', TIME_ANYWHERE, read_configmgr_end},
};
#define FORMAT_COUNT ((int)(sizeof formats / sizeof formats[0]))

static char lead_of(char first)
{
    if (ascii_is_digit(first))
        return DIGIT;
    return ascii_is_alpha(first) ? LETTER : first;
}

static size_t read_with(const struct time_format *format, struct str text, enum time_place place,
                        const struct timestamp_profile *profile, struct time_reading *out)
{
    if (format->place > place || format->lead != lead_of(text.ptr[0]))
        return 0;
    *out = (struct time_reading){0};
    struct time_cursor c = {text.ptr, text.ptr + text.len};
    return format->read(&c, profile, out) ? (size_t)(c.at - text.ptr) : 0;
}

size_t time_format_read(struct str text, enum time_place place, struct timestamp_profile *profile,
                        struct time_reading *out)
{
    if (text.len == 0)
        return 0;
    int hint = profile->last_format;
    if (hint < 0 || hint >= FORMAT_COUNT)
        hint = 0;
    size_t len = read_with(&formats[hint], text, place, profile, out);
    for (int i = 0; len == 0 && i < FORMAT_COUNT; i++) {
        if (i == hint || (len = read_with(&formats[i], text, place, profile, out)) == 0)
            continue;
        profile->last_format = i;
    }
    return len;
}
