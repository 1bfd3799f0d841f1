/*
 * A rule pack: one YAML file as C structures, before it is checked and joined to a rule set.
 * Absent texts are NULL. The format is described in rules/README.md.
 */
#ifndef WSALOG_RULES_PACK_H
#define WSALOG_RULES_PACK_H

#include "base/error.h"
#include "base/str.h"
#include "engine/yaml.h"

struct pack_match {
    int32_t *codes;
    unsigned codes_count;
    char *line;
};

struct pack_rule {
    char *id;
    char *about;
    char *confidence;
    char **triggers;
    unsigned triggers_count;
    char *column;
    char *pattern;
    char *error;
    char *operation;
    bool related;
    bool multiline;
    struct pack_match *match;
    unsigned match_count;
    char **refuse;
    unsigned refuse_count;
};

struct pack_guard {
    char *id;
    char *about;
    char *pattern;
    char **refuse;
    unsigned refuse_count;
    char **keep;
    unsigned keep_count;
};

struct pack_trigger {
    char *name;
    char *about;
    char *pattern;
};

struct pack {
    struct pack_rule *rules;
    unsigned rules_count;
    struct pack_guard *guards;
    unsigned guards_count;
    struct pack_trigger *triggers;
    unsigned triggers_count;
    char **continuations;
    unsigned continuations_count;
};

/* Which list of a pack, for pack_line(). */
enum pack_list { PACK_RULES, PACK_GUARDS, PACK_TRIGGERS };

struct pack_file {
    struct yaml_file file;   /* owned */
    const struct pack *pack; /* its data; NULL for an empty file */
};

/* Reads one file. Owned by the caller: pack_file_release(), also after a failure. */
enum status pack_file_read(const char *path, struct pack_file *out, struct error *err);
void pack_file_release(struct pack_file *f);

/* The line on which item `index` of a list begins (reads the text once more: for errors and for
 * struct rule's `line`). Writes `count` lines. */
void pack_file_lines(const struct pack_file *f, enum pack_list list, int *lines, size_t count);

#endif
