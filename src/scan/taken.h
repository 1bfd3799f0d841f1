/*
 * What one position of a pattern takes, where digits count: which of them, and of other bytes
 * rather too many than too few.
 *
 * Letters stand for both cases. Of characters beyond ASCII it makes no difference which they are.
 */
#ifndef WSALOG_SCAN_TAKEN_H
#define WSALOG_SCAN_TAKEN_H

#include "scan/byte_set.h"

#define ALL_DIGITS 0x3ff

struct taken {
    uint16_t digits;        /* one bit each */
    struct byte_set others; /* bytes that are no digits */
};

struct taken taken_of_byte(char c);
struct taken taken_of_dot(void);

/* What an escape of one byte stands for, and a class. `*at` is at what stands behind the backslash,
 * or the bracket, and steps over all of it. False: it is not understood. */
bool taken_read_escape(const char **at, struct taken *out);
bool taken_read_class(const char **at, struct taken *out);

#endif
