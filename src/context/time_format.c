#include "context/time_format.h"

#include <string.h>

/* Go, .NET and Windows print "no time" as a date in the years 1 and 1601: no log was written
 * outside this range. */
#define YEAR_MIN 1970
#define YEAR_MAX 2199

/* A bare number is an epoch between 2001 and 2100. */
#define EPOCH_MIN_S INT64_C(978307200)
#define EPOCH_MAX_S INT64_C(4102444800)

/* What is left to read of a line. */
struct cursor {
    const char *at;
    const char *end;
};

struct clock {
    int hour, minute, second, ms;
};

struct date {
    int year; /* 0: not written */
    int month, day;
};

/* Reads the text at the cursor and moves it behind; on failure the cursor is anywhere. */
typedef bool reader(struct cursor *c, const struct timestamp_profile *profile,
                    struct time_reading *out);

/* ---- Pieces ---- */

static char peek_at(const struct cursor *c, size_t ahead)
{
    return (size_t)(c->end - c->at) > ahead ? c->at[ahead] : '\0';
}

static char peek(const struct cursor *c)
{
    return c->at < c->end ? *c->at : '\0';
}

static bool skip_char(struct cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

static bool skip_text(struct cursor *c, struct str wanted)
{
    if ((size_t)(c->end - c->at) < wanted.len || memcmp(c->at, wanted.ptr, wanted.len) != 0)
        return false;
    c->at += wanted.len;
    return true;
}

static int skip_spaces(struct cursor *c, int max)
{
    int skipped = 0;
    while (skipped < max && (peek(c) == ' ' || peek(c) == '\t')) {
        c->at++;
        skipped++;
    }
    return skipped;
}

static int count_digits(const struct cursor *c, int max)
{
    int count = 0;
    while (count < max && ascii_is_digit(peek_at(c, (size_t)count)))
        count++;
    return count;
}

/* A run of `min` to `max` digits, max at most 9; a longer run is no number. */
static bool number(struct cursor *c, int min, int max, int *value)
{
    const char *start = c->at;
    int sum = 0;
    for (; c->at < c->end && ascii_is_digit(*c->at); c->at++) {
        if (c->at - start == max)
            return false;
        sum = sum * 10 + (*c->at - '0');
    }
    *value = sum;
    return c->at - start >= min;
}

/* Digits after a point: of any length, the first three are milliseconds. */
static int fraction_digits(struct cursor *c)
{
    int ms = 0;
    for (int scale = 100; ascii_is_digit(peek(c)); scale /= 10, c->at++)
        ms += (*c->at - '0') * scale;
    return ms;
}

/* Whether the mark at the cursor begins a fraction: `.5`, `,123`, `:123`. After a colon it has
 * three digits exactly, or it would be one more field; after a comma fewer, before the next comma,
 * are a column. */
static bool begins_fraction(const struct cursor *c)
{
    int digits = count_digits(&(struct cursor){c->at + 1, c->end}, 4);
    char next = peek_at(c, 1 + (size_t)digits);
    switch (digits ? *c->at : '\0') {
    case '.':
        return true;
    case ',':
        return digits >= 3 || next != ',';
    case ':':
        return digits == 3 && !ascii_is_word(next) && next != ':';
    default:
        return false;
    }
}

static int fraction(struct cursor *c)
{
    if (c->at == c->end || !begins_fraction(c))
        return 0;
    c->at++;
    return fraction_digits(c);
}

/* AM or PM, also with points, after a space that may be one of Unicode's that do not break. */
static void half_day(struct cursor *c, struct clock *clock)
{
    struct cursor ahead = *c;
    if (!skip_char(&ahead, ' ') && !skip_text(&ahead, STR("\xc2\xa0")))
        skip_text(&ahead, STR("\xe2\x80\xaf"));
    char half = ascii_lower(peek(&ahead));
    if (half != 'a' && half != 'p')
        return;
    ahead.at++;
    skip_char(&ahead, '.');
    if (ascii_lower(peek(&ahead)) != 'm')
        return;
    ahead.at++;
    skip_char(&ahead, '.');
    if (ascii_is_word(peek(&ahead)))
        return;
    *c = ahead;
    if (half == 'p' && clock->hour < 12)
        clock->hour += 12;
    else if (half == 'a' && clock->hour == 12)
        clock->hour = 0;
}

/* hh:mm:ss or hh.mm.ss with an optional fraction, and hh:mm where seconds may be missing. */
static bool clock_time(struct cursor *c, bool needs_seconds, struct clock *out)
{
    *out = (struct clock){0};
    if (!number(c, 1, 2, &out->hour))
        return false;
    char colon = peek(c);
    if (colon != ':' && colon != '.')
        return false;
    c->at++;
    if (!number(c, 2, 2, &out->minute))
        return false;
    if (peek(c) == colon && ascii_is_digit(peek_at(c, 1))) {
        c->at++;
        if (!number(c, 2, 2, &out->second))
            return false;
        out->ms = fraction(c);
    } else if (needs_seconds || colon == '.') {
        return false;
    }
    half_day(c, out);
    return true;
}

/* A name of which the text gives at least three letters; `names` are lower case. */
static bool name_of(struct cursor *c, const char *const *names, int count, int *index)
{
    size_t len = 0;
    while (ascii_is_alpha(peek_at(c, len)) && len < 10)
        len++;
    for (int i = 0; len >= 3 && i < count; i++) {
        if (ascii_lower(c->at[0]) != names[i][0])
            continue;
        struct str name = str_from(names[i]);
        if (len <= name.len && str_starts_nocase(name, (struct str){c->at, len})) {
            c->at += len;
            *index = i;
            return true;
        }
    }
    return false;
}

static bool month_name(struct cursor *c, int *month)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    if (!name_of(c, names, 12, month))
        return false;
    *month += 1;
    return true;
}

static bool weekday_name(struct cursor *c)
{
    static const char *const names[] = {"sunday",   "monday", "tuesday", "wednesday",
                                        "thursday", "friday", "saturday"};
    int day;
    return name_of(c, names, 7, &day);
}

/* What stands between a date and its time. */
static bool gap(struct cursor *c)
{
    static const struct str words[] = {{"at ", 3}, {"- ", 2}, {"time=", 5}};
    char first = peek(c);
    if (first == 'T' || first == 't' || first == '_' || first == '-') {
        c->at++;
    } else if (first == ':') {
        c->at++;
        skip_char(c, ':'); /* Erlang writes two */
    } else {
        bool comma = skip_char(c, ',');
        if (skip_spaces(c, 4) == 0 && !comma)
            return false;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (skip_text(c, words[i]))
                break;
    }
    return ascii_is_digit(peek(c));
}

/* ---- Zones ---- */

/* +hh:mm, +hhmm, and +hh where the hours may stand alone. */
static bool offset(struct cursor *c, bool hours_alone, struct moment *time)
{
    struct cursor ahead = *c;
    bool west = peek(&ahead) == '-';
    if (!west && peek(&ahead) != '+')
        return false;
    ahead.at++;
    int hours = 0, minutes = 0;
    int digits = count_digits(&ahead, 5);
    if (digits == 4) {
        number(&ahead, 4, 4, &hours);
        minutes = hours % 100;
        hours /= 100;
    } else if (!number(&ahead, 1, 2, &hours)) {
        return false;
    } else if (peek(&ahead) == ':') {
        ahead.at++;
        if (digits != 2 || !number(&ahead, 2, 2, &minutes))
            return false;
    } else if (!hours_alone) {
        return false;
    }
    /* All zones in use are whole quarters of an hour: other numbers are no zone. */
    if (hours > 14 || minutes % 15 || minutes > 45 || ascii_is_word(peek(&ahead)))
        return false;
    int east = hours * 60 + minutes;
    time->offset_min = (int16_t)(west ? -east : east);
    time->has_zone = true;
    *c = ahead;
    return true;
}

/* Z, UTC, GMT, and offsets. Other names of zones mean several things, and are not understood. */
static void zone(struct cursor *c, struct moment *time)
{
    struct cursor ahead = *c;
    bool spaced = skip_char(&ahead, ' ');
    bool named = skip_text(&ahead, STR("UTC")) || skip_text(&ahead, STR("GMT"));
    if (!named && !spaced)
        named = skip_char(&ahead, 'Z') || skip_char(&ahead, 'z');
    if (named && ascii_is_word(peek(&ahead)))
        return;
    if (named)
        time->has_zone = true;
    if (offset(&ahead, named || !spaced, time) || named)
        *c = ahead;
}

/* ---- Dates and times put together ---- */

/* The year of a date without one: the file's, or the one before for a month yet to come. */
static int64_t assumed_year(const struct timestamp_profile *profile, int month)
{
    if (profile->year == 0)
        return 0;
    return profile->year - (profile->month != 0 && month > profile->month);
}

static bool complete(struct cursor *c, const struct timestamp_profile *profile, struct date date,
                     struct clock clock, struct time_reading *out)
{
    bool written = date.year != 0;
    if (written && (date.year < YEAR_MIN || date.year > YEAR_MAX))
        return false;
    /* Without a year any day of a leap year will do, but its time may stay unknown. */
    int64_t year = written ? date.year : assumed_year(profile, date.month);
    struct moment time;
    if (!moment_make(written ? year : 2000, date.month, date.day, clock.hour, clock.minute,
                     clock.second, clock.ms, &time))
        return false;
    if (!written && (year == 0 || !moment_make(year, date.month, date.day, clock.hour, clock.minute,
                                               clock.second, clock.ms, &time)))
        time = (struct moment){0};
    zone(c, &time);
    if (!time.known)
        time = (struct moment){0};
    out->time = time;
    return !ascii_is_digit(peek(c));
}

/* Two digits of a year, as POSIX reads them. */
static int full_year(int year)
{
    return year >= 100 ? year : year + (year < 69 ? 2000 : 1900);
}

/* 2026-11-20 21:04:05 with any of - / . between the numbers, and any gap. */
static bool read_year_first(struct cursor *c, const struct timestamp_profile *profile,
                            struct time_reading *out)
{
    struct date date;
    struct clock clock;
    if (!number(c, 4, 4, &date.year))
        return false;
    char dash = peek(c);
    if (dash != '-' && dash != '/' && dash != '.')
        return false;
    return skip_char(c, dash) && number(c, 1, 2, &date.month) && skip_char(c, dash) &&
           number(c, 1, 2, &date.day) && gap(c) && clock_time(c, false, &clock) &&
           complete(c, profile, date, clock, out);
}

/* 20261120T210405, 20261120 21:04:05 */
static bool read_compact(struct cursor *c, const struct timestamp_profile *profile,
                         struct time_reading *out)
{
    int digits;
    if (!number(c, 8, 8, &digits))
        return false;
    struct date date = {digits / 10000, digits / 100 % 100, digits % 100};
    struct clock clock = {0};
    if (!gap(c))
        return false;
    if (count_digits(c, 7) == 6) {
        number(c, 6, 6, &digits);
        clock = (struct clock){digits / 10000, digits / 100 % 100, digits % 100, fraction(c)};
    } else if (!clock_time(c, true, &clock)) {
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
static bool read_three_numbers(struct cursor *c, const struct timestamp_profile *profile,
                               struct time_reading *out)
{
    struct date date;
    struct clock clock;
    int first, second;
    if (!number(c, 1, 2, &first))
        return false;
    char dash = peek(c);
    if (dash != '/' && dash != '.' && dash != '-')
        return false;
    if (!skip_char(c, dash) || !number(c, 1, 2, &second) || !skip_char(c, dash))
        return false;
    int digits = count_digits(c, 5);
    if ((digits != 2 && digits != 4) || !number(c, digits, digits, &date.year))
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
    if (!gap(c) || !clock_time(c, digits == 2, &clock) || !complete(c, profile, date, clock, out))
        return false;
    if (dash != '.') {
        out->first = (unsigned char)first;
        out->second = (unsigned char)second;
        out->third = (unsigned char)third;
    }
    return true;
}

/* 11/20 21:04:05 (Netlogon), 03-17 16:14:04.950 (Android), 10.30 20:45:37 (Proxifier) */
static bool read_two_numbers(struct cursor *c, const struct timestamp_profile *profile,
                             struct time_reading *out)
{
    struct date date = {0};
    struct clock clock;
    int first, second;
    if (!number(c, 2, 2, &first))
        return false;
    char dash = peek(c);
    if (dash != '/' && dash != '.' && dash != '-')
        return false;
    if (!skip_char(c, dash) || !number(c, 2, 2, &second) || !skip_char(c, ' ') ||
        peek_at(c, 2) != ':' || !clock_time(c, true, &clock))
        return false;
    day_and_month(first, second, profile->order == DATE_ORDER_DMY, &date);
    if (!complete(c, profile, date, clock, out))
        return false;
    out->first = (unsigned char)first;
    out->second = (unsigned char)second;
    return true;
}

/* 20-Nov-2026 21:04:05.123, 22/Jan/2019:03:56:14 +0330, 20 Nov 2026 21:04:05, 20 Nov 21:04:05 */
static bool read_day_month_name(struct cursor *c, const struct timestamp_profile *profile,
                                struct time_reading *out)
{
    struct date date = {0};
    struct clock clock;
    if (!number(c, 1, 2, &date.day))
        return false;
    char dash = peek(c);
    if (dash != '-' && dash != '/' && dash != '.' && dash != ' ')
        return false;
    if (!skip_char(c, dash) || !month_name(c, &date.month) || !skip_char(c, dash))
        return false;
    int digits = count_digits(c, 5);
    if (digits == 4 || dash != ' ') {
        if ((digits != 2 && digits != 4) || !number(c, 2, 4, &date.year) || !gap(c))
            return false;
        date.year = full_year(date.year);
    }
    return clock_time(c, date.year == 0, &clock) && complete(c, profile, date, clock, out);
}

/* The year after the time, as ctime() writes it, with the name of a zone before it or not:
 * `2026`, `CET 2026`. */
static void trailing_year(struct cursor *c, struct date *date, bool *utc)
{
    struct cursor ahead = *c;
    *utc = false;
    skip_spaces(&ahead, 2);
    size_t letters = 0;
    while (letters < 6 && ascii_is_alpha(peek_at(&ahead, letters)))
        letters++;
    if (letters) {
        struct str name = {ahead.at, letters};
        *utc = str_equal(name, STR("UTC")) || str_equal(name, STR("GMT"));
        ahead.at += letters;
        if (!skip_char(&ahead, ' '))
            return;
    }
    int year;
    if (number(&ahead, 4, 4, &year) && !ascii_is_word(peek(&ahead))) {
        date->year = year;
        *c = ahead;
    }
}

static bool month_first(struct cursor *c, const struct timestamp_profile *profile,
                        bool after_weekday, struct time_reading *out)
{
    struct date date = {0};
    struct clock clock;
    if (!month_name(c, &date.month))
        return false;
    skip_char(c, '.');
    if (skip_spaces(c, 2) == 0 || !number(c, 1, 2, &date.day))
        return false;
    skip_char(c, ',');
    if (skip_spaces(c, 2) == 0)
        return false;
    if (count_digits(c, 5) == 4 && (!number(c, 4, 4, &date.year) || !gap(c)))
        return false;
    if (!clock_time(c, date.year == 0, &clock))
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
static bool read_month_name(struct cursor *c, const struct timestamp_profile *profile,
                            struct time_reading *out)
{
    return month_first(c, profile, false, out);
}

/* Thu Jan 30 17:10:20 2020, Fri, 20 Nov 2026 21:04:05 +0000, Fri 11/20/2026 21:04:05.12 */
static bool read_weekday(struct cursor *c, const struct timestamp_profile *profile,
                         struct time_reading *out)
{
    static reader *const dates[] = {read_day_month_name, read_year_first, read_three_numbers};
    if (!weekday_name(c))
        return false;
    if (!skip_char(c, ','))
        skip_char(c, '.');
    if (skip_spaces(c, 2) == 0)
        return false;
    if (ascii_is_alpha(peek(c)))
        return month_first(c, profile, true, out);
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct cursor ahead = *c;
        if (dates[i](&ahead, profile, out)) {
            *c = ahead;
            return true;
        }
    }
    return false;
}

/* I1120 21:04:05.123456 (klog), I20261120 21:04:05.123456 (glog) */
static bool read_level_letter(struct cursor *c, const struct timestamp_profile *profile,
                              struct time_reading *out)
{
    static const char letters[] = "IWEFDV";
    if (!memchr(letters, peek(c), sizeof letters - 1))
        return false;
    c->at++;
    struct clock clock;
    int digits = count_digits(c, 9);
    int value;
    if ((digits != 4 && digits != 8) || !number(c, 4, 8, &value) || skip_spaces(c, 2) == 0)
        return false;
    struct date date = {value / 10000, value / 100 % 100, value % 100};
    if (digits == 8 && date.year == 0)
        return false;
    return clock_time(c, true, &clock) && complete(c, profile, date, clock, out);
}

/* 1120/210405.123 (Chromium, after process and thread) */
static bool read_chromium(struct cursor *c, const struct timestamp_profile *profile,
                          struct time_reading *out)
{
    int day, time;
    if (!number(c, 4, 4, &day) || !skip_char(c, '/') || !number(c, 6, 6, &time))
        return false;
    struct date date = {0, day / 100, day % 100};
    struct clock clock = {time / 10000, time / 100 % 100, time % 100, fraction(c)};
    return complete(c, profile, date, clock, out);
}

/* 21:04:05.123 alone: a line begins here, but nobody knows on which day. */
static bool read_clock(struct cursor *c, const struct timestamp_profile *profile,
                       struct time_reading *out)
{
    (void)profile;
    struct clock clock;
    struct moment time;
    if (peek_at(c, 1) != ':' && peek_at(c, 2) != ':')
        return false;
    if (!clock_time(c, true, &clock) ||
        !moment_make(2000, 1, 1, clock.hour, clock.minute, clock.second, clock.ms, &time))
        return false;
    zone(c, &time);
    out->time = (struct moment){0};
    return !ascii_is_word(peek(c)) && peek(c) != ':';
}

/* 1605900000, 1605900000.123, 1605900000123 */
static bool read_epoch(struct cursor *c, const struct timestamp_profile *profile,
                       struct time_reading *out)
{
    (void)profile;
    int digits = count_digits(c, 14);
    if (digits != 10 && digits != 13)
        return false;
    int64_t value = 0;
    for (int i = 0; i < digits; i++)
        value = value * 10 + (*c->at++ - '0');
    int64_t ms = digits == 13 ? value : value * 1000;
    if (ms < EPOCH_MIN_S * 1000 || ms > EPOCH_MAX_S * 1000)
        return false;
    bool has_fraction = peek(c) == '.' && ascii_is_digit(peek_at(c, 1));
    if (has_fraction) {
        c->at++;
        int after_point = fraction_digits(c);
        ms += digits == 10 ? after_point : 0;
    }
    out->time = (struct moment){.wall_ms = ms, .has_zone = true, .known = true};
    char next = peek(c);
    return !ascii_is_word(next) && next != '.' && next != '-' && next != '/' &&
           (next != ':' || has_fraction);
}

/* ConfigMgr ends a line with <time="21:04:05.789-60" date="11-20-2026" component=…: its offset is
 * what must be added to get UTC, in minutes. */
static bool read_configmgr_end(struct cursor *c, const struct timestamp_profile *profile,
                               struct time_reading *out)
{
    struct date date;
    struct clock clock;
    int bias = 0;
    if (!skip_text(c, STR("<time=\"")) || !clock_time(c, true, &clock))
        return false;
    bool has_bias = peek(c) == '+' || peek(c) == '-';
    bool east = skip_char(c, '-');
    if (!east)
        skip_char(c, '+');
    if ((has_bias && !number(c, 1, 4, &bias)) || !skip_text(c, STR("\" date=\"")))
        return false;
    if (!number(c, 1, 2, &date.month) || !skip_char(c, '-') || !number(c, 1, 2, &date.day) ||
        !skip_char(c, '-') || !number(c, 4, 4, &date.year) ||
        !complete(c, profile, date, clock, out))
        return false;
    if (has_bias && bias <= 14 * 60) {
        out->time.has_zone = true;
        out->time.offset_min = (int16_t)(east ? bias : -bias);
    }
    return true;
}

/* ConfigMgr's line begins with <![LOG[ and has its time at the end, unless the message goes on in
 * the next line. */
static bool read_configmgr(struct cursor *c, const struct timestamp_profile *profile,
                           struct time_reading *out)
{
    if (!skip_text(c, STR("<![LOG[")))
        return false;
    out->time = (struct moment){0};
    size_t left = (size_t)(c->end - c->at);
    size_t skipped = left > TIMESTAMP_SEARCH ? left - TIMESTAMP_SEARCH : 0;
    size_t at = str_find((struct str){c->at, left}, STR("<time=\""), skipped);
    if (at == SIZE_MAX)
        return true;
    struct cursor ahead = {c->at + at, c->end};
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
    struct cursor c = {text.ptr, text.ptr + text.len};
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
