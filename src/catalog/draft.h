/*
 * A catalog in the making: rows are added one by one, draft_finish() lays them out as the arrays
 * of a struct catalog.
 *
 * Strings are never copied: they belong to the catalog's arena or to the base catalog. All else
 * lives in `scratch` and is gone with draft_release().
 */
#ifndef WSALOG_CATALOG_DRAFT_H
#define WSALOG_CATALOG_DRAFT_H

#include "catalog/catalog.h"

/* Rows of one kind, in the order in which they were added. */
struct draft_link {
    struct draft_link *next;
    void *item;
};

struct draft_list {
    struct draft_link *first;
    struct draft_link *last;
    size_t count;
};

struct draft_error {
    struct catalog_error row; /* its lists and its category are not set before draft_finish() */
    const struct catalog_category *category;
    struct draft_list aliases; /* of struct catalog_alias */
    struct draft_list causes;  /* of struct catalog_cause */
    struct draft_list actions; /* of struct catalog_action */
    const char *file;          /* where the row was read last; NULL: it is the base's */
    int line;
};

struct draft {
    struct arena scratch;
    struct arena *strings;       /* not owned: where a new string goes */
    struct draft_error **errors; /* ascending by code; room for CATALOG_ERRORS_MAX */
    size_t error_count;
    struct draft_list categories; /* of struct catalog_category */
    struct draft_list operations; /* of struct catalog_operation */
    struct draft_list messages;   /* of struct catalog_message */
    struct draft_list related;    /* of struct catalog_related */
};

/* Empty, or with all that `base` holds. Release it also after a failure. */
enum status draft_init(struct draft *d, const struct catalog *base, struct arena *strings,
                       struct error *err);
void draft_release(struct draft *d);

struct draft_error *draft_find(const struct draft *d, int32_t code);          /* or NULL */
struct draft_error *draft_find_name(const struct draft *d, const char *name); /* in any case */
struct catalog_category *draft_find_category(const struct draft *d, struct str id);
struct catalog_operation *draft_find_operation(const struct draft *d, enum operation id);

/* An empty error of a code that is not there yet, in its place. There must be room for it. */
enum status draft_add_error(struct draft *d, int32_t code, struct draft_error **out,
                            struct error *err);

/* Appends a copy of the item; false when memory ran out. */
bool draft_append(struct draft *d, struct draft_list *list, const void *item, size_t size);

/* Fills the arrays of `out`, in out->memory. */
enum status draft_finish(const struct draft *d, struct catalog *out, struct error *err);

#endif
