/*
 * The course of events over time: a timeline of buckets that people read, the rate, and bursts.
 */
#ifndef WSALOG_REPORT_COURSE_H
#define WSALOG_REPORT_COURSE_H

#include "base/arena.h"
#include "report/model.h"

/* A timeline has at most so many buckets, of the narrowest width that timeline_wider() knows. */
#define COURSE_BUCKETS_MAX 100

/* Of the events from `first` to `last`, which are counted in `timeline` and `minutes`. Times are
 * shown in `zone`. False: out of memory. */
bool course_build(struct arena *memory, const struct timeline *timeline,
                  const struct minutes *minutes, const struct zone *zone, struct moment first,
                  struct moment last, struct report_course *out);

#endif
