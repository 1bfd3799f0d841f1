/*
 * --fail-on: conditions under which a report is a reason to fail.
 */
#ifndef WSALOG_CLI_ALARMS_H
#define WSALOG_CLI_ALARMS_H

#include "cli/options.h"
#include "cli/outcome.h"
#include "report/threshold.h"

struct alarms {
    struct threshold *items; /* owned */
    size_t count;
};

/* Reads the conditions before anything is scanned; their texts must outlive the alarms. Some are
 * refused unless the report is `compared` with earlier runs. */
enum status alarms_init(const struct option_list *texts, bool compared,
                        const struct catalog *catalog, const struct diagnosis_set *diagnoses,
                        struct alarms *out, struct error *err);
void alarms_release(struct alarms *a); /* also of zeroed ones */

/* Puts the reasons into the model, tells them, and notes that a condition holds. */
enum status alarms_apply(const struct alarms *a, struct report_model *model, struct outcome *out,
                         struct error *err);

#endif
