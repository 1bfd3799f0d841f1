/*
 * Which error a name or a number form stands for.
 *
 * The table is filled by the pipeline from the catalog: scan itself knows no catalog, only dense
 * indices of errors.
 */
#ifndef WSALOG_SCAN_NAMES_H
#define WSALOG_SCAN_NAMES_H

#include "base/error.h"
#include "base/str.h"

/* No error. */
#define ERROR_INDEX_NONE UINT16_MAX

/* What the caller knows: a name (or an alias) and the dense index of its error. */
struct name_row {
    const char *name;
    uint16_t error;
};

struct names {
    struct name_row *rows; /* owned; sorted without regard to ASCII case */
    size_t count;
    uint16_t *by_code; /* owned: dense index of a code, or ERROR_INDEX_NONE */
    size_t by_code_count;
    const int32_t *codes; /* code of a dense index; the caller's */
    size_t code_count;
    const struct names *related; /* for rules about related codes, or NULL; the caller's. Their
                                    dense indices go on where those of errors end. */
};

/* `codes[i]` is the code of dense index i. Rows and codes are the caller's and must outlive the
 * table, their strings too; codes above 65535 are found by name alone. Owned by the caller:
 * names_free(). */
enum status names_new(const int32_t *codes, size_t code_count, const struct name_row *rows,
                      size_t row_count, struct names **out, struct error *err);
void names_free(struct names *n);

/* True for the index of a related code. */
static inline bool names_is_related(const struct names *n, uint16_t index)
{
    return index >= n->code_count && index != ERROR_INDEX_NONE;
}

/* The table for a rule about errors, or about related codes (NULL: there are none); and an index
 * that it gave as one among all. */
static inline const struct names *names_for(const struct names *n, bool related)
{
    return related ? n->related : n;
}
static inline uint16_t names_shifted(const struct names *n, bool related, uint16_t index)
{
    return related && index != ERROR_INDEX_NONE ? (uint16_t)(index + n->code_count) : index;
}

/* Each returns a dense index, or ERROR_INDEX_NONE. */
uint16_t names_find(const struct names *n, struct str name);
uint16_t names_of_code(const struct names *n, int64_t code);

/*
 * The number forms of rule captures.
 *   hex      the code in hexadecimal: 2746, 00002746
 *   hresult  eight hexadecimal digits, 80072746: only the Winsock ranges 0x80072714-0x80072780 and
 *            0x80072AF9-0x80072B19 (what lies above them is WinINet's)
 *   decimal  the same HRESULT in decimal, signed or unsigned
 *   openssl  OpenSSL 3's system errors: 0x80000000 or code, 80002746
 *   low      the code less 10000, as Oracle prints it
 */
uint16_t names_of_hex(const struct names *n, struct str digits);
uint16_t names_of_hresult(const struct names *n, struct str digits);
uint16_t names_of_decimal_hresult(const struct names *n, struct str digits);
uint16_t names_of_openssl(const struct names *n, struct str digits);
uint16_t names_of_low(const struct names *n, struct str digits);
uint16_t names_of_decimal(const struct names *n, struct str digits);

/* A code that stands for itself: 10004-10112 or 11001-11033. */
static inline bool code_in_winsock_range(int64_t code)
{
    return (code >= 10004 && code <= 10112) || (code >= 11001 && code <= 11033);
}

/* Five digits at `at` with no digit before or behind. */
bool number_at(struct str text, size_t at, int64_t *value);

#endif
