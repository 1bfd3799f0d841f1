/*
 * The sections of errors in a report that must stay below a size: as many as there is room for, in
 * full as long as that goes, then in brief.
 */
#ifndef WSALOG_REPORT_SECTIONS_H
#define WSALOG_REPORT_SECTIONS_H

#include "base/buf.h"
#include "report/model.h"

/* How a format writes a section's heading, and an error in full or in brief. */
struct section_form {
    void (*heading)(struct buf *out, const struct report_group *group);
    void (*error)(struct buf *out, const struct report_model *m, const struct report_error *error,
                  bool full);
};

/* Appends to `out` without making it longer than `ceiling` bytes; returns how many errors were
 * written, which are the first ones. */
size_t sections_add(struct buf *out, const struct report_model *m, size_t ceiling,
                    const struct section_form *form);

#endif
