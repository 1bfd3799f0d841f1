/*
 * Shows on standard error how far a scan has come: one line, written over and over by a thread of
 * its own, and wiped away at the end. Runs shorter than half a second show nothing.
 */
#ifndef WSALOG_CLI_PROGRESS_H
#define WSALOG_CLI_PROGRESS_H

#include "base/os_thread.h"
#include "pipeline/progress.h"

enum progress_choice { PROGRESS_AUTO, PROGRESS_NEVER };

/* What decides whether it is shown. */
struct progress_question {
    enum progress_choice choice;
    bool quiet;
    bool streams;            /* standard output is written to during the scan */
    bool stdout_is_terminal; /* then what is streamed there and the line would be mixed up */
    bool stderr_is_terminal;
    const char *terminal; /* TERM, or NULL */
    const char *ci;       /* CI: set where nobody watches; or NULL */
};
bool progress_is_wanted(const struct progress_question *q);

struct progress_display {
    struct progress progress; /* for pipeline_options */
    bool running;
    os_thread thread;
    os_lock lock; /* guards stop */
    os_condition changed;
    bool stop;
    bool ascii;
    bool shown; /* the thread's, until it has ended */
};

/* Begins to show it when it is wanted here. Returns what the pipeline is to be given: NULL when
 * nobody will watch. To be stopped in any case. */
struct progress *progress_start(struct progress_display *d, enum progress_choice choice, bool quiet,
                                bool streams);
void progress_stop(struct progress_display *d); /* the screen is as it was before */

#endif
