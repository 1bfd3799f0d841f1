/*
 * What all runs with a state have counted together, this one included: the part of a report that
 * only ever grows. Made by the caller, and only read by renderers.
 */
#ifndef WSALOG_REPORT_TOTALS_H
#define WSALOG_REPORT_TOTALS_H

#include "base/str.h"

struct report_total {
    int32_t code;
    uint64_t events;
};

struct report_totals {
    const struct report_total *items; /* ascending by code; what was never seen may be missing */
    size_t count;
    uint64_t runs;
    uint64_t lines;
    uint64_t bytes;
};

#endif
