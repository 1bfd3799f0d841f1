/*
 * What to look for: rules, guards, triggers, Windows' message texts, continuation markers.
 *
 * The built-in rule set is generated at build time from rules/ and table/messages.csv as constant
 * data. ruleset_load() adds further YAML files (--rules). A rule set is immutable once made. The
 * format is described in rules/README.md.
 *
 * All strings are UTF-8 C strings, never NULL ("" when there is none). Rules are kept in order of
 * precedence: those of files given later first, then as written.
 */
#ifndef WSALOG_RULES_RULESET_H
#define WSALOG_RULES_RULESET_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vocabulary.h"

/* Most rules, guards, triggers and messages that a set may hold, each. */
#define RULESET_ITEMS_MAX 8192

/* A line that proves a rule. `codes` holds what the whole program must find on it. */
struct rule_example {
    const char *line;
    const int32_t *codes;
    size_t code_count;
};

/* A prefilter pattern, in the subset that Vectorscan and PCRE2 share: no look-around, no back
 * references. A line on which it does not hit is not shown to the rules that name it. */
struct trigger {
    const char *name;
    const char *about;
    const char *pattern;
};

/* The number form that a rule's captures hold; a rule without captures has a fixed error. */
struct rule {
    const char *id;
    const char *about;
    const char *file; /* where it was read, as it was given */
    int line;
    enum confidence confidence;
    const char *column;       /* of a W3C log, whose number is the code; or "" */
    const char *pattern;      /* PCRE2, UTF, named groups: see rules/README.md; "" with a column */
    const char *error;        /* canonical name of the fixed error, or "" */
    enum operation operation; /* fixed, or OPERATION_NONE */
    bool related;             /* finds related codes, which are no errors of Winsock */
    bool multiline;           /* the pattern may look at the two lines that follow */
    const uint16_t *triggers; /* indices into ruleset.triggers: any of these */
    size_t trigger_count;
    const struct rule_example *match; /* lines on which this rule must win */
    size_t match_count;
    const char *const *refuse; /* lines on which it must not match */
    size_t refuse_count;
};

/* A pattern whose group `number` is no error code: a port, a process id, a duration. It refuses
 * a number found by a rule whose confidence is not certain. */
struct guard {
    const char *id;
    const char *about;
    const char *file;
    int line;
    const char *pattern;
    const char *const *refuse; /* lines whose number it must refuse */
    size_t refuse_count;
    const char *const *keep; /* lines that it must leave alone */
    size_t keep_count;
};

/* One of Windows' own texts. */
struct message {
    int32_t code;
    int32_t also;         /* a second code with the same text, or 0 */
    bool weak;            /* too general to prove Winsock alone: confidence possible */
    const char *language; /* en, de, zh-CN … */
    const char *text;     /* without the final full stop, straight apostrophes, single spaces */
    const char *trigger;  /* a literal that stands in every line with this text, any ASCII case */
};

struct ruleset {
    const struct rule *rules;
    size_t rule_count;
    const struct guard *guards;
    size_t guard_count;
    const struct trigger *triggers;
    size_t trigger_count;
    const struct message *messages;
    size_t message_count;
    const char *const *continuations; /* a line that begins with one belongs to the line before */
    size_t continuation_count;
    const char *version; /* names this set in reports */
    struct arena memory; /* empty for the built-in set */
};

/* The rule set compiled into the program. */
const struct ruleset *ruleset_builtin(void);

/* Whether this pattern is one of its own, as it stands there: not one like it. */
bool ruleset_has_built_in(const char *pattern);

/*
 * A rule set read from files alone (`base` NULL), or laid over `base`. Each path is a YAML file, a
 * directory of *.yaml files (read in order of name), or a table of messages (*.csv, see
 * table/README.md). A rule with the id of an earlier one replaces it; messages are added. An error
 * names file, line, rule id, and for a pattern PCRE2's offset and message. `base` must outlive the
 * set. Owned by the caller: ruleset_free().
 */
enum status ruleset_load(const struct ruleset *base, const char *const *paths, size_t path_count,
                         struct ruleset **out, struct error *err);
void ruleset_free(struct ruleset *set); /* NULL is fine; never pass the built-in one */

#endif
