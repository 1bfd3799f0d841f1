#include "report/family.h"

#include <string.h>

#include "base/moment.h"

/* ---- The end of a name ---- */

static bool ends_with(struct str name, const char *suffix)
{
    struct str end = str_from(suffix);
    return name.len > end.len &&
           str_equal_nocase(str_slice(name, name.len - end.len, end.len), end);
}

static bool drop_suffix(struct str *name, const char *const *suffixes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ends_with(*name, suffixes[i])) {
            name->len -= strlen(suffixes[i]);
            return true;
        }
    }
    return false;
}

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (ascii_is_alpha(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80)
            return true;
    return false;
}

/* .1 to .9999 behind something that has a letter: an address is no name with a number. */
static bool drop_number(struct str *name)
{
    size_t at = name->len;
    while (at > 0 && ascii_is_digit(name->ptr[at - 1]))
        at--;
    size_t digits = name->len - at;
    if (digits == 0 || digits > 4 || at < 2 || name->ptr[at - 1] != '.' ||
        !has_letter(str_slice(*name, 0, at - 1)))
        return false;
    name->len = at - 1;
    return true;
}

/* ---- Dates ---- */

static size_t digits_at(struct str s, size_t at)
{
    size_t len = 0;
    while (at + len < s.len && ascii_is_digit(s.ptr[at + len]))
        len++;
    return len;
}

static int number_at(struct str s, size_t at, size_t len)
{
    int value = 0;
    for (size_t i = 0; i < len; i++)
        value = value * 10 + (s.ptr[at + i] - '0');
    return value;
}

static bool is_mark(struct str s, size_t at)
{
    return at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '_' || s.ptr[at] == '.');
}

static bool is_date(int year, int month, int day)
{
    return year >= 1990 && year < 2100 && civil_valid(year, month, day);
}

/* Three numbers of the digits given, between equal marks. */
static bool parted(struct str s, size_t at, size_t first, size_t second, size_t third)
{
    size_t mark = at + first, next = mark + 1 + second;
    return digits_at(s, at) == first && is_mark(s, mark) && digits_at(s, mark + 1) == second &&
           is_mark(s, next) && s.ptr[next] == s.ptr[mark] && digits_at(s, next + 1) == third;
}

/* The length of the date at `at`, where no digit stands before; 0 when there is none. A time may
 * follow the eight digits of a date without a mark. */
static size_t date_len(struct str s, size_t at)
{
    size_t digits = digits_at(s, at);
    if (digits == 4 && parted(s, at, 4, 2, 2) &&
        is_date(number_at(s, at, 4), number_at(s, at + 5, 2), number_at(s, at + 8, 2)))
        return 10;
    if (digits == 2 && parted(s, at, 2, 2, 4)) {
        int a = number_at(s, at, 2), b = number_at(s, at + 3, 2), year = number_at(s, at + 6, 4);
        return is_date(year, a, b) || is_date(year, b, a) ? 10 : 0;
    }
    bool fits = digits == 8 || digits == 10 || digits == 12 || digits == 14;
    if (fits && is_date(number_at(s, at, 4), number_at(s, at + 4, 2), number_at(s, at + 6, 2)))
        return digits;
    return 0;
}

/* A time, or which of the day's: -14, _001, T140211, .3; several of them. */
static size_t behind_date(struct str s, size_t at)
{
    for (;;) {
        size_t mark = is_mark(s, at) || (at < s.len && s.ptr[at] == 'T');
        size_t digits = digits_at(s, at + mark);
        size_t end = at + mark + digits;
        bool whole = end == s.len || is_mark(s, end) || s.ptr[end] == 'T';
        if (!mark || digits == 0 || digits > 6 || !whole)
            return at;
        at = end;
    }
}

/* The first date of a name, with what belongs to it: [*from, *to). */
static bool find_date(struct str s, size_t *from, size_t *to)
{
    for (size_t at = 0; at < s.len; at++) {
        size_t len = at > 0 && ascii_is_digit(s.ptr[at - 1]) ? 0 : date_len(s, at);
        if (len == 0)
            continue;
        *from = at;
        *to = behind_date(s, at + len);
        return true;
    }
    return false;
}

/* IIS: a format, then the year in two digits, and the hour where it turns every hour. */
static bool find_iis_date(struct str s, size_t *from, size_t *to)
{
    static const char *const formats[] = {"u_ex", "u_in", "u_nc", "ex", "in", "nc"};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct str format = str_from(formats[i]);
        size_t digits = digits_at(s, format.len);
        if (!str_starts_nocase(s, format) || (digits != 6 && digits != 8))
            continue;
        *from = format.len;
        *to = format.len + digits;
        return is_date(2000 + number_at(s, *from, 2), number_at(s, *from + 2, 2),
                       number_at(s, *from + 4, 2));
    }
    return false;
}

/* What stands before and behind a date, as one name. */
static void add_without(struct buf *out, struct str before, struct str behind)
{
    if (is_mark(before, before.len - 1))
        before.len--;
    bool more = memchr(behind.ptr, '.', behind.len) &&
                str_find(behind, STR("."), 1) != SIZE_MAX; /* 2026-11-20.app.log */
    if (before.len == 0 && is_mark(behind, 0) && (behind.ptr[0] != '.' || more))
        behind = str_slice(behind, 1, SIZE_MAX);
    else if (before.len == 0)
        buf_add_char(out, '*');
    buf_add(out, before);
    buf_add(out, behind);
}

void family_name(struct str path, struct buf *out)
{
    static const char *const packings[] = {".gz",  ".zst", ".xz", ".bz2",
                                           ".lz4", ".zip", ".7z", ".z"};
    static const char *const ages[] = {".old", ".bak"};
    size_t name_at = path.len;
    while (name_at > 0 && !strchr("/\\!", path.ptr[name_at - 1]))
        name_at--;
    struct str name = str_slice(path, name_at, SIZE_MAX);
    (void)drop_suffix(&name, packings, sizeof packings / sizeof packings[0]);
    while (drop_number(&name) || drop_suffix(&name, ages, sizeof ages / sizeof ages[0]))
        continue;
    size_t from, to;
    buf_add(out, str_slice(path, 0, name_at));
    if (find_date(name, &from, &to) || find_iis_date(name, &from, &to))
        add_without(out, str_slice(name, 0, from), str_slice(name, to, SIZE_MAX));
    else
        buf_add(out, name);
}
