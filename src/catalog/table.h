/*
 * The tables that a catalog is read from: for each the name of its file, its columns, and what a
 * row of it does to the draft. They stand in the order in which they must be read: a row may name
 * what an earlier table defines.
 */
#ifndef WSALOG_CATALOG_TABLE_H
#define WSALOG_CATALOG_TABLE_H

#include "engine/csv.h"

struct table {
    const char *file;           /* errors.csv */
    const char *const *columns; /* ended by NULL */
    csv_row_fn *each;           /* its state is the struct draft */
};

/* subject.c */
extern const struct table table_categories;
extern const struct table table_operations;
extern const struct table table_errors;
/* related.c */
extern const struct table table_related;
/* fact.c */
extern const struct table table_aliases;
extern const struct table table_causes;
extern const struct table table_actions;
extern const struct table table_messages;

#define TABLE_COUNT 8

/* All of them, in the order in which to read them; 0 <= index < TABLE_COUNT. */
const struct table *table_at(size_t index);

#endif
