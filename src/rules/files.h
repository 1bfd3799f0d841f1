/*
 * The rule files that a list of paths names, read and ready to be joined.
 */
#ifndef WSALOG_RULES_FILES_H
#define WSALOG_RULES_FILES_H

#include "rules/pack.h"

struct rule_file {
    struct pack_file file;
    size_t group; /* index of the path that it was found under: later paths take precedence */
    char *path;   /* owned */
};

struct rule_files {
    struct rule_file *items; /* owned */
    size_t count;
};

/* True for a table of messages (*.csv), which is no rule file. */
bool is_message_table(const char *path);

/* Reads each path: a YAML file, or a directory's *.yaml files in byte order of their names. Tables
 * of messages are passed over.
 * Owned by the caller: rule_files_release(), also after a failure. */
enum status rule_files_read(const char *const *paths, size_t count, struct rule_files *out,
                            struct error *err);
void rule_files_release(struct rule_files *files);

#endif
