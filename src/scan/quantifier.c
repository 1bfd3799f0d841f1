#include "scan/quantifier.h"

#include "base/str.h"

#define NUMBER_MAX 100000 /* PCRE2 takes up to 65535 */

static size_t read_number(const char **at)
{
    size_t number = 0;
    for (; ascii_is_digit(**at) && number < NUMBER_MAX; (*at)++)
        number = number * 10 + (size_t)(**at - '0');
    return number;
}

static bool read_braces(const char **at, struct quantifier *out)
{
    (*at)++;
    out->least = out->most = read_number(at);
    if (**at == ',') {
        (*at)++;
        out->most = ascii_is_digit(**at) ? read_number(at) : SIZE_MAX;
    }
    bool closed = **at == '}';
    *at += closed;
    return closed;
}

bool quantifier_read(const char **at, struct quantifier *out)
{
    char c = **at;
    *out = (struct quantifier){.least = 1, .most = 1};
    if (c == '{' && ascii_is_digit((*at)[1])) {
        if (!read_braces(at, out))
            return false;
    } else if (c == '?' || c == '*' || c == '+') {
        *out = (struct quantifier){.least = c == '+', .most = c == '?' ? 1 : SIZE_MAX};
        (*at)++;
    } else {
        return true;
    }
    out->possessive = **at == '+';
    *at += **at == '?' || **at == '+';
    return true;
}
