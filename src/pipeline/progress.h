/*
 * How far a run has come, for those who watch it from another thread. The reader tells; what is
 * shown of it, and where, is the caller's.
 */
#ifndef WSALOG_PIPELINE_PROGRESS_H
#define WSALOG_PIPELINE_PROGRESS_H

#include "base/os_thread.h"
#include "input/meter.h"

#define PROGRESS_NAME_MAX 512 /* bytes kept of the end of a longer name */

struct walk;
struct walk_file;

/* A look at it. Bytes are those of the files as they lie on the disk: packed, where they are. */
struct progress_view {
    bool walked;    /* what is to be read is known */
    bool has_total; /* all of it are regular files */
    uint64_t total;
    uint64_t bytes;                   /* read so far; at most the total where there is one */
    char name[PROGRESS_NAME_MAX + 1]; /* of the log at hand, raw; "": none yet */
};

struct progress {
    os_lock lock; /* guards what follows but for the meter */
    struct progress_view view;
    uint64_t size; /* of the file at hand; 0: not known */
    struct meter meter;
};

void progress_init(struct progress *p);
void progress_release(struct progress *p);

/* The reader's side; NULL is fine: nobody watches. */
void progress_expect(struct progress *p, const struct walk *walk);
void progress_begin(struct progress *p, const struct walk_file *file);
void progress_name(struct progress *p, const char *name); /* of a log, which a file may hold many */
void progress_end(struct progress *p);                    /* of the file */

/* The watcher's side; at any time. */
void progress_look(struct progress *p, struct progress_view *out);

#endif
