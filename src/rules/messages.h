/*
 * Windows' own message texts: table/messages.csv as struct message rows (ruleset.h).
 */
#ifndef WSALOG_RULES_MESSAGES_H
#define WSALOG_RULES_MESSAGES_H

#include "rules/ruleset.h"

/* Rows of any number of tables, in memory of the set that they are for. */
struct message_list {
    struct arena *memory;
    struct message *rows;
    size_t count;
    size_t room;
};

/* Appends the rows of a table. Columns: see table/README.md. */
enum status messages_read(struct message_list *list, const char *path, struct error *err);

/* Appends rows that exist already; their texts are not copied. */
enum status messages_append(struct message_list *list, const struct message *rows, size_t count,
                            struct error *err);

#endif
