/*
 * What all reports for people say alike: numbers, times, and the sentences of the headline and of
 * the coverage. Plain ASCII words but for what comes from logs, which is made visible; no markup,
 * so that each renderer escapes them for its format.
 */
#ifndef WSALOG_REPORT_PHRASE_H
#define WSALOG_REPORT_PHRASE_H

#include "report/model.h"

/* Numbers. */
void phrase_number(struct buf *out, uint64_t n);                                   /* 1,204 */
void phrase_count(struct buf *out, uint64_t n, const char *one, const char *many); /* 3 logs */
void phrase_share(struct buf *out, double share);   /* 66.4%, <0.1% */
void phrase_bytes(struct buf *out, uint64_t bytes); /* 1.2 MB */

/* Times. */
void phrase_time(struct buf *out, struct moment m); /* 2026-11-20 14:02:11 UTC; "" if unknown */
void phrase_span(struct buf *out, struct moment first, struct moment last);
/* The same at the axis of a timeline: without a zone, and as short as its columns allow. */
void phrase_tick(struct buf *out, struct moment m, int64_t width_ms);
void phrase_width(struct buf *out, int64_t width_ms); /* of a bucket: "2 hours" */

/* How much a severity matters, for people. */
struct severity_words {
    const char *word;    /* "Critical" */
    const char *verdict; /* the advice in a word or three: "Act now" */
    const char *reason;  /* goes on from a verdict: what the severity means */
};
const struct severity_words *phrase_severity(enum severity severity);

const char *phrase_retry(enum retry retry); /* "worth trying again" */
const char *phrase_audience(enum audience audience);

/* Logs of which something was read, and those of which something was not. */
uint64_t phrase_logs_read(const struct report_model *m);

/* The verdict in a few words, "Act now"; "Nothing was read" when that is so. */
const char *phrase_verdict(const struct report_model *m);
/* How grave it is: as the worst error, or as a finding that is more than possible. Without errors
 * it is whether the verdict can be trusted, or not all was read. */
enum severity phrase_verdict_severity(const struct report_model *m);
/* One sentence that a manager understands: how many, where, when; or that there are none. */
void phrase_headline(struct buf *out, const struct report_model *m);
/* What the worst of it is; nothing when no error was found, or a finding is worse. */
void phrase_worst(struct buf *out, const struct report_model *m);

/* What to do about an error in one sentence: the beginning of the first advice, else its title. */
struct str phrase_first_step(const struct report_error *e);

/* What the errors look like, the most serious finding alone; nothing when there is none. */
void phrase_finding(struct buf *out, const struct report_model *m);

/* How sure a finding is, and who should look: "Almost certain. Whoever runs the network should
 * look." */
void phrase_certainty(struct buf *out, const struct diagnosed *d);
const char *phrase_sureness(enum certainty certainty); /* "almost certain" */

/* The conditions of --fail-on that hold. Returns false when none does. */
bool phrase_alarms(struct buf *out, const struct report_model *m);

/* What a reader must know to trust the headline: the scan was interrupted, logs were not read.
 * Returns false when there is nothing to say. */
bool phrase_warning(struct buf *out, const struct report_model *m);

/* The coverage, sentence by sentence: writes sentence number `index` (from 0) and returns true, or
 * returns false after the last. */
bool phrase_coverage(struct buf *out, const struct report_model *m, size_t index);

/* What a comparison is with, and what it came to: "Compared with the run of …: 1 new, 2 up". */
void phrase_comparison(struct buf *out, const struct report_comparison *c);
void phrase_kinds(struct buf *out, const struct report_comparison *c); /* "1 new, 2 up." */
/* "120 events, 10 times the usual 12" */
void phrase_change(struct buf *out, const struct report_change *c);
/* "34 of 40 events are known noise"; nothing when none is. */
void phrase_noise_share(struct buf *out, const struct report_error *e);
/* An entry of the list of noise: how much it explains, why and until when. `expired`: what it would
 * explain had it not expired. Nothing when there is no such event. */
void phrase_noise(struct buf *out, const struct report_noise *n, bool expired);

/* Why the details of an error are folded away; nothing when they are not. */
void phrase_folded(struct buf *out, const struct report_error *e);

/* "12 events (1.0%), 14 mentions, likely; worth trying again". */
void phrase_error_counts(struct buf *out, const struct report_error *e);

/* Doubts about an error, sentence by sentence, as phrase_coverage(). */
bool phrase_doubt(struct buf *out, const struct report_error *e, size_t index);

/* "31.5 an hour; 2,104 within 3 minutes from 2026-11-20 10:02:00"; nothing of few events. */
void phrase_course(struct buf *out, const struct report_course *c);

/* What a timeline's drawing shows: "from …, each column 4 minutes". */
void phrase_timeline(struct buf *out, struct moment start, int64_t column_ms);

/* How a log's dates were read, after other facts: ", dates dmy, proven". */
void phrase_dates(struct buf *out, const struct report_source *s);

/* A source that has something to say: it was not simply read. */
bool phrase_source_notable(const struct report_source *s);

/* Whether a brief report names it. Skipped files are many in a normal folder and counted anyway,
 * and so are those before which the run was stopped. */
bool phrase_source_told(const struct report_source *s);

/* What a list of which `top` names are shown leaves out: "3 others", "at least 12 others". */
void phrase_list_rest(struct buf *out, const struct report_list *list, size_t top);
uint64_t phrase_list_rest_events(const struct report_list *list, size_t top);

/* The places: whether there is anything to say of them; "By peer"; "Peer"; "12 peers"; and what a
 * reader must know of those that a report does not show, of which `shown` are, or of counts that
 * are not exact: false when there is nothing. */
bool phrase_places_any(const struct report_model *m);
const char *phrase_places_title(enum report_grouping grouping);
const char *phrase_places_column(enum report_grouping grouping);
void phrase_places_count(struct buf *out, const struct report_model *m);
bool phrase_places_rest(struct buf *out, const struct report_model *m, size_t shown);

/* "12 events (1.0%)" of a place; and what its list of errors, of which `top` are shown, leaves out:
 * "3 other kinds", with their events. */
void phrase_place_events(struct buf *out, const struct report_place *place);
void phrase_place_rest(struct buf *out, const struct report_place *place, size_t top);
uint64_t phrase_place_rest_events(const struct report_place *place, size_t top);

/* The note, made visible; its line ends stay. */
void phrase_note(struct buf *out, const struct report_model *m);

/* What made the report: "wsalog 0.1.0, rules 1, options: …". */
void phrase_maker(struct buf *out, const struct report_model *m);

#endif
