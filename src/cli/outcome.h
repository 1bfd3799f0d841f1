/*
 * What a run came to, and the one place that makes an exit status of it.
 */
#ifndef WSALOG_CLI_OUTCOME_H
#define WSALOG_CLI_OUTCOME_H

#include <stdbool.h>

struct outcome {
    bool unusable;    /* wrong usage, nothing readable, an output could not be written */
    bool interrupted; /* a partial report was written */
    bool condition;   /* an explain TERM is unknown */
    bool incomplete;  /* a named path is missing, or some input was not read whole */
};

/* The first that holds: 2 unusable, 130 interrupted, 1 condition, 3 incomplete, 0. */
int outcome_exit_status(const struct outcome *o);

#endif
