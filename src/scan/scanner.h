/*
 * The scanner: which lines of a block mention a Winsock error.
 *
 * Two steps. The prefilter runs short, rare triggers over the whole block (prefilter.h); only
 * around its hits is a line looked at. There the rules that the triggers name are tried, guards
 * refuse numbers that are something else, and what is left is accepted in order of confidence
 * (confirm.h). A scanner is immutable and shared; each thread brings a scan_scratch.
 *
 * A rule sees its line, or on a line longer than SCAN_LINE_WHOLE at most SCAN_CONTEXT either side
 * of a hit.
 */
#ifndef WSALOG_SCAN_SCANNER_H
#define WSALOG_SCAN_SCANNER_H

#include "base/error.h"
#include "base/str.h"
#include "base/vocabulary.h"
#include "rules/ruleset.h"
#include "scan/names.h"
#include "scan/w3c.h"

#define SCAN_CONTEXT ((size_t)4096)
#define SCAN_LINE_WHOLE (2 * SCAN_CONTEXT)
#define SCAN_CANDIDATES_MAX 256 /* per window; what is beyond is counted in capped_lines */

struct scanner;
struct scan_scratch;

/* Which prefilter; all give the same answer. */
enum scan_prefilter {
    SCAN_SIEVE, /* our own, see sieve.h; where it cannot be had, one of the next two */
    SCAN_VECTORSCAN,
    SCAN_PCRE2,
    SCAN_EVERY_LINE, /* none: every rule on every line; slow, the yardstick of the tests */
};

/* A part of a line. */
struct scan_part {
    uint16_t at, len;
};

/* For the caller, who finds out what stands around a match: room to note it, for lines on which the
 * same stands around the same match (repeats.h). Parts are of the line; those that are empty too.
 */
struct scan_note {
    bool known;
    uint8_t operation;
    struct scan_part peer, peer_port, host, process;
};

/* One mention: one distinct error on one line. Positions are in the block's bytes. */
struct match {
    uint32_t line_at;  /* where the visible part of its line begins */
    uint32_t line_len; /* of that part, without the line end */
    uint32_t at;       /* the whole match */
    uint32_t len;
    uint32_t line;  /* line ends of the owned part before it */
    uint16_t error; /* dense index */
    uint16_t also;  /* a second error with the same text, or ERROR_INDEX_NONE */
    uint16_t rule;  /* see scanner_rule_id() */
    bool disagrees;
    enum confidence confidence;
    enum operation operation;   /* told by the rule, or OPERATION_NONE */
    struct w3c_columns columns; /* in force on its line */
    struct str peer;            /* captured by the rule, or "" */
    struct scan_note *note;     /* in the scratch, as long as this; or NULL */
};

/* What is scanned; see input/source.h for what the parts mean. */
struct scan_block {
    struct str bytes; /* lead, owned, tail */
    size_t lead;
    size_t owned_len;
    bool cut;
    char line_end;
    struct w3c_columns columns; /* in force where it begins: what the block before ended with */
};

struct scan_result {
    const struct match *matches; /* ascending by `at`; in the scratch, until its next use */
    size_t count;
    uint64_t lines; /* line ends in the owned part */
    uint64_t lookalikes;
    uint64_t capped_lines;      /* lines on which something was left out */
    struct w3c_columns columns; /* in force where the owned part ends */
};

/* The rule set and the names must outlive the scanner. STATUS_INVALID: a rule names an error that
 * the catalog does not have. SCAN_VECTORSCAN needs multi_available(). */
enum status scanner_new(const struct ruleset *rules, const struct names *names,
                        enum scan_prefilter prefilter, struct scanner **out, struct error *err);
/* The same with a snapshot of just this rule set, which saves the compiling; NULL or an unfit one
 * is done without. */
struct scan_snapshot;
enum status scanner_new_from(const struct ruleset *rules, const struct names *names,
                             enum scan_prefilter prefilter, const struct scan_snapshot *snapshot,
                             struct scanner **out, struct error *err);
void scanner_free(struct scanner *s);

/* Much will be read: what a line has told is kept for others like it (repeats.h). Before the first
 * scratch is made. Nothing changes where a rule is not understood, nor with the prefilters that are
 * yardsticks. Takes some milliseconds without a snapshot. */
void scanner_expect_repeats(struct scanner *s, const struct scan_snapshot *snapshot);

enum status scan_scratch_new(const struct scanner *s, struct scan_scratch **out, struct error *err);
void scan_scratch_free(struct scan_scratch *scratch);

/* Scans one block. Fails only for want of memory. */
enum status scan_block(const struct scanner *s, struct scan_scratch *scratch,
                       const struct scan_block *block, struct scan_result *out, struct error *err);

/* The id of a match's rule: of a YAML rule, or "message:LANGUAGE:CODE". Valid as long as the
 * scanner. */
const char *scanner_rule_id(const struct scanner *s, uint16_t rule);
size_t scanner_rule_count(const struct scanner *s);

/* True when the rule gave up on some line at PCRE2's match limit. Asked after all threads ended. */
bool scanner_rule_limited(const struct scanner *s, uint16_t rule);

#endif
