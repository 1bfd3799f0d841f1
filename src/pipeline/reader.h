/*
 * The reader: the blocks of all logs, one after the other. One thread at a time.
 */
#ifndef WSALOG_PIPELINE_READER_H
#define WSALOG_PIPELINE_READER_H

#include "input/source.h"
#include "input/walk.h"
#include "pipeline/log.h"

struct reader {
    const struct walk *walk;
    size_t next_file;
    struct source_options options; /* for all logs */
    struct log_options logs;       /* the same */
    struct source *source;         /* owned; the one being read */
    struct log *log;               /* of that source; owned by whoever merges its end */
};

/* What reader_next() found. */
enum reading { READING_BLOCK, READING_LOG_END, READING_DONE };

/*
 * The next block of a log, or the end of a log (then `info` is its last word, and the log is the
 * caller's to free after that), or the end of all. READING_BLOCK and READING_LOG_END set `log`.
 */
enum status reader_next(struct reader *r, struct block *block, enum reading *what, struct log **log,
                        struct source_info *info, struct error *err);
void reader_release(struct reader *r);

#endif
