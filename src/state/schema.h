/*
 * The tables of a store, and how an older file comes by those of today.
 */
#ifndef WSALOG_STATE_SCHEMA_H
#define WSALOG_STATE_SCHEMA_H

#include "engine/database.h"

#define SCHEMA_VERSION 3

/* Whether the file is a store that this program understands: STATUS_INVALID if not. `empty`: there
 * is nothing in it yet. Changes nothing. */
enum status schema_check(struct database *d, const char *path, bool *empty, struct error *err);

/* Within a transaction: makes the tables, or brings them up to date. */
enum status schema_update(struct database *d, struct error *err);

#endif
