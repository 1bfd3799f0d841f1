/*
 * Windows' own message texts: table/messages.csv as struct message rows (ruleset.h).
 */
#ifndef WSALOG_RULES_MESSAGES_H
#define WSALOG_RULES_MESSAGES_H

#include "rules/ruleset.h"

/* Reads the table; rows and texts live in `memory`. Columns: see table/README.md. */
enum status messages_read(const char *path, struct arena *memory, struct message **out,
                          size_t *count, struct error *err);

#endif
