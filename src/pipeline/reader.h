/*
 * The reader: the blocks of all logs, one after the other. One thread at a time.
 */
#ifndef WSALOG_PIPELINE_READER_H
#define WSALOG_PIPELINE_READER_H

#include "catalog/catalog.h"
#include "input/block_claim.h"
#include "input/source.h"
#include "pipeline/file_queue.h"
#include "pipeline/log.h"
#include "pipeline/plan.h"
#include "pipeline/progress.h"
#include "rules/ruleset.h"

/* Where all that is read stands in source order: in which file, from 0, and as what of it. */
typedef uint64_t reading_number;
static inline reading_number reading_of_file(size_t file)
{
    return (reading_number)file << 32;
}
static inline size_t reading_file(reading_number n)
{
    return (size_t)(n >> 32);
}
static inline bool reading_is_first(reading_number n) /* of its file */
{
    return n == reading_of_file(reading_file(n));
}

/* The file that is being read. */
struct reader_at {
    bool chosen; /* it is not opened yet */
    struct walk_file file;
    reading_number number; /* of what is read of it next; the caller counts on */
    struct os_stat is;     /* what was opened */
    struct source *source; /* owned; NULL: between two files */
    struct log *log;       /* of that source; owned by whoever merges its end */
    size_t member;         /* which log of the file it is */
    bool over;             /* there is nothing of it to be read; its last word: */
    struct source_info word;
    bool rest_given;   /* its last line, which has no end, was counted */
    const char *doubt; /* what a reader should know about where reading went on, or NULL */
};

struct reader {
    struct file_queue *files; /* borrowed; NULL: there is only the one that is chosen */
    size_t chosen_count;
    struct source_options options; /* for all logs */
    struct log_options logs;       /* the same */
    const struct catalog *catalog;
    const struct ruleset *rules;
    const struct plan *plan;   /* of a run with a state, or NULL; then the source is resumable */
    struct progress *progress; /* borrowed, or NULL: who watches */
    struct reader_at at;
};

/* What reader_next() found. */
enum reading { READING_BLOCK, READING_LOG_END, READING_DONE };

/*
 * The next block of a log, or the end of a log (then `info` is its last word, and the log is the
 * caller's to free after that), or the end of all. READING_BLOCK and READING_LOG_END set `log`.
 */
enum status reader_next(struct reader *r, struct block *block, enum reading *what, struct log **log,
                        struct source_info *info, struct error *err);

/* Claims the next block of the log at hand: see block_claim.h. False: reader_next() has to read on.
 */
bool reader_claim(struct reader *r, struct block_claim *claim, struct log **log);
void reader_go_back(struct reader *r, const struct block_claim *claim);

/* Hands the next file over to `own`, a reader of that file alone, which another thread may use.
 * Only between two files, where the next one has at most so many bytes as far as is known, and
 * without a state; else false. `own` borrows what `r` borrows; reader_release(). */
bool reader_split(struct reader *r, uint64_t most_bytes, struct reader *own);

/* Opens the file that was chosen: then `at.is` tells what it is. `near` is the thread's. */
enum status reader_open(struct reader *own, struct os_nearby *near, struct error *err);

void reader_at_release(struct reader_at *at);
void reader_release(struct reader *r);

#endif
