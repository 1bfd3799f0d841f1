/*
 * The redaction of a finished report: every name that came from a log gives way to a pseudonym, in
 * the model, so that no format can leak what another one hides.
 *
 * Samples, files, peers, hosts, groups, evidence, the coverage and the recorded options are
 * rewritten; what the catalog says, and the title and the note that the user typed, are not.
 */
#ifndef WSALOG_REPORT_REDACTION_H
#define WSALOG_REPORT_REDACTION_H

#include "redact/redactor.h"
#include "report/model.h"

/* Rewrites the model. The redactor then tells what was replaced by what. */
enum status report_redact(struct report_model *m, struct redactor *r, struct error *err);

/* Appends the legend: a CSV table of pseudonym, kind, secret. */
void report_redaction_map(const struct pseudonyms *p, struct buf *out);

#endif
