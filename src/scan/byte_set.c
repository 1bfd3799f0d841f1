#include "scan/byte_set.h"

#include <string.h>

const struct byte_set byte_set_all = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

bool byte_set_number(struct byte_set *kept, size_t *count, size_t most, const struct byte_set *set,
                     uint16_t *out)
{
    size_t i = 0;
    while (i < *count && memcmp(&kept[i], set, sizeof *set) != 0)
        i++;
    if (i == most)
        return false;
    if (i == *count)
        kept[(*count)++] = *set;
    *out = (uint16_t)i;
    return true;
}

void byte_set_add_letter(struct byte_set *set, char c)
{
    byte_set_add(set, c);
    if (ascii_is_alpha(c))
        byte_set_add(set, (char)(c ^ ('a' ^ 'A')));
}

/* The bits from `low` to `high` of the word that holds both. */
#define BITS(low, high) ((UINT64_MAX >> (63 - ((high) - (low)))) << (low) % 64)

struct byte_set byte_set_of_escape(char letter)
{
    static const struct byte_set digits = {{BITS('0', '9')}};
    static const struct byte_set blanks = {{BITS('\t', '\r') | BITS(' ', ' ')}};
    static const struct byte_set words = {
        {BITS('0', '9'), BITS('A', 'Z') | BITS('_', '_') | BITS('a', 'z')}};
    return letter == 'd' ? digits : letter == 's' ? blanks : letter == 'w' ? words : byte_set_all;
}

/* What is excluded is taken as it is written, so that too little is excluded rather than too much.
 */
struct byte_set byte_set_of_class(const char *begin, const char *end)
{
    struct byte_set set = {{0}};
    bool excludes = *begin == '^';
    for (const char *p = begin + excludes; p < end; p++) {
        bool escaped = *p == '\\' && p + 1 < end;
        if (escaped && !excludes && strchr("dsw", p[1])) {
            struct byte_set named = byte_set_of_escape(*++p);
            byte_set_unite(&set, &named);
            continue;
        }
        if (escaped && ascii_is_word(p[1]))
            return byte_set_all;
        p += escaped;
        char first = *p;
        if (p + 2 < end && p[1] == '-')
            p += 2;
        if (*p == '\\' && *p != first) /* up to something that is written with one */
            return byte_set_all;
        for (int c = (unsigned char)first; c <= (unsigned char)*p; c++) {
            if (excludes)
                byte_set_add(&set, (char)c);
            else
                byte_set_add_letter(&set, (char)c);
        }
    }
    for (size_t i = 0; excludes && i < 4; i++)
        set.bits[i] = ~set.bits[i];
    return set;
}

const char *byte_set_class_end(const char *begin)
{
    const char *p = begin;
    p += *p == '^';
    p += *p == ']';
    for (; *p && *p != ']'; p += p[0] == '\\' && p[1] ? 2 : 1)
        if (p[0] == '[' && p[1] == ':')
            return NULL;
    return *p ? p : NULL;
}
