/*
 * One log while it is read: what its first bytes told, and what the merge knows of it so far.
 *
 * The reader creates it with the first block; after that the profile is constant and any thread
 * may read it. The rest belongs to the merge, which sees the blocks in order.
 */
#ifndef WSALOG_PIPELINE_LOG_H
#define WSALOG_PIPELINE_LOG_H

#include "base/error.h"
#include "base/moment.h"
#include "context/path_host.h"
#include "context/timestamp.h"
#include "input/source.h"
#include "pipeline/clock.h"
#include "scan/w3c.h"
#include "state/known.h"

/* CONTRACT: how far a record reaches beyond its first line. */
#define RECORD_LINES_MAX 256
#define RECORD_BYTES_MAX ((uint64_t)64 * 1024)

/* The record that is open at a place in the log. */
struct open_record {
    bool valid;
    uint64_t line;   /* of its first line, from 0 */
    uint64_t offset; /* of its first byte, in decoded bytes */
    struct moment time;
};

/* Of a log that the next run goes on with: what the reader knows at its end. */
struct log_end {
    struct source_place place;
    struct fingerprint print;
    uint64_t rest_len; /* of the last line, when it has no end yet */
    struct hash rest;
    bool rest_given; /* it was counted all the same */
};

struct planned_log;

struct log {
    char *path;      /* of the log, or of an archive and the member in it; owned */
    size_t file;     /* of the walk: its own, or the archive's */
    bool named;      /* by the user */
    struct str host; /* told by the path, "" if not; a view into it */

    /* The profile. */
    struct source_info opened_as; /* what was known of the source at its first block */
    bool has_records; /* its lines begin with timestamps: those without one continue a record */
    char line_end;
    struct timestamp_profile times;
    enum date_basis date_basis; /* how sure times.order is */

    /* The merge's. */
    uint64_t lines;  /* line ends so far */
    uint64_t offset; /* owned bytes so far, decoded */
    bool unfinished; /* the last line has no line end yet */
    struct open_record open;
    struct log_clock clock;
    bool day_first, month_first; /* dates that must be read so were seen */
    uint64_t events;
    uint64_t line_at_hand;   /* the mentions of this line are in line_errors */
    uint64_t record_at_hand; /* the events of this record are in record_errors */
    uint64_t *line_errors;   /* bits by dense error index; owned */
    uint64_t *record_errors; /* owned */
    uint64_t message_line;   /* where the last mention by Windows' message text stood */
    uint16_t message_error;
    struct w3c_columns columns; /* in force behind what was merged; read by others under a lock */

    /* Of a log that a state knows, or will know; NULL: of none. */
    const struct planned_log *plan;
    const struct known_log *known; /* it goes on from here; or NULL */
    char *head;                    /* owned: the beginning of its text */
    size_t head_len;
    struct log_end end;
    uint64_t rest_lookalikes;    /* in the last line, when it was counted */
    uint64_t counted_lookalikes; /* likewise by an earlier run; to be taken off once */
    bool remembered;             /* `end` holds */
    bool doubtful; /* whether it is one that was read before; its last word says why */
};

/* What holds for every log of a run. */
struct log_options {
    size_t error_count;            /* dense error indices, of related codes too */
    const enum date_order *order;  /* stated for dates that tell nothing, or NULL */
    const struct path_host *hosts; /* what paths tell, or NULL */
};

/* `head` is the beginning of its text, from which the profile is told ("" is fine). */
enum status log_new(const char *path, const struct source_info *info, struct str head,
                    const struct log_options *options, struct log **out, struct error *err);
void log_free(struct log *log);

#endif
