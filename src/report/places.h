/*
 * The places of a report: what the tally gathered by file, peer, hour and so on, made ready to be
 * shown.
 */
#ifndef WSALOG_REPORT_PLACES_H
#define WSALOG_REPORT_PLACES_H

#include "report/model.h"

/* Fills `out` in `memory`; nothing for a grouping that makes sections. False: out of memory. */
bool places_build(struct arena *memory, const struct catalog *catalog, const struct tally *tally,
                  enum report_grouping grouping, struct report_places *out);

#endif
