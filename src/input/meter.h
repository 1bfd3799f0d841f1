/*
 * A meter: bytes read from a file so far, packed as they lie there. Any thread may look at any
 * time.
 */
#ifndef WSALOG_INPUT_METER_H
#define WSALOG_INPUT_METER_H

#include <stdint.h>

struct meter {
    _Atomic uint64_t bytes;
};

#endif
