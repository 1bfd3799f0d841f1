/*
 * A trace: what had a say on a line, and why it came out as it did.
 *
 * For those who write rules. A tracer is told of every trigger, rule and guard while the scanner
 * does what it does anyway; without one nothing of this costs more than a branch per rule.
 */
#ifndef WSALOG_SCAN_TRACE_H
#define WSALOG_SCAN_TRACE_H

#include "scan/scanner.h"

enum scan_event_kind {
    SCAN_LINE,          /* a line is looked at: `text` is the line, `line` its number */
    SCAN_TRIGGER_HIT,   /* on what is shown to the rules; `trigger` */
    SCAN_RULE_TRIED,    /* `matched` or not in `text`; `ns` when timed */
    SCAN_RULE_SKIPPED,  /* it finds numbers only, and each one on the line is explained already */
    SCAN_CANDIDATE,     /* a match of a rule: `error`, `confidence` */
    SCAN_UNKNOWN_CODE,  /* a match that captured no error that is known */
    SCAN_GUARD_REFUSED, /* a candidate of `rule`, by `guard` */
    SCAN_DROPPED,       /* a candidate whose capture lies in an accepted match of the rule `by` */
    SCAN_REPEATED,      /* accepted, but the line's mention of `error` is the one of `by` */
    SCAN_ACCEPTED,      /* a mention */
};

/* No rule: what would have been dropped has no better match to name. */
#define SCAN_RULE_NONE UINT16_MAX

/* Which members are set depends on the kind. Views live only during the call. */
struct scan_event {
    enum scan_event_kind kind;
    struct str text;     /* the part of the line that it is about */
    uint64_t line;       /* line ends of the owned part before it */
    const char *trigger; /* a trigger's name, or the literal of a message in its place */
    bool literal;        /* `trigger` is one */
    uint16_t rule;       /* see scanner_rule_id() */
    uint16_t by;         /* the rule that it gave way to, or SCAN_RULE_NONE */
    size_t guard;        /* index into the rule set's guards */
    uint16_t error;      /* dense index */
    enum confidence confidence;
    bool matched;
    int64_t ns;
};

struct scan_tracer {
    void *state;
    void (*event)(void *state, const struct scan_event *event);
    bool timed; /* tell how long each rule took */
    /* May be NULL. True: a rule that would be skipped is tried nevertheless, so that its author
     * sees it match; its candidates are dropped, and the line's mentions stay as they are. */
    bool (*insists)(void *state, uint16_t rule);
};

/* scan_block(), with a tracer. */
enum status scan_trace_block(const struct scanner *s, struct scan_scratch *scratch,
                             const struct scan_block *block, const struct scan_tracer *tracer,
                             struct scan_result *out, struct error *err);

/* The same for the first line of `text`; what follows it is what a multiline rule may see.
 * `columns` are those in force. */
enum status scan_trace_line(const struct scanner *s, struct scan_scratch *scratch, struct str text,
                            char line_end, const struct w3c_columns *columns,
                            const struct scan_tracer *tracer, struct error *err);

#endif
