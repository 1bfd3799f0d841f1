/*
 * A known log as a row of the table `logs`.
 */
#ifndef WSALOG_STATE_LOG_ROW_H
#define WSALOG_STATE_LOG_ROW_H

#include "engine/database.h"
#include "state/known.h"

/* All columns, in the order in which the functions below know them. */
extern const char log_row_select[];
extern const char log_row_insert[];
extern const char log_row_update[];

/* The row at hand; what it points to is copied to `memory`. False for want of memory, or when the
 * row cannot be (then the file is broken): `valid` tells. */
bool log_row_read(struct query *q, struct arena *memory, struct known_log *out, bool *valid);

/* Binds the values; `run` is the one that met the log. */
void log_row_bind(struct query *q, const struct known_log *log, int64_t run);

#endif
