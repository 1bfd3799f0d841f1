#include "context/time_field.h"

#include <string.h>

bool time_skip_text(struct time_cursor *c, struct str wanted)
{
    if ((size_t)(c->end - c->at) < wanted.len || memcmp(c->at, wanted.ptr, wanted.len) != 0)
        return false;
    c->at += wanted.len;
    return true;
}

int time_skip_spaces(struct time_cursor *c, int max)
{
    int skipped = 0;
    while (skipped < max && (time_peek(c) == ' ' || time_peek(c) == '\t')) {
        c->at++;
        skipped++;
    }
    return skipped;
}

int time_count_digits(const struct time_cursor *c, int max)
{
    int count = 0;
    while (count < max && ascii_is_digit(time_peek_at(c, (size_t)count)))
        count++;
    return count;
}

bool time_number(struct time_cursor *c, int min, int max, int *value)
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
int time_fraction_digits(struct time_cursor *c)
{
    int ms = 0;
    for (int scale = 100; ascii_is_digit(time_peek(c)); scale /= 10, c->at++)
        ms += (*c->at - '0') * scale;
    return ms;
}

/* Whether the mark at the cursor begins a fraction: `.5`, `,123`, `:123`. After a colon it has
 * three digits exactly, or it would be one more field; after a comma fewer, before the next comma,
 * are a column. */
static bool begins_fraction(const struct time_cursor *c)
{
    int digits = time_count_digits(&(struct time_cursor){c->at + 1, c->end}, 4);
    char next = time_peek_at(c, 1 + (size_t)digits);
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

int time_fraction(struct time_cursor *c)
{
    if (c->at == c->end || !begins_fraction(c))
        return 0;
    c->at++;
    return time_fraction_digits(c);
}

/* AM or PM, also with points, after a space that may be one of Unicode's that do not break. */
static void half_day(struct time_cursor *c, struct time_clock *clock)
{
    struct time_cursor ahead = *c;
    if (!time_skip_char(&ahead, ' ') && !time_skip_text(&ahead, STR("\xc2\xa0")))
        time_skip_text(&ahead, STR("\xe2\x80\xaf"));
    char half = ascii_lower(time_peek(&ahead));
    if (half != 'a' && half != 'p')
        return;
    ahead.at++;
    time_skip_char(&ahead, '.');
    if (ascii_lower(time_peek(&ahead)) != 'm')
        return;
    ahead.at++;
    time_skip_char(&ahead, '.');
    if (ascii_is_word(time_peek(&ahead)))
        return;
    *c = ahead;
    if (half == 'p' && clock->hour < 12)
        clock->hour += 12;
    else if (half == 'a' && clock->hour == 12)
        clock->hour = 0;
}

bool time_clock(struct time_cursor *c, bool needs_seconds, struct time_clock *out)
{
    *out = (struct time_clock){0};
    if (!time_number(c, 1, 2, &out->hour))
        return false;
    char colon = time_peek(c);
    if (colon != ':' && colon != '.')
        return false;
    c->at++;
    if (!time_number(c, 2, 2, &out->minute))
        return false;
    if (time_peek(c) == colon && ascii_is_digit(time_peek_at(c, 1))) {
        c->at++;
        if (!time_number(c, 2, 2, &out->second))
            return false;
        out->ms = time_fraction(c);
    } else if (needs_seconds || colon == '.') {
        return false;
    }
    half_day(c, out);
    return true;
}

static int two_digits(const char *at)
{
    return (at[0] - '0') * 10 + (at[1] - '0');
}

bool time_iso(struct time_cursor *c, struct time_stamp *out)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    const size_t len = sizeof shape - 1;
    const char *s = c->at;
    if ((size_t)(c->end - s) < len || (s[10] != 'T' && s[10] != ' ') || s[4] != s[7] ||
        (s[4] != '-' && s[4] != '/') || s[13] != ':' || s[16] != ':')
        return false;
    for (size_t i = 0; i < len; i++)
        if (shape[i] == 'd' && !ascii_is_digit(s[i]))
            return false;
    if (ascii_is_digit(time_peek_at(c, len)))
        return false;
    *out = (struct time_stamp){
        .year = two_digits(s) * 100 + two_digits(s + 2),
        .month = two_digits(s + 5),
        .day = two_digits(s + 8),
        .clock = {two_digits(s + 11), two_digits(s + 14), two_digits(s + 17), 0},
    };
    c->at += len;
    out->clock.ms = time_fraction(c);
    half_day(c, &out->clock);
    return true;
}

/* A name of which the text gives at least three letters; `names` are lower case. */
static bool name_of(struct time_cursor *c, const char *const *names, int count, int *index)
{
    size_t len = 0;
    while (ascii_is_alpha(time_peek_at(c, len)) && len < 10)
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

bool time_month(struct time_cursor *c, int *month)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    if (!name_of(c, names, 12, month))
        return false;
    *month += 1;
    return true;
}

bool time_weekday(struct time_cursor *c)
{
    static const char *const names[] = {"sunday",   "monday", "tuesday", "wednesday",
                                        "thursday", "friday", "saturday"};
    int day;
    return name_of(c, names, 7, &day);
}

bool time_gap(struct time_cursor *c)
{
    static const struct str words[] = {{"at ", 3}, {"- ", 2}, {"time=", 5}};
    char first = time_peek(c);
    if (first == 'T' || first == 't' || first == '_' || first == '-') {
        c->at++;
    } else if (first == ':') {
        c->at++;
        time_skip_char(c, ':'); /* Erlang writes two */
    } else {
        bool comma = time_skip_char(c, ',');
        if (time_skip_spaces(c, 4) == 0 && !comma)
            return false;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (time_skip_text(c, words[i]))
                break;
    }
    return ascii_is_digit(time_peek(c));
}

/* +hh:mm, +hhmm, and +hh where the hours may stand alone. */
static bool offset(struct time_cursor *c, bool hours_alone, struct moment *time)
{
    struct time_cursor ahead = *c;
    bool west = time_peek(&ahead) == '-';
    if (!west && time_peek(&ahead) != '+')
        return false;
    ahead.at++;
    int hours = 0, minutes = 0;
    int digits = time_count_digits(&ahead, 5);
    if (digits == 4) {
        time_number(&ahead, 4, 4, &hours);
        minutes = hours % 100;
        hours /= 100;
    } else if (!time_number(&ahead, 1, 2, &hours)) {
        return false;
    } else if (time_peek(&ahead) == ':') {
        ahead.at++;
        if (digits != 2 || !time_number(&ahead, 2, 2, &minutes))
            return false;
    } else if (!hours_alone) {
        return false;
    }
    /* All zones in use are whole quarters of an hour: other numbers are no zone. */
    if (hours > 14 || minutes % 15 || minutes > 45 || ascii_is_word(time_peek(&ahead)))
        return false;
    int east = hours * 60 + minutes;
    time->offset_min = (int16_t)(west ? -east : east);
    time->has_zone = true;
    *c = ahead;
    return true;
}

void time_zone(struct time_cursor *c, struct moment *time)
{
    struct time_cursor ahead = *c;
    bool spaced = time_skip_char(&ahead, ' ');
    bool named = time_skip_text(&ahead, STR("UTC")) || time_skip_text(&ahead, STR("GMT"));
    if (!named && !spaced)
        named = time_skip_char(&ahead, 'Z') || time_skip_char(&ahead, 'z');
    if (named && ascii_is_word(time_peek(&ahead)))
        return;
    if (named)
        time->has_zone = true;
    if (offset(&ahead, named || !spaced, time) || named)
        *c = ahead;
}
