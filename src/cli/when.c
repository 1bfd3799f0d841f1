#include "cli/when.h"

#include <string.h>

#include "base/os_process.h"
#include "base/str.h"

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */
#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)
#define AGE_MAX 100000 /* of days or weeks */
#define BEFORE_MAX_MS (DAY_MS * 366 * 200)

/* ---- Reading ---- */

static bool take_char(struct str *text, char wanted)
{
    if (text->len == 0 || text->ptr[0] != wanted)
        return false;
    *text = str_slice(*text, 1, text->len);
    return true;
}

static bool take_word(struct str *text, const char *word)
{
    struct str wanted = str_from(word);
    if (!str_starts_nocase(*text, wanted) ||
        (text->len > wanted.len && ascii_is_word(text->ptr[wanted.len])))
        return false;
    *text = str_slice(*text, wanted.len, text->len);
    return true;
}

static bool take_number(struct str *text, size_t least, size_t most, int64_t *out)
{
    size_t count = 0;
    for (*out = 0; count < most && count < text->len && ascii_is_digit(text->ptr[count]); count++)
        *out = *out * 10 + (text->ptr[count] - '0');
    bool more = count < text->len && ascii_is_digit(text->ptr[count]);
    if (count < least || more)
        return false;
    *text = str_slice(*text, count, text->len);
    return true;
}

/* Up to three digits count; more are read over. */
static bool take_fraction(struct str *text, int64_t *ms)
{
    if (!take_char(text, '.') && !take_char(text, ','))
        return true;
    size_t count = 0;
    *ms = 0;
    for (int64_t scale = 100; count < text->len && ascii_is_digit(text->ptr[count]); count++) {
        *ms += (text->ptr[count] - '0') * scale;
        scale /= 10;
    }
    *text = str_slice(*text, count, text->len);
    return count > 0;
}

/* hh:mm[:ss[.mmm]], in milliseconds; 24:00 is the end of the day. */
static bool take_clock(struct str *text, int64_t *out)
{
    int64_t hour, minute, second = 0, ms = 0;
    if (!take_number(text, 1, 2, &hour) || !take_char(text, ':') ||
        !take_number(text, 2, 2, &minute) ||
        (take_char(text, ':') && (!take_number(text, 2, 2, &second) || !take_fraction(text, &ms))))
        return false;
    *out = hour * HOUR_MS + minute * 60000 + second * 1000 + ms;
    return minute < 60 && second < 60 && *out <= DAY_MS;
}

/* Z, UTC, +01:00, +0100, +01 */
static bool take_zone(struct str *text, struct moment *m)
{
    *text = str_trim(*text);
    if (text->len == 0)
        return true;
    m->has_zone = true;
    if (take_word(text, "Z") || take_word(text, "UTC") || take_word(text, "GMT"))
        return true;
    bool west = take_char(text, '-');
    int64_t hours, minutes = 0;
    if ((!west && !take_char(text, '+')) || text->len < 2)
        return false;
    struct str both = str_slice(*text, 0, 2);
    *text = str_slice(*text, 2, text->len);
    if (!take_number(&both, 2, 2, &hours))
        return false;
    take_char(text, ':');
    if (text->len && !take_number(text, 2, 2, &minutes))
        return false;
    m->offset_min = (int16_t)((hours * 60 + minutes) * (west ? -1 : 1));
    return hours <= 14 && minutes < 60;
}

/* 2026-11-20, 2026/11/20, 20.11.2026 */
static bool take_date(struct str *text, struct moment *out)
{
    int64_t first, month, last;
    if (!take_number(text, 1, 4, &first))
        return false;
    char mark = text->len ? text->ptr[0] : '\0';
    if ((mark != '-' && mark != '/' && mark != '.') || !take_char(text, mark) ||
        !take_number(text, 1, 2, &month) || !take_char(text, mark) ||
        !take_number(text, 1, 4, &last))
        return false;
    bool year_first = mark != '.';
    int64_t year = year_first ? first : last;
    int64_t day = year_first ? last : first;
    return year >= 1970 && day <= 31 && moment_make(year, (int)month, (int)day, 0, 0, 0, 0, out);
}

static bool parse_date(struct str text, struct when *out)
{
    out->kind = WHEN_MOMENT;
    if (!take_date(&text, &out->moment))
        return false;
    if (text.len == 0)
        return true;
    int64_t clock;
    if (!take_char(&text, 'T') && !take_char(&text, 't') && !take_char(&text, ' '))
        return false;
    text = str_trim(text);
    if (!take_clock(&text, &clock))
        return false;
    out->moment.wall_ms += clock;
    return take_zone(&text, &out->moment) && text.len == 0;
}

static bool parse_epoch(struct str text, struct when *out)
{
    int64_t seconds, ms = 0;
    out->kind = WHEN_MOMENT;
    if (!take_char(&text, '@') || !take_number(&text, 1, 12, &seconds) ||
        !take_fraction(&text, &ms) || seconds > LAST_SECOND)
        return false;
    out->moment = (struct moment){.wall_ms = seconds * 1000 + ms, .has_zone = true, .known = true};
    return text.len == 0;
}

static bool parse_day(struct str text, struct when *out)
{
    out->kind = WHEN_DAY;
    if (take_word(&text, "yesterday"))
        out->ms = -DAY_MS;
    else if (!take_word(&text, "today"))
        return false;
    text = str_trim(text);
    int64_t clock = 0;
    if (text.len && !take_clock(&text, &clock))
        return false;
    out->ms += clock;
    return text.len == 0;
}

static bool parse_hour(struct str text, struct when *out)
{
    out->kind = WHEN_HOUR;
    return take_clock(&text, &out->ms) && text.len == 0;
}

static bool take_unit(struct str *text, int64_t *ms)
{
    static const struct {
        const char *names[5];
        int64_t ms;
    } units[] = {
        {{"s", "sec", "secs", "second", "seconds"}, 1000},
        {{"m", "min", "mins", "minute", "minutes"}, 60000},
        {{"h", "hr", "hrs", "hour", "hours"}, HOUR_MS},
        {{"d", "day", "days", NULL, NULL}, DAY_MS},
        {{"w", "week", "weeks", NULL, NULL}, DAY_MS * 7},
    };
    size_t len = 0;
    while (len < text->len && ascii_is_alpha(text->ptr[len]))
        len++;
    struct str word = str_slice(*text, 0, len);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (size_t k = 0; k < 5 && units[i].names[k]; k++)
            if (str_equal_nocase(word, str_from(units[i].names[k]))) {
                *ms = units[i].ms;
                *text = str_trim(str_slice(*text, len, text->len));
                return true;
            }
    return false;
}

/* -24h, 90m, 1d12h, 2 hours ago */
static bool parse_before(struct str text, struct when *out)
{
    out->kind = WHEN_BEFORE;
    if (str_equal_nocase(text, STR("now")))
        return true;
    (void)take_char(&text, '-');
    if (text.len == 0 || !ascii_is_digit(text.ptr[0]))
        return false;
    while (text.len && !take_word(&text, "ago")) {
        int64_t count, unit;
        if (!take_number(&text, 1, 9, &count))
            return false;
        text = str_trim(text);
        if (!take_unit(&text, &unit))
            return false;
        out->ms += count * unit;
        if (out->ms > BEFORE_MAX_MS)
            return false;
    }
    return text.len == 0;
}

enum status when_parse(const char *text, struct when *out, struct error *err)
{
    static bool (*const forms[])(struct str, struct when *) = {
        parse_date, parse_epoch, parse_day, parse_hour, parse_before,
    };
    struct str trimmed = str_trim(str_from(text));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (struct when){0};
        if (forms[i](trimmed, out))
            return STATUS_OK;
    }
    return error_set(err, STATUS_INVALID,
                     "'%.100s' is no time: use 2026-11-20, '2026-11-20 13:00', "
                     "2026-11-20T13:00+01:00, 08:00 (of every day), -24h, 7d, today, yesterday or "
                     "now",
                     text);
}

enum status when_now(int64_t *out, struct error *err)
{
    const char *fixed = os_environment("SOURCE_DATE_EPOCH");
    *out = os_now_s();
    if (fixed && (!str_to_i64(str_from(fixed), out) || *out < 0 || *out > LAST_SECOND))
        return error_set(err, STATUS_INVALID, "SOURCE_DATE_EPOCH is no number of seconds: '%s'",
                         fixed);
    return STATUS_OK;
}

bool when_read_age(const char *text, int64_t *seconds)
{
    struct str number = str_from(text);
    int64_t n;
    if (number.len < 2 || !str_to_i64(str_slice(number, 0, number.len - 1), &n) || n < 0 ||
        n > AGE_MAX)
        return false;
    char unit = text[number.len - 1];
    *seconds = n * (DAY_MS / 1000) * (unit == 'w' ? 7 : 1);
    return unit == 'd' || unit == 'w';
}

/* ---- From words to a window ---- */

/* What both bounds need to be understood. */
struct frame {
    const struct zone *zone;
    int64_t now_ms;
};

/* A clock's time in the zone, when there is one. Of two readings the one that keeps more. */
static struct moment place_wall(int64_t wall_ms, const struct zone *zone, bool is_end)
{
    if (!zone)
        return (struct moment){.wall_ms = wall_ms, .known = true};
    struct zone_reading reading = zone_read(zone, wall_ms);
    int offset = is_end ? reading.later_offset_min : reading.offset_min;
    return moment_in_zone(wall_ms - (int64_t)offset * 60000, zone, true);
}

static struct moment place(const struct when *when, const struct frame *frame, bool is_end)
{
    struct moment now = moment_in_zone(frame->now_ms, frame->zone, true);
    switch (when->kind) {
    case WHEN_BEFORE:
        return moment_in_zone(frame->now_ms - when->ms, frame->zone, true);
    case WHEN_DAY:
        return place_wall(now.wall_ms - now.wall_ms % DAY_MS + when->ms, frame->zone, is_end);
    default:
        if (when->moment.has_zone && frame->zone)
            return moment_in_zone(moment_utc_ms(when->moment), frame->zone, true);
        return when->moment.has_zone ? when->moment
                                     : place_wall(when->moment.wall_ms, frame->zone, is_end);
    }
}

static bool depends_on_now(const char *text, const struct when *when)
{
    return text && (when->kind == WHEN_BEFORE || when->kind == WHEN_DAY);
}

static enum status check_window(const struct when_options *options, const struct window *window,
                                struct error *err)
{
    if (window_is_possible(window))
        return STATUS_OK;
    struct buf since = BUF_INIT(64), until = BUF_INIT(64);
    window_format_since(window, &since);
    window_format_until(window, &until);
    enum status status =
        error_set(err, STATUS_INVALID, "--since '%.60s' (%s) is not before --until '%.60s' (%s)",
                  options->since, buf_text(&since), options->until, buf_text(&until));
    buf_release(&since);
    buf_release(&until);
    return status;
}

static enum status make_daily(const struct when_options *options, const struct when *since,
                              const struct when *until, struct window *out, struct error *err)
{
    bool both = options->since && options->until;
    if (both && since->kind != until->kind)
        return error_set(err, STATUS_INVALID,
                         "--since '%.60s' and --until '%.60s': a time without a date means every "
                         "day; give both a date, or neither",
                         options->since, options->until);
    out->daily = true;
    out->from_ms = options->since ? (int32_t)(since->ms % DAY_MS) : 0;
    out->to_ms = until->ms ? (int32_t)until->ms : (int32_t)DAY_MS; /* 00:00 ends a day too */
    return check_window(options, out, err);
}

static enum status make_window(const struct when_options *options, const struct when *since,
                               const struct when *until, struct when_times *out, struct error *err)
{
    struct frame frame = {.zone = out->zone};
    if ((options->since && since->kind == WHEN_HOUR) ||
        (options->until && until->kind == WHEN_HOUR))
        return make_daily(options, since, until, &out->window, err);
    enum status status = when_now(&frame.now_ms, err);
    if (status)
        return status;
    frame.now_ms *= 1000;
    if (options->since)
        out->window.since = place(since, &frame, false);
    if (options->until)
        out->window.until = place(until, &frame, true);
    return check_window(options, &out->window, err);
}

static enum status parse_option(const char *name, const char *text, struct when *out,
                                struct error *err)
{
    *out = (struct when){0};
    struct error reason;
    if (!text || !when_parse(text, out, &reason))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "--%s: %s", name, reason.text);
}

static enum status open_zone(const struct when_options *options, bool needs_one,
                             struct when_times *out, struct error *err)
{
    if (!options->zone && !needs_one)
        return STATUS_OK;
    struct error reason;
    enum status status = zone_open(options->zone ? options->zone : "local", &out->zone, &reason);
    return status ? error_set(err, STATUS_INVALID, "--tz: %s", reason.text) : STATUS_OK;
}

enum status when_read(const struct when_options *options, struct when_times *out, struct error *err)
{
    *out = (struct when_times){0};
    struct when since, until;
    enum status status = parse_option("since", options->since, &since, err);
    if (!status)
        status = parse_option("until", options->until, &until, err);
    if (status)
        return status;
    bool now = depends_on_now(options->since, &since) || depends_on_now(options->until, &until);
    status = open_zone(options, now, out, err);
    if (!status && (options->since || options->until))
        status = make_window(options, &since, &until, out, err);
    return status;
}

void when_release(struct when_times *t)
{
    zone_close(t->zone);
    t->zone = NULL;
}
