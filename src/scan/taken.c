#include "scan/taken.h"

/* Bytes of characters beyond ASCII. */
static void add_beyond(struct byte_set *set)
{
    set->bits[2] = set->bits[3] = UINT64_MAX;
}

static struct taken taken_of_range(unsigned char low, unsigned char high)
{
    struct taken taken = {0};
    for (unsigned c = low; c <= high; c++) {
        if (ascii_is_digit((char)c))
            taken.digits |= (uint16_t)(1 << (c - '0'));
        else
            byte_set_add_letter(&taken.others, (char)c);
    }
    if (high >= 0x80)
        add_beyond(&taken.others);
    return taken;
}

struct taken taken_of_byte(char c)
{
    return taken_of_range((unsigned char)c, (unsigned char)c);
}

static struct byte_set no_digits(void)
{
    struct byte_set set = byte_set_of_escape('d');
    for (size_t i = 0; i < 4; i++)
        set.bits[i] = ~set.bits[i];
    return set;
}

struct taken taken_of_dot(void)
{
    return (struct taken){ALL_DIGITS, no_digits()};
}

/* Behind \x. */
static bool read_hex(const char **at, struct taken *out)
{
    int byte = ascii_hex_byte(*at);
    if (byte < 0)
        return false;
    *at += 2;
    *out = taken_of_byte((char)byte);
    return true;
}

bool taken_read_escape(const char **at, struct taken *out)
{
    char c = *(*at)++;
    *out = (struct taken){0};
    switch (c) {
    case 'd':
        out->digits = ALL_DIGITS;
        return true;
    case 'w':
        out->digits = ALL_DIGITS;
        out->others = byte_set_of_escape('w'); /* the digits in it are never asked for */
        add_beyond(&out->others);
        return true;
    case 'S':
    case 'N':
        *out = taken_of_dot();
        return true;
    case 'D':
    case 'W':
    case 's':
    case 'h':
    case 'v':
    case 'r':
    case 'n':
    case 't':
        out->others = no_digits();
        return true;
    case 'x':
        return read_hex(at, out);
    default: /* else a letter or a digit has a meaning of its own */
        *out = taken_of_byte(c);
        return c && (!ascii_is_word(c) || c == '_');
    }
}

/* A byte of a class that ends at `end`, or a range. */
static bool read_member(const char **at, const char *end, struct taken *out)
{
    const char *p = *at;
    char low = *p++;
    if (low == '\\') {
        *at = p;
        return taken_read_escape(at, out);
    }
    bool is_range = *p == '-' && p + 1 < end;
    char high = is_range ? p[1] : low;
    *at = p + (is_range ? 2 : 0);
    *out = taken_of_range((unsigned char)low, (unsigned char)high);
    return high != '\\';
}

bool taken_read_class(const char **at, struct taken *out)
{
    const char *p = *at;
    const char *end = byte_set_class_end(p);
    if (!end)
        return false;
    bool excludes = *p == '^';
    *out = (struct taken){0};
    for (p += excludes; p < end;) {
        struct taken taken;
        if (!read_member(&p, end, &taken))
            return false;
        out->digits |= taken.digits;
        byte_set_unite(&out->others, &taken.others);
    }
    if (excludes) {
        out->digits ^= ALL_DIGITS;
        out->others = no_digits();
    }
    *at = end + 1;
    return true;
}
