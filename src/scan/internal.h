/*
 * What the files of this folder share: the parts of a scanner. Not for other folders.
 */
#ifndef WSALOG_SCAN_INTERNAL_H
#define WSALOG_SCAN_INTERNAL_H

#include <stdatomic.h>

#include "base/buf.h"
#include "engine/multi.h"
#include "engine/regex.h"
#include "scan/bits.h"
#include "scan/repeats.h"
#include "scan/sieve.h"
#include "scan/snapshot.h"
#include "scan/trace.h"
#include "scan/wants.h"

/* A pattern that is compiled when it is first needed, by whichever thread comes first. */
struct lazy_regex {
    const char *pattern; /* or NULL: */
    const char *message; /* the text of Windows that it is to find */
    bool proven;         /* made of built-in ones alone; see regex_compile_proven() */
    _Atomic(struct regex *) regex;
    atomic_bool limited; /* gave up on some line */
};

/* A literal of table/messages.csv, and the messages that hold it. */
struct message_trigger {
    const char *literal;
    uint16_t *messages; /* owned; the longest first */
    size_t message_count;
};

/* A rule with a column in place of a pattern. */
struct column_rule {
    uint16_t rule;
    uint16_t watched; /* index into the scanner's columns */
};

/*
 * Items, in one numbering for rule ids and for lazily compiled patterns:
 *   [0, rules)  YAML rules   [rules, rules + messages)  messages   then guards
 * Triggers: [0, triggers) those of the rule set, then the message triggers.
 */
struct scanner {
    const struct ruleset *rules;
    const struct names *names;
    enum scan_prefilter prefilter;
    struct arena memory;

    struct lazy_regex *patterns; /* of items */
    size_t item_count;
    char **ids;      /* of messages: "message:en:10054" */
    uint16_t *fixed; /* per YAML rule: its fixed error, or ERROR_INDEX_NONE */

    struct message_trigger *message_triggers;
    size_t message_trigger_count;
    size_t trigger_count;  /* all */
    size_t number_trigger; /* index of the trigger named "number", or SIZE_MAX */
    size_t header_trigger; /* of the one named "w3c-header", or SIZE_MAX */
    bitword *rules_of;     /* trigger_count rows of rule_words: the rules that it wakes */
    size_t rule_words;

    struct lazy_regex *triggers;    /* of the rule set, for a line at a time */
    struct lazy_regex *any_trigger; /* SCAN_PCRE2: all of them in one */
    const struct sieve *sieve;      /* SCAN_SIEVE: triggers over a block */
    struct sieve *own_sieve;        /* the same, unless it is that of a snapshot */
    struct multi *coarse;           /* SCAN_VECTORSCAN: the same */
    struct digits *digits;          /* NULL: lines are not known again */
    const struct wants *wants;      /* of rules, then guards */
    struct wants *own_wants;        /* the same, unless it is that of a snapshot */
    bitword *by_confidence;         /* CONFIDENCE_COUNT rows of rule_words */
    bitword *multiline;             /* rules that look at the lines after theirs */
    bitword *number_only; /* rules that find nothing but a code in decimal, on their line */

    const char *columns[W3C_WATCHED_MAX]; /* names of columns that rules want, each once */
    size_t column_count;
    struct column_rule *column_rules;
    size_t column_rule_count;
};

/* Distinct numbers of a line that are followed up; with more, every rule is tried. */
#define SCAN_NUMBERS_MAX 16

struct hit {
    uint32_t end;     /* offset after the last byte */
    uint16_t trigger; /* or TRIGGER_UNKNOWN */
    bool open;        /* only the beginning of what the trigger wants was seen */
};
#define TRIGGER_UNKNOWN UINT16_MAX
#define TRIGGER_COLUMN (UINT16_MAX - 1) /* a column that holds a code; wakes no pattern */

struct hits {
    struct hit *items; /* owned */
    size_t count;
    size_t room;
    bool failed; /* out of memory */
};
void hits_add(struct hits *hits, struct hit hit);

static inline struct hit hit_at(size_t end, uint16_t trigger)
{
    return (struct hit){.end = (uint32_t)end, .trigger = trigger};
}

/* Where a hit points into its line: its last byte. */
static inline size_t hit_position(const struct hit *hit)
{
    return hit->end ? hit->end - 1 : 0;
}

/* A line of a block; positions in the block. */
struct line {
    size_t begin; /* of the visible part */
    size_t end;   /* of the text, without its line end */
    size_t stop;  /* after the line end */
    uint64_t number;
    size_t first_match; /* index of its first entry in scratch->matches */
};
struct line line_around(const struct scan_block *b, size_t pos);

/* What one rule found in a window; positions in the window. */
struct candidate {
    struct span whole;
    struct span evidence; /* the capture that told the error */
    struct span name;     /* the name beside a number, or at == SIZE_MAX */
    struct span peer;
    uint16_t item;
    uint16_t error;
    uint16_t also;
    enum confidence confidence;
    enum operation operation;
    bool disagrees;
};

/* How far beyond a line one has looked for what was found on it. */
enum looked {
    LOOKED_NOT,
    LOOKED_A_LITTLE, /* at REPEATS_FOLLOW_BYTES */
    LOOKED_ON,
};

struct scan_scratch {
    struct regex_scratch *regex;
    struct multi_scratch *multi;
    struct hits hits;
    struct hits spare_hits;
    bool is_row;                          /* the line at hand has the columns of a W3C log: */
    struct span columns[W3C_WATCHED_MAX]; /* those of the scanner, in the block */
    struct span client;
    bool triggered;                    /* the window at hand was hit by more than a column */
    bitword *triggers;                 /* that hit on the window at hand */
    bitword *wanted;                   /* rules to try on it */
    bitword *worth;                    /* a row of wants; its first part in the end: the rules and
                                        * guards that may match */
    bool weighed;                      /* worth is known */
    int64_t numbers[SCAN_NUMBERS_MAX]; /* in the Winsock ranges, on it; each once */
    size_t number_count;
    struct byte_set beside_numbers; /* the bytes before what begins with 10 or 11 */
    size_t first_number;            /* where the first and the last of them stand */
    size_t last_number;
    struct candidate candidates[SCAN_CANDIDATES_MAX];
    size_t candidate_count;
    struct span claims[SCAN_CANDIDATES_MAX]; /* of accepted candidates on this line, in the block */
    size_t claim_count;
    bool capped; /* something was left out on this line */
    enum looked looked_on;
    struct repeats *repeats; /* NULL: lines are not known again */
    struct match *matches;   /* owned */
    size_t match_count;
    size_t match_room;
    const struct scan_tracer *tracer; /* the caller's; NULL in ordinary runs */
    struct str traced;                /* with a tracer: what candidates' positions refer to */
};

/* Adds a candidate to those of the window; what does not fit is noted. */
void candidate_add(struct scan_scratch *scratch, const struct candidate *c);

/*
 * Columns of W3C logs (columns.c). In the order of their use: hits at columns that hold a code join
 * those of the prefilter; the columns of a line that was hit are found; those in a window become
 * candidates; other numbers that fill a column are refused.
 */
enum status columns_add_hits(const struct scanner *s, struct scan_scratch *scratch,
                             const struct scan_block *block, struct error *err);
bool columns_read_header(const struct scanner *s, const struct scan_block *block,
                         const struct line *line, struct w3c_columns *columns);
void columns_of_line(const struct scanner *s, struct scan_scratch *scratch,
                     const struct scan_block *block, const struct line *line,
                     const struct w3c_columns *columns);
void columns_add_candidates(const struct scanner *s, struct scan_scratch *scratch,
                            struct str window, size_t window_at);
void columns_refuse(const struct scanner *s, struct scan_scratch *scratch, struct str window);

/* The compiled pattern, or NULL for want of memory. */
const struct regex *lazy_regex_get(struct lazy_regex *lazy);

/* Its pattern, which may be written into the buffer; NULL for want of memory. */
const char *lazy_regex_pattern(const struct lazy_regex *lazy, struct buf *spare);
#define LAZY_PATTERN_INIT BUF_INIT((size_t)16 * 1024)

/* Finds where triggers hit in `text`; hits are ascending by `end`. */
enum status prefilter_run(const struct scanner *s, struct scan_scratch *scratch, struct str text,
                          char line_end, struct error *err);
enum status prefilter_compile(struct scanner *s, const struct scan_snapshot *snapshot,
                              struct error *err);
/* Whether words are looked for: not with the prefilters that are yardsticks. */
static inline bool prefilter_weighs_words(const struct scanner *s)
{
    return s->prefilter == SCAN_SIEVE || s->prefilter == SCAN_VECTORSCAN;
}

/* Whether a trigger that hits by its beginning hits in `window`. */
enum status prefilter_verify(const struct scanner *s, struct scan_scratch *scratch,
                             struct str window, uint16_t trigger, bool *hits, struct error *err);

/* Turns TRIGGER_UNKNOWN into the triggers that hit in `window`. */
enum status prefilter_identify(const struct scanner *s, struct scan_scratch *scratch,
                               struct str window, struct error *err);

/* Tries the rules that scratch->triggers wake on `subject` (the window, which begins at `at` in the
 * block; with two more lines for multiline rules in `further`). Leaves the accepted candidates in
 * scratch, best first. */
enum status confirm(const struct scanner *s, struct scan_scratch *scratch, struct str subject,
                    struct str further, size_t at, struct error *err);

/* Events of a trace; scratch->tracer is set. `earlier`: the line's mention of the same error. */
void trace_line(const struct scan_scratch *scratch, struct str line, uint64_t number);
void trace_window(const struct scanner *s, struct scan_scratch *scratch, struct str seen);
void trace_tried(const struct scan_scratch *scratch, size_t item, struct str seen, bool matched,
                 int64_t ns);
void trace_skipped(const struct scan_scratch *scratch, size_t item);
void trace_match(const struct scan_scratch *scratch, const struct candidate *c, bool known);
void trace_refused(const struct scan_scratch *scratch, const struct candidate *c, size_t guard);
void trace_dropped(const struct scan_scratch *scratch, const struct candidate *c, uint16_t by);
void trace_mention(const struct scan_scratch *scratch, const struct candidate *c,
                   const struct match *earlier);

/* Appends the PCRE2 pattern that finds a message text. */
void message_pattern(struct buf *out, const char *text);

/* Appends one pattern that finds any of the literals, in any ASCII case. False: out of memory. */
bool literal_trie(struct buf *out, const struct message_trigger *triggers, size_t count);

#endif
