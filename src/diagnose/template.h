/*
 * The small languages of a file of diagnoses: errors ("10048/bind+listen"), and lines of evidence
 * ("{events:10055} of {events|event|events} are 10055").
 */
#ifndef WSALOG_DIAGNOSE_TEMPLATE_H
#define WSALOG_DIAGNOSE_TEMPLATE_H

#include "diagnose/diagnosis.h"

/* CODE, or CODE/OPERATION+OPERATION; the operation `unknown` is one too. False when it is none. */
bool template_subject(struct str text, struct diagnosis_subject *out);

/*
 * Text with figures in braces: {MEASURE:ERRORS>ERRORS@MINUTES|one|many}, all but the measure
 * optional: the scope and, after >, the other one, each a list of errors parted by commas; the
 * window; the noun after a count. At most one figure is a name. On a mistake *what says it
 * and STATUS_INVALID is returned; else the only failure is want of memory.
 */
enum status template_line(struct str text, struct arena *memory, struct evidence_line *out,
                          const char **what);

/* What is wrong with a figure, or NULL. */
const char *template_check(const struct figure *figure);

#endif
