#include "base/moment.h"
#include "base/zone_table.h"

#define DAY_S 86400

struct cursor {
    const char *at;
    const char *end;
};

static char peek(const struct cursor *c)
{
    return c->at < c->end ? *c->at : '\0';
}

static bool skip(struct cursor *c, char wanted)
{
    if (peek(c) != wanted)
        return false;
    c->at++;
    return true;
}

/* CEST, or <+03> */
static bool skip_name(struct cursor *c)
{
    const char *from = c->at;
    bool quoted = skip(c, '<');
    while (quoted ? peek(c) != '>' && c->at < c->end : ascii_is_alpha(peek(c)))
        c->at++;
    return c->at - from >= 3 && (!quoted || skip(c, '>'));
}

static bool number(struct cursor *c, int least, int most, int *out)
{
    int value = 0;
    if (!ascii_is_digit(peek(c)))
        return false;
    for (; ascii_is_digit(peek(c)) && value <= most; c->at++)
        value = value * 10 + (*c->at - '0');
    *out = value;
    return value >= least && value <= most;
}

/* [+-]hh[:mm[:ss]] in seconds; up to a week, as RFC 9636 allows. */
static bool time_of(struct cursor *c, int *out)
{
    bool minus = skip(c, '-');
    int hours, minutes = 0, seconds = 0;
    if (!minus)
        skip(c, '+');
    if (!number(c, 0, 167, &hours) || (skip(c, ':') && !number(c, 0, 59, &minutes)) ||
        (skip(c, ':') && !number(c, 0, 59, &seconds)))
        return false;
    int sum = hours * 3600 + minutes * 60 + seconds;
    *out = minus ? -sum : sum;
    return true;
}

/* M3.5.0/2, J60/2, 59/2 */
static bool change(struct cursor *c, struct zone_change *out)
{
    *out = (struct zone_change){.time_s = 2 * 3600};
    bool read;
    if (skip(c, 'M')) {
        out->kind = ZONE_WEEKDAY;
        read = number(c, 1, 12, &out->month) && skip(c, '.') && number(c, 1, 5, &out->week) &&
               skip(c, '.') && number(c, 0, 6, &out->day);
    } else if (skip(c, 'J')) {
        out->kind = ZONE_DAY_WITHOUT_LEAP;
        read = number(c, 1, 365, &out->day);
    } else {
        out->kind = ZONE_DAY_OF_YEAR;
        read = number(c, 0, 365, &out->day);
    }
    return read && (!skip(c, '/') || time_of(c, &out->time_s));
}

bool zone_rule_parse(struct str text, struct zone_rule *out)
{
    struct cursor c = {text.ptr, text.ptr + text.len};
    *out = (struct zone_rule){0};
    int west; /* POSIX counts westwards */
    if (!skip_name(&c) || !time_of(&c, &west))
        return false;
    out->standard_s = -west;
    out->summer_s = -west + 3600;
    if (c.at == c.end)
        return true;
    out->has_summer = true;
    if (!skip_name(&c))
        return false;
    if (peek(&c) != ',') {
        if (!time_of(&c, &west))
            return false;
        out->summer_s = -west;
    }
    return skip(&c, ',') && change(&c, &out->start) && skip(&c, ',') && change(&c, &out->end) &&
           c.at == c.end;
}

/* Days since the epoch of the change in a year. */
static int64_t day_of_change(const struct zone_change *change, int64_t year)
{
    int64_t new_year = civil_days(year, 1, 1);
    if (change->kind == ZONE_DAY_OF_YEAR)
        return new_year + change->day;
    if (change->kind == ZONE_DAY_WITHOUT_LEAP)
        return new_year + change->day - 1 + (change->day >= 60 && civil_valid(year, 2, 29));
    int64_t first = civil_days(year, change->month, 1);
    int64_t weekday = (first + 4) % 7; /* 1970-01-01 was a Thursday */
    weekday += weekday < 0 ? 7 : 0;
    int day = 1 + (int)((change->day - weekday + 7) % 7) + (change->week - 1) * 7;
    while (!civil_valid(year, change->month, day))
        day -= 7;
    return first + day - 1;
}

int zone_rule_offset(const struct zone_rule *rule, int64_t utc_s)
{
    if (!rule->has_summer)
        return rule->standard_s;
    int64_t local = utc_s + rule->standard_s;
    int64_t days = local / DAY_S - (local % DAY_S < 0);
    int64_t year;
    int month, day;
    civil_date(days, &year, &month, &day);
    int64_t start =
        day_of_change(&rule->start, year) * DAY_S + rule->start.time_s - rule->standard_s;
    int64_t end = day_of_change(&rule->end, year) * DAY_S + rule->end.time_s - rule->summer_s;
    /* In the south the summer goes over New Year. */
    bool summer = start < end ? utc_s >= start && utc_s < end : utc_s >= start || utc_s < end;
    return summer ? rule->summer_s : rule->standard_s;
}
