#include "scan/names.h"

#include <stdlib.h>
#include <string.h>

static int compare_nocase(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < n; i++) {
        int order = (unsigned char)ascii_lower(a.ptr[i]) - (unsigned char)ascii_lower(b.ptr[i]);
        if (order)
            return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_rows(const void *a, const void *b)
{
    const struct name_row *x = a, *y = b;
    const char *p = x->name, *q = y->name;
    for (; *p && ascii_lower(*p) == ascii_lower(*q); p++, q++)
        ;
    int order = (unsigned char)ascii_lower(*p) - (unsigned char)ascii_lower(*q);
    /* An alias of several errors stands for the lowest code. */
    return order ? order : (x->error > y->error) - (x->error < y->error);
}

/* How many codes the table has room for: up to the highest one. */
static size_t room_for(const int32_t *codes, size_t count)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        if (codes[i] >= 0 && codes[i] <= UINT16_MAX && (size_t)codes[i] >= room)
            room = (size_t)codes[i] + 1;
    return room;
}

enum status names_new(const int32_t *codes, size_t code_count, const struct name_row *rows,
                      size_t row_count, struct names **out, struct error *err)
{
    struct names *n = calloc(1, sizeof *n);
    if (!n)
        return error_no_memory(err);
    n->rows = malloc((row_count + 1) * sizeof *n->rows);
    n->by_code_count = room_for(codes, code_count);
    n->by_code = malloc((n->by_code_count + 1) * sizeof *n->by_code);
    if (!n->rows || !n->by_code) {
        names_free(n);
        return error_no_memory(err);
    }
    if (row_count)
        memcpy(n->rows, rows, row_count * sizeof *rows);
    n->count = row_count;
    qsort(n->rows, n->count, sizeof *n->rows, compare_rows);
    for (size_t i = 0; i < n->by_code_count; i++)
        n->by_code[i] = ERROR_INDEX_NONE;
    for (size_t i = 0; i < code_count; i++)
        if (codes[i] >= 0 && (size_t)codes[i] < n->by_code_count)
            n->by_code[codes[i]] = (uint16_t)i;
    n->codes = codes;
    n->code_count = code_count;
    *out = n;
    return STATUS_OK;
}

void names_free(struct names *n)
{
    if (!n)
        return;
    free(n->rows);
    free(n->by_code);
    free(n);
}

uint16_t names_find(const struct names *n, struct str name)
{
    size_t low = 0, high = n->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare_nocase(str_from(n->rows[mid].name), name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < n->count && compare_nocase(str_from(n->rows[low].name), name) == 0)
        return n->rows[low].error;
    return ERROR_INDEX_NONE;
}

uint16_t names_of_code(const struct names *n, int64_t code)
{
    return code >= 0 && (uint64_t)code < n->by_code_count ? n->by_code[code] : ERROR_INDEX_NONE;
}

static bool parse_hex(struct str digits, uint64_t *out)
{
    uint64_t value = 0;
    if (digits.len == 0 || digits.len > 16)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        char c = ascii_lower(digits.ptr[i]);
        if (ascii_is_digit(c))
            value = value << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (uint64_t)(c - 'a' + 10);
        else
            return false;
    }
    *out = value;
    return true;
}

static uint16_t winsock_only(const struct names *n, int64_t code)
{
    return code_in_winsock_range(code) ? names_of_code(n, code) : ERROR_INDEX_NONE;
}

uint16_t names_of_hex(const struct names *n, struct str digits)
{
    uint64_t value;
    return parse_hex(digits, &value) && value < 65536 ? names_of_code(n, (int64_t)value)
                                                      : ERROR_INDEX_NONE;
}

/* The code that an HRESULT of facility WIN32 wraps. */
static uint16_t of_hresult(const struct names *n, uint64_t value)
{
    return value >> 16 == 0x8007 ? winsock_only(n, (int64_t)(value & 0xffff)) : ERROR_INDEX_NONE;
}

uint16_t names_of_hresult(const struct names *n, struct str digits)
{
    uint64_t value;
    return parse_hex(digits, &value) ? of_hresult(n, value) : ERROR_INDEX_NONE;
}

uint16_t names_of_decimal_hresult(const struct names *n, struct str digits)
{
    int64_t value;
    if (!str_to_i64(digits, &value) || value < INT32_MIN || value > (int64_t)UINT32_MAX)
        return ERROR_INDEX_NONE;
    return of_hresult(n, (uint32_t)value);
}

uint16_t names_of_openssl(const struct names *n, struct str digits)
{
    uint64_t value;
    if (!parse_hex(digits, &value) || value >> 16 != 0x8000)
        return ERROR_INDEX_NONE;
    return winsock_only(n, (int64_t)(value & 0xffff));
}

uint16_t names_of_low(const struct names *n, struct str digits)
{
    int64_t value;
    return str_to_i64(digits, &value) && value > 0 && value < 2000 ? winsock_only(n, 10000 + value)
                                                                   : ERROR_INDEX_NONE;
}

/* WSABASEERR: the number that the others are counted from. No call returns it, and in logs it is
 * ten thousand of something. */
#define BASE_OF_NUMBERING 10000

uint16_t names_of_decimal(const struct names *n, struct str digits)
{
    int64_t value;
    if (!str_to_i64(digits, &value) || value == BASE_OF_NUMBERING)
        return ERROR_INDEX_NONE;
    return names_of_code(n, value);
}

bool number_at(struct str text, size_t at, int64_t *value)
{
    if (at + 5 > text.len || (at && ascii_is_digit(text.ptr[at - 1])) ||
        (at + 5 < text.len && ascii_is_digit(text.ptr[at + 5])))
        return false;
    *value = 0;
    for (size_t i = 0; i < 5; i++) {
        if (!ascii_is_digit(text.ptr[at + i]))
            return false;
        *value = *value * 10 + (text.ptr[at + i] - '0');
    }
    return true;
}
