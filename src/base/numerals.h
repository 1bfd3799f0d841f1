/*
 * Numbers and times as people read them. Plain ASCII; no locale has a say.
 */
#ifndef WSALOG_BASE_NUMERALS_H
#define WSALOG_BASE_NUMERALS_H

#include "base/buf.h"
#include "base/moment.h"

void numerals_add(struct buf *out, uint64_t n); /* 1,204 */
void numerals_add_count(struct buf *out, uint64_t n, const char *one,
                        const char *many);              /* 3 logs */
void numerals_add_share(struct buf *out, double share); /* 66.4%, <0.1%, >99.9% */
/* 66%, <1%, >99% */
void numerals_add_percent(struct buf *out, double share);
void numerals_add_time(struct buf *out, struct moment m); /* 2026-11-20 14:02:11 UTC */
void numerals_add_span(struct buf *out, struct moment first, struct moment last);
/* 40 seconds, 4 minutes, 2.5 hours, 3 days */
void numerals_add_duration(struct buf *out, int64_t ms);

#endif
