/*
 * YAML files (through libcyaml), read into C structures by a schema.
 *
 * This header brings libcyaml's schema macros along: a folder that reads YAML describes its file
 * with CYAML_FIELD_* rows and calls yaml_read(). Every error is "FILE:LINE: what is wrong".
 */
#ifndef WSALOG_ENGINE_YAML_H
#define WSALOG_ENGINE_YAML_H

#include <cyaml/cyaml.h>

#include "base/error.h"
#include "base/str.h"

#define YAML_FILE_MAX ((size_t)16 * 1024 * 1024) /* bytes */

/* Reads `text` (the file's bytes; `file` names it in errors) into *out, which is allocated as the
 * schema says and released with yaml_release(). An empty file gives NULL. */
enum status yaml_read(const char *file, struct str text, const cyaml_schema_value_t *schema,
                      void **out, struct error *err);
void yaml_release(const cyaml_schema_value_t *schema, void *data);

/* The line on which each item of the top-level sequence `key` begins; at most `room` are written.
 * Returns how many there are (0 when there is no such sequence). For errors that are found only
 * after reading. */
size_t yaml_item_lines(struct str text, const char *key, int *lines, size_t room);

/* A file read whole: its text is kept for yaml_file_lines(). */
struct yaml_file {
    const char *path; /* as given; must outlive it */
    char *text;       /* owned */
    size_t len;
    const cyaml_schema_value_t *schema; /* must outlive it */
    void *data;                         /* owned; NULL for an empty file */
};

/* To be released with yaml_file_release(), also after a failure. */
enum status yaml_file_read(const char *path, const cyaml_schema_value_t *schema,
                           struct yaml_file *out, struct error *err);
void yaml_file_release(struct yaml_file *f); /* also of a zeroed one */

/* The lines on which the items of the top-level sequence `key` begin: writes `count` of them, 0
 * for those that there are not. */
void yaml_file_lines(const struct yaml_file *f, const char *key, int *lines, size_t count);

#endif
