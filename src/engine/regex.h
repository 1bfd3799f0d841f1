/*
 * Regular expressions (through PCRE2 with its JIT compiler), over bytes.
 *
 * Patterns are PCRE2 without UTF mode: a character outside ASCII is the sequence of its bytes, and
 * (?i) folds ASCII letters only. So any input can be searched, well-formed or not, and Vectorscan
 * reads the same pattern the same way. A compiled regex is shared by threads, each of which brings
 * its own regex_scratch. Machine code is made of it when it has been searched for some times; what
 * is found is the same before and after.
 *
 * With some patterns PCRE2's machine code loses matches: x(?:abcd|ab)T*c in xabcd, up to 10.42 at
 * least. It does not when PCRE2 is told not to look first where a match could begin. Searching
 * takes half as long again then, so only patterns that were tried both ways are left to it.
 */
#ifndef WSALOG_ENGINE_REGEX_H
#define WSALOG_ENGINE_REGEX_H

#include "base/error.h"
#include "base/str.h"

#define REGEX_GROUPS_MAX 32              /* capture groups, the whole match included */
#define REGEX_MATCH_LIMIT 200000         /* PCRE2's match limit: backtracking steps of one search */
#define REGEX_SCRATCH_STACK (512 * 1024) /* bytes that JIT code may use as its stack */

struct regex;
struct regex_scratch;

struct span {
    size_t at; /* SIZE_MAX: the group took no part */
    size_t len;
};

enum regex_result {
    REGEX_NO_MATCH,
    REGEX_MATCH,
    REGEX_LIMITED, /* gave up: the match limit or the stack was used up */
};

/* On a bad pattern STATUS_INVALID; the message is "offset N: PCRE2's words". */
enum status regex_compile(const char *pattern, struct regex **out, struct error *err);
/* The same for a pattern that is known to find the same with machine code and without. */
enum status regex_compile_proven(const char *pattern, struct regex **out, struct error *err);
void regex_free(struct regex *r); /* NULL is fine */

enum status regex_scratch_new(struct regex_scratch **out, struct error *err);
void regex_scratch_free(struct regex_scratch *scratch);

/* Looks for the first match that begins at or after `from`; what stands before is seen by
 * look-behind. Fills `groups` (REGEX_GROUPS_MAX of them), [0] being the whole match. */
enum regex_result regex_search(const struct regex *r, struct regex_scratch *scratch,
                               struct str subject, size_t from, struct span *groups);

/* The same for matches that begin at `until` at the latest. */
enum regex_result regex_search_until(const struct regex *r, struct regex_scratch *scratch,
                                     struct str subject, size_t from, size_t until,
                                     struct span *groups);

/* Whether a match could begin at or after `from` that goes on beyond the end of the subject. Slower
 * than a search. */
bool regex_may_go_on(const struct regex *r, struct regex_scratch *scratch, struct str subject,
                     size_t from);

/* True when the pattern has a group of that name. */
bool regex_has_group(const struct regex *r, const char *name);

/* The group of that name that took part in the match (a name may be used in several alternatives),
 * or a span with at == SIZE_MAX. */
struct span regex_group(const struct regex *r, const struct span *groups, const char *name);

#endif
