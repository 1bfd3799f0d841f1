#include "context/timestamp.h"

#include <string.h>

#include "context/text.h"
#include "context/time_format.h"

#define WORD_MAX 16   /* longest level word or key of a time */
#define NUMBERS_MAX 2 /* process and thread before a time; more is an address */

/* Keys that are followed by the time of the line. */
static const char *const time_keys[] = {
    "time",       "timestamp", "ts",      "t",       "date",        "datetime",   "asctime",
    "eventtime",  "logtime",   "created", "written", "timecreated", "at",         "when",
    "@timestamp", "@t",        "$date",   "_time",   "__timestamp", "systemtime", "creationtime",
};

/* Words that loggers put before the time: levels, and the streams of containers. */
static const char *const level_words[] = {
    "trace",   "trc",    "verbose", "vrb",      "debug",  "dbg",   "info",      "information",
    "inf",     "notice", "warn",    "warning",  "wrn",    "err",   "error",     "severe",
    "fatal",   "ftl",    "crit",    "critical", "alert",  "emerg", "emergency", "panic",
    "failure", "fine",   "finer",   "finest",   "config", "audit", "log",       "report",
    "stdout",  "stderr", "d",       "e",        "f",      "i",     "v",         "w",
};

/* A walk over what stands before the timestamp of a line. */
struct prefix {
    struct str line; /* no further than the walk may go */
    size_t at;
    int numbers;       /* numbers skipped */
    size_t group;      /* behind the last bracket that is still open, or 0 */
    bool only_openers; /* nothing but brackets and quotes so far */
    bool after_key;    /* the key of a time stands directly before */
};

static bool is_time_key(struct str word)
{
    return text_is_word_of(word, time_keys, sizeof time_keys / sizeof time_keys[0]);
}

static bool is_level_word(struct str word)
{
    return text_is_word_of(word, level_words, sizeof level_words / sizeof level_words[0]);
}

static char char_at(const struct prefix *p, size_t at)
{
    return text_at(p->line, at);
}

/* Brackets, quotes, blanks, and the marks that separate fields. */
static bool skip_mark(struct prefix *p)
{
    char c = char_at(p, p->at);
    if (text_one_of(c, " \t[({\"'|*>=") ||
        (c == '-' && text_one_of(char_at(p, p->at + 1), " ->"))) {
        if (c == '[' || c == '(')
            p->group = p->at + 1;
    } else if (p->at > 0 && text_one_of(c, ",;:-")) {
        p->only_openers = false;
    } else if (p->group && text_one_of(c, "])")) {
        p->group = 0;
        p->only_openers = false;
    } else {
        return false;
    }
    p->at++;
    return true;
}

/* The priority of syslog, with the version that RFC 5424 writes behind it: <13>1 */
static bool skip_priority(struct prefix *p)
{
    size_t at = p->at + 1;
    if (char_at(p, p->at) != '<')
        return false;
    while (ascii_is_digit(char_at(p, at)))
        at++;
    if (at == p->at + 1 || char_at(p, at) != '>')
        return false;
    at++;
    if (ascii_is_digit(char_at(p, at)) && char_at(p, at + 1) == ' ')
        at += 2;
    p->at = at;
    return true;
}

/* A number of the line or of the process: `10,` in the DHCP server's log, `1234:` with the letter
 * of a role behind it in Redis'. */
static bool skip_number(struct prefix *p)
{
    size_t at = p->at;
    while (ascii_is_digit(char_at(p, at)))
        at++;
    if (at == p->at || !text_one_of(char_at(p, at), ",:") || ++p->numbers > NUMBERS_MAX)
        return false;
    at++;
    if (ascii_is_alpha(char_at(p, at)) && char_at(p, at + 1) == ' ')
        at += 2;
    p->at = at;
    p->only_openers = false;
    return true;
}

/* The end of a value that is no time: behind its closing quote, or before the next blank. */
static size_t value_end(const struct prefix *p, size_t at)
{
    char quote = char_at(p, at);
    bool quoted = quote == '"' || quote == '\'';
    at += quoted;
    while (at < p->line.len &&
           !(quoted ? p->line.ptr[at] == quote : text_one_of(p->line.ptr[at], " \t,")))
        at++;
    return at + (quoted && at < p->line.len);
}

static bool skip_word(struct prefix *p)
{
    size_t end = p->at;
    while (ascii_is_word(char_at(p, end)) || text_one_of(char_at(p, end), "@$"))
        end++;
    struct str word = str_slice(p->line, p->at, end - p->at);
    if (word.len == 0)
        return false;
    bool quoted = char_at(p, end) == '"' && p->at > 0 && p->line.ptr[p->at - 1] == '"';
    char mark = char_at(p, end + quoted);
    bool is_key = mark == '=' || (mark == ':' && quoted);
    p->only_openers = false;
    if ((is_key || mark == ':') && is_time_key(word)) {
        p->at = end + quoted + 1;
        while (text_one_of(char_at(p, p->at), " \"'{"))
            p->at++;
        p->after_key = true;
        return true;
    }
    if (is_key) {
        p->at = value_end(p, end + quoted + 1 + (char_at(p, end + quoted + 1) == ' '));
        return true;
    }
    while (char_at(p, end) == ' ' && char_at(p, end + 1) == ' ')
        end++;
    bool column = char_at(p, end) == ' ' && char_at(p, end + 1) == '|'; /* `web_1  | ` */
    p->at = end;
    return column || (word.len <= WORD_MAX && is_level_word(word));
}

/* The rest of a bracketed group that is no time: [main], [MySQL], [12345]. */
static bool skip_group(struct prefix *p)
{
    if (p->group == 0)
        return false;
    size_t at = p->group;
    while (at < p->line.len && !text_one_of(p->line.ptr[at], "])"))
        at++;
    if (at == p->line.len)
        return false;
    p->at = at + 1;
    p->group = 0;
    p->only_openers = p->after_key = false;
    return true;
}

static bool skip_element(struct prefix *p)
{
    p->after_key = false;
    return skip_mark(p) || skip_priority(p) || skip_number(p) || skip_word(p) || skip_group(p);
}

static bool read_at_start(struct str line, struct timestamp_profile *profile,
                          struct time_reading *out)
{
    struct prefix p = {.line = str_slice(line, 0, TIMESTAMP_PREFIX), .only_openers = true};
    if (str_starts(line, STR("\xef\xbb\xbf")))
        p.at = 3;
    while (p.at < p.line.len) {
        enum time_place place = p.only_openers || p.after_key ? TIME_FIRST : TIME_AT_START;
        if (time_format_read(str_slice(line, p.at, SIZE_MAX), place, profile, out))
            return true;
        if (!skip_element(&p))
            return false;
    }
    return false;
}

/* Whether the key of a time stands before `at`: "ts":1605900000 */
static bool key_before(struct str line, size_t at)
{
    while (at > 0 && text_one_of(line.ptr[at - 1], " \"'"))
        at--;
    if (at == 0 || !text_one_of(line.ptr[at - 1], ":="))
        return false;
    at--;
    while (at > 0 && text_one_of(line.ptr[at - 1], " \"'"))
        at--;
    size_t end = at;
    while (at > 0 && end - at <= WORD_MAX &&
           (ascii_is_word(line.ptr[at - 1]) || text_one_of(line.ptr[at - 1], "@$")))
        at--;
    return is_time_key(str_slice(line, at, end - at));
}

/* Whether a timestamp may begin here: not within a word, and not as the later part of a number
 * with points, dashes or slashes in it. */
static bool begins_text(struct str line, size_t at)
{
    if (at == 0)
        return true;
    char before = line.ptr[at - 1];
    if (ascii_is_word(before))
        return false;
    return at < 2 || !text_one_of(before, ".-/:") || !ascii_is_digit(line.ptr[at - 2]);
}

static bool search(struct str line, size_t from, size_t to, struct timestamp_profile *profile,
                   struct time_reading *out)
{
    for (size_t at = from; at < to && at < line.len; at++) {
        char c = line.ptr[at];
        if ((!ascii_is_digit(c) && !ascii_is_alpha(c) && c != '<') || !begins_text(line, at))
            continue;
        enum time_place place =
            ascii_is_digit(c) && key_before(line, at) ? TIME_FIRST : TIME_ANYWHERE;
        if (time_format_read(str_slice(line, at, SIZE_MAX), place, profile, out) && out->time.known)
            return true;
    }
    return false;
}

static bool read_in_line(struct str line, struct timestamp_profile *profile,
                         struct time_reading *out)
{
    if (read_at_start(line, profile, out))
        return true;
    if (search(line, 0, TIMESTAMP_SEARCH, profile, out))
        return true;
    struct str end = str_trim(str_slice(line, line.len - (line.len < 2 ? line.len : 2), 2));
    if (line.len <= TIMESTAMP_SEARCH || end.len == 0 || end.ptr[end.len - 1] != '>')
        return false;
    size_t at = str_find(line, STR("<time=\""), line.len - TIMESTAMP_SEARCH);
    return at != SIZE_MAX && search(line, at, at + 1, profile, out);
}

/* The time of a reading; what its date proves is noted. */
static struct moment on_clock(const struct time_reading *reading, struct timestamp_profile *profile)
{
    struct moment time = reading->time;
    if (!reading->third || profile->order != DATE_ORDER_YMD) {
        profile->day_first |= reading->first > 12;
        profile->month_first |= reading->second > 12;
    }
    time.has_zone |= time.known && profile->utc;
    return time;
}

/* ---- The same minute again ---- */

/* A fraction of a second, and its end; false: what stands there may be more than a point or a comma
 * with digits, or nothing. */
static bool read_fraction(const char **at, const char *end, int *ms)
{
    const char *p = *at;
    if (p == end)
        return true;
    char mark = *p++;
    if (mark == ':' || ascii_is_digit(mark))
        return false;
    if ((mark != '.' && mark != ',') || p == end || !ascii_is_digit(*p))
        return true;
    const char *first = p;
    for (int scale = 100; p < end && ascii_is_digit(*p); scale /= 10, p++)
        *ms += (*p - '0') * scale;
    *at = p;
    return mark == '.' || p - first >= 3;
}

/* Whether the time ends here, with no zone but Z, and no half of the day; false: it may go on. */
static bool ends_plainly(const char *at, const char *end, bool *utc)
{
    char c = at < end ? *at : '\0', next = end - at > 1 ? at[1] : '\0';
    *utc = c == 'Z' || c == 'z';
    if (*utc)
        return !ascii_is_word(next) && next != '+' && next != '-';
    if (c == ' ')
        return !text_one_of(next, "aApPUG+-");
    return !ascii_is_word(c) && c != '+' && c != '-' && (unsigned char)c < 0x80;
}

/* What stands behind the minute that a line begins with: seconds, and all that follows them, as
 * read_at_start() would read it. False: leave it to that. */
static bool read_in_minute(struct str line, size_t at, int *in_minute_ms, bool *utc)
{
    const char *p = line.ptr + at, *end = line.ptr + line.len;
    if (end - p < 2 || p[0] < '0' || p[0] > '5' || !ascii_is_digit(p[1]))
        return false;
    int ms = ((p[0] - '0') * 10 + (p[1] - '0')) * 1000;
    p += 2;
    if (!read_fraction(&p, end, &ms) || !ends_plainly(p, end, utc))
        return false;
    *in_minute_ms = ms;
    return true;
}

static bool same_minute(struct str line, const struct timestamp_minute *minute, bool zoned,
                        struct moment *out)
{
    int ms;
    bool utc;
    if (!minute->len || line.len < minute->len ||
        memcmp(line.ptr, minute->text, minute->len) != 0 ||
        !read_in_minute(line, minute->len, &ms, &utc))
        return false;
    *out =
        (struct moment){.wall_ms = minute->wall_ms + ms, .has_zone = utc || zoned, .known = true};
    return true;
}

/* Keeps the minute of a line that began with `time`, if it is written as most are. */
static void note_minute(struct str line, struct moment time, struct timestamp_minute *minute)
{
    static const char form[] = "dddd-dd-ddTdd:dd:";
    size_t from = text_at(line, 0) == '[', len = from + sizeof form - 1;
    int ms;
    bool utc;
    minute->len = 0;
    if (!time.known || line.len < len || !read_in_minute(line, len, &ms, &utc))
        return;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        char c = line.ptr[from + i];
        bool fits = form[i] == 'd'   ? ascii_is_digit(c)
                    : form[i] == 'T' ? c == 'T' || c == ' '
                                     : c == form[i];
        if (!fits)
            return;
    }
    memcpy(minute->text, line.ptr, len);
    minute->len = (uint8_t)len;
    minute->wall_ms = time.wall_ms - ms;
}

bool timestamp_at_start(struct str line, struct timestamp_profile *profile, struct moment *out)
{
    struct moment again;
    if (same_minute(line, &profile->minute, profile->utc, &again)) {
        if (out)
            *out = again;
        return true;
    }
    struct time_reading reading = {0};
    bool found = read_at_start(line, profile, &reading);
    if (found)
        note_minute(line, reading.time, &profile->minute);
    if (out)
        *out = found ? on_clock(&reading, profile) : (struct moment){0};
    return found;
}

bool timestamp_in_line(struct str line, struct timestamp_profile *profile, struct moment *out)
{
    struct time_reading reading = {0};
    bool found = read_in_line(line, profile, &reading);
    if (out)
        *out = found ? on_clock(&reading, profile) : (struct moment){0};
    return found;
}

/* ---- What a whole text shows ---- */

static struct str next_line(struct str text, size_t *at, char line_end)
{
    size_t from = *at;
    const char *end = memchr(text.ptr + from, line_end, text.len - from);
    size_t len = end ? (size_t)(end - text.ptr) - from : text.len - from;
    *at = from + len + 1;
    return str_slice(text, from, len);
}

VOCABULARY_DEFINE(DATE_ORDER, date_order, DATE_ORDER_LIST)
VOCABULARY_DEFINE(DATE_BASIS, date_basis, DATE_BASIS_LIST)

struct extent {
    unsigned char min, max; /* 0: nothing was seen */
};

/* What the dates of a text have shown so far. */
struct order_proof {
    size_t dates;
    size_t day_first, month_first; /* lines that can be read in one way only */
    struct extent first, second;
    struct extent third;       /* of the dates whose year has two digits, */
    struct extent short_first; /* and the numbers before it */
    struct extent short_second;
};

static void widen(struct extent *e, unsigned char value)
{
    if (e->min == 0 || value < e->min)
        e->min = value;
    if (value > e->max)
        e->max = value;
}

static bool changes(struct extent e)
{
    return e.min != e.max;
}

static void note_date(struct order_proof *proof, const struct time_reading *date)
{
    if (date->first == 0)
        return;
    proof->dates++;
    proof->day_first += date->first > 12;
    proof->month_first += date->second > 12;
    widen(&proof->first, date->first);
    widen(&proof->second, date->second);
    if (date->third) {
        widen(&proof->short_first, date->first);
        widen(&proof->short_second, date->second);
        widen(&proof->third, date->third);
    }
}

/* Days change within a log and years do not: 17/06/09, 17/06/10 begins with the year. */
static bool year_first(const struct order_proof *proof)
{
    return changes(proof->third) && !changes(proof->short_first) && proof->short_first.min > 12;
}

/* The same for numbers that could be months: 05/11, 06/11 begins with the day. */
static bool likely_order(const struct order_proof *proof, enum date_order *order)
{
    if (changes(proof->third) && !changes(proof->short_first) && !changes(proof->short_second))
        *order = DATE_ORDER_YMD;
    else if (proof->day_first != proof->month_first)
        *order = proof->day_first > proof->month_first ? DATE_ORDER_DMY : DATE_ORDER_MDY;
    else if (changes(proof->first) != changes(proof->second))
        *order = changes(proof->first) ? DATE_ORDER_DMY : DATE_ORDER_MDY;
    else
        return false;
    return true;
}

static enum date_order judge_order(const struct order_proof *proof, const enum date_order *stated,
                                   enum date_basis *basis)
{
    enum date_order order = DATE_ORDER_MDY;
    *basis = DATE_BASIS_PROVEN;
    if (year_first(proof))
        return DATE_ORDER_YMD;
    if ((proof->day_first > 0) != (proof->month_first > 0))
        return proof->day_first ? DATE_ORDER_DMY : DATE_ORDER_MDY;
    *basis = DATE_BASIS_STATED;
    if (stated)
        order = *stated;
    else if (likely_order(proof, &order))
        *basis = DATE_BASIS_LIKELY;
    else
        *basis = DATE_BASIS_ASSUMED;
    if (proof->dates == 0)
        *basis = DATE_BASIS_NONE;
    return order;
}

/* True for 2026-11-20T10:00 and the like at the beginning of a line, which is most lines of most
 * logs: its order is no question, and reading it as a time would take most of the sniffing. Eight
 * bytes are compared at a time: where one differs from the form by more than it may, adding what
 * is missing to 128 sets its highest bit. */
static bool begins_with_iso(struct str line)
{
    static const char form[] = "0000-00-00 00:00";
    static const char missing[] = "\x76\x76\x76\x76\x7f\x76\x76\x7f\x76\x76\0\x76\x76\x7f\x76\x76";
    const uint64_t highest = UINT64_C(0x8080808080808080);
    if (line.len < sizeof form - 1 || (line.ptr[10] != ' ' && line.ptr[10] != 'T'))
        return false;
    uint64_t wrong = 0;
    for (size_t i = 0; i < sizeof form - 1; i += sizeof wrong) {
        uint64_t bytes, wanted, add;
        memcpy(&bytes, line.ptr + i, sizeof bytes);
        memcpy(&wanted, form + i, sizeof wanted);
        memcpy(&add, missing + i, sizeof add);
        bytes ^= wanted;
        wrong |= bytes | (bytes + add);
    }
    return (wrong & highest) == 0;
}

enum date_order timestamp_sniff_order(struct str text, char line_end, const enum date_order *stated,
                                      enum date_basis *basis)
{
    struct timestamp_profile profile = {0};
    struct order_proof proof = {0};
    for (size_t at = 0; at < text.len;) {
        struct time_reading reading = {0};
        struct str line = next_line(text, &at, line_end);
        if (!begins_with_iso(line) && read_in_line(line, &profile, &reading))
            note_date(&proof, &reading);
    }
    return judge_order(&proof, stated, basis);
}

/* The directives of W3C extended format, which stand before the first line of data. */
bool timestamp_sniff_utc(struct str text, char line_end)
{
    bool utc = false;
    size_t at = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
    while (at < text.len) {
        struct str line = str_trim(next_line(text, &at, line_end));
        if (line.len && line.ptr[0] != '#')
            break;
        if (str_starts_nocase(line, STR("#Time Format: Local")))
            return false;
        utc |= str_starts_nocase(line, STR("#Fields: date time")) ||
               str_starts_nocase(line, STR("#Software: Microsoft Internet Information Services"));
    }
    return utc;
}

bool timestamp_sniff_records(struct str text, char line_end, struct timestamp_profile *profile)
{
    size_t lines = str_count(text, line_end);
    size_t begun = 0;
    for (size_t at = 0; at < text.len && begun * 100 <= lines;)
        begun += timestamp_at_start(next_line(text, &at, line_end), profile, NULL);
    bool unfinished = text.len && text.ptr[text.len - 1] != line_end;
    return begun > 0 && begun * 100 >= lines + unfinished;
}
