/*
 * A file of diagnoses as C structures, before it is checked. Absent texts are NULL. The format is
 * described in rules/README.md.
 */
#ifndef WSALOG_DIAGNOSE_PACK_H
#define WSALOG_DIAGNOSE_PACK_H

#include "base/error.h"
#include "base/str.h"
#include "engine/yaml.h"

struct pack_condition {
    char *measure;
    char **of;
    unsigned of_count;
    char **to;
    unsigned to_count;
    int minutes;
    double *least;
    double *most;
};

struct pack_case {
    char *certainty;
    char *text;
    struct pack_condition *when;
    unsigned when_count;
};

struct pack_advice {
    char *kind;
    char *audience;
    char *text;
    char *command;
    char *risk;
};

struct pack_diagnosis {
    char *id;
    char *title;
    char *severity;
    char *audience;
    char *layer;
    char **errors;
    unsigned errors_count;
    char **yields_to;
    unsigned yields_to_count;
    struct pack_condition *when;
    unsigned when_count;
    struct pack_case *cases;
    unsigned cases_count;
    char **evidence;
    unsigned evidence_count;
    struct pack_advice *actions;
    unsigned actions_count;
};

struct diagnosis_pack {
    struct pack_diagnosis *diagnoses;
    unsigned diagnoses_count;
};

struct diagnosis_file {
    struct yaml_file file;             /* owned */
    const struct diagnosis_pack *pack; /* its data; NULL for an empty file */
};

/* Owned by the caller: diagnosis_file_release(), also after a failure. */
enum status diagnosis_file_read(const char *path, struct diagnosis_file *out, struct error *err);
void diagnosis_file_release(struct diagnosis_file *f);

/* The lines on which its diagnoses begin; writes `count` of them. */
void diagnosis_file_lines(const struct diagnosis_file *f, int *lines, size_t count);

#endif
