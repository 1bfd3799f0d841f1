/*
 * A trial: what the rules and guards of a pack do to real logs, for `rules test PACK LOG...`.
 *
 * The logs are read and scanned with the whole rule set, as in an ordinary run, and each item of
 * the pack collects what became of it. A rule that the scanner would pass over, since its numbers
 * are explained already, is tried nevertheless and seen to lose. Memory is bounded: places and
 * others are kept up to the limits below, the rest is counted.
 */
#ifndef WSALOG_PIPELINE_TRIAL_H
#define WSALOG_PIPELINE_TRIAL_H

#include "pipeline/pipeline.h"

#define TRIAL_PLACES 5
#define TRIAL_OTHERS 16

/* A line of a log, cut to what stands around the match. */
struct trial_place {
    const char *file;
    uint64_t line;
    struct str text; /* raw */
    size_t match_at; /* in text */
    size_t match_len;
    bool cut_before; /* the line begins earlier, or goes on */
    bool cut_after;
};

/* Lines of which there may be many: how many, and the first. */
struct trial_lines {
    uint64_t count;
    uint64_t last; /* private: the line that was counted last */
    struct trial_place places[TRIAL_PLACES];
    size_t place_count;
};

/* Other rules or guards, and on how many lines each had to do with this item. */
struct trial_others {
    struct {
        const char *id;
        uint64_t lines;
        uint64_t last;     /* private */
    } items[TRIAL_OTHERS]; /* in the order in which they were met */
    size_t count;
    bool more; /* there were others than these */
};

struct trial_item {
    const struct rule *rule; /* one of these two */
    const struct guard *guard;
    struct trial_lines hits;  /* lines that the rule matched, or whose number the guard refused */
    struct trial_lines near;  /* of a rule: lines with a trigger and a word that it needs, but
                                 without a match */
    struct trial_lines won;   /* lines on which a mention is the rule's; no places */
    struct trial_lines lost;  /* lines on which a match gave way to another rule's; no places */
    struct trial_lines odd;   /* lines with a match that captured no error; no places */
    struct trial_others to;   /* the rules that it lost to; of a guard, those that it refused */
    struct trial_others from; /* the guards that refused it */
    uint64_t tried;           /* lines, with a word that it needs */
    int64_t ns;               /* that the pattern took on them */
};

struct trial {
    struct trial_item *items; /* owned; the rules of the pack, then its guards, in their order */
    size_t count;
    struct pipeline_result run; /* what was read */
    struct arena memory;
};

/* `pack` as in proof_run(). `out` is to be released in any case. */
enum status trial_run(const struct pipeline_options *options, const char *pack, struct trial *out,
                      struct error *err);
void trial_release(struct trial *t);

#endif
