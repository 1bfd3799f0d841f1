/*
 * The logs that were read before, and which of those found now is which.
 *
 *     known_find(...)     for each log found: rows whose head it has; the caller looks at the tail
 *     claims_add(...)     each that proved to be the same text
 *     claims_settle(...)  one log to one row, the strongest proof first
 */
#ifndef WSALOG_STATE_KNOWN_H
#define WSALOG_STATE_KNOWN_H

#include "base/arena.h"
#include "base/error.h"
#include "base/moment.h"
#include "state/fingerprint.h"

/* Below this a common beginning alone is no proof. */
#define KNOWN_PROOF_BYTES ((uint64_t)1024)

struct known_codes {
    const int32_t *items;
    size_t count;
};

/* A log and how far it was read; positions and lengths are in the decoded text. */
struct known_log {
    int64_t id;       /* in the store; 0: not there yet */
    const char *path; /* absolute; "path!member" in an archive */
    uint64_t device;
    uint64_t inode;
    uint64_t size; /* of the file, in bytes as it lies on the disk */
    int64_t mtime_s;
    int32_t mtime_ns;
    struct fingerprint print;

    uint64_t offset; /* all before it was counted */
    uint64_t raw;    /* the same in unpacked bytes, or UINT64_MAX */
    bool undecided;  /* all before it is ASCII */
    bool inside;     /* it lies within a line */
    uint64_t lines;  /* line ends before it */

    /* The record that is open there. */
    bool open;
    uint64_t open_line;
    uint64_t open_offset;
    struct moment open_time;
    uint64_t record_line; /* whose errors were counted last, or UINT64_MAX */
    struct known_codes record_codes;
    uint64_t message_line; /* where a message's text stood last, or UINT64_MAX */
    int32_t message_code;
    struct str context; /* what else was in force, in a form that is the pipeline's own */

    /* The last line, when it has no end yet. */
    uint64_t rest_len;
    struct hash rest;
    uint64_t rest_counted;         /* so much of it was counted, when it was found unchanged */
    struct known_codes line_codes; /* the errors of the line that were counted */
    uint64_t rest_lookalikes;
};

struct known_index;

struct known_logs {
    const struct known_log *items;
    size_t count;
    uint64_t seed;             /* of all hashes */
    struct known_index *index; /* owned */
    size_t *lengths;           /* owned: the lengths of heads, ascending, each once */
    size_t length_count;
};

/* Indexes the rows, which must outlive it. */
enum status known_index(const struct known_log *items, size_t count, uint64_t seed,
                        struct known_logs *out, struct error *err);
void known_release(struct known_logs *k); /* also of a zeroed one; not the rows */

/* The rows whose head is the beginning of this text. Writes at most `room` indices, and gives their
 * number. */
enum status known_find(const struct known_logs *k, struct str head, size_t *out, size_t room,
                       size_t *count, struct error *err);

/* A log as it is found now. */
struct found_log {
    const char *path; /* as in struct known_log */
    uint64_t device;
    uint64_t inode;
    bool packed;
    /* What claims_settle() says. */
    size_t known; /* the row that it goes on from, or KNOWN_NONE */
    enum found_doubt {
        DOUBT_NONE,
        DOUBT_SHORT,  /* it begins like `like`, but that is too little to go by: read whole */
        DOUBT_COPY,   /* it holds the text of `like`, which is there too: read whole */
        DOUBT_PACKED, /* it is being made of `like`: not read */
        DOUBT_CHANGED /* it was `like`, but is another before the place: read whole */
    } doubt;
    size_t like; /* a row; meaningful with a doubt */
};
#define KNOWN_NONE SIZE_MAX

/* That a log found is a known one. */
struct claim {
    size_t found;
    size_t known;
    bool proven; /* false: only the head is the same */
};

/* Gives each log found at most one row, and each row to at most one log. Fails for want of memory.
 */
enum status claims_settle(const struct known_logs *known, struct found_log *found,
                          size_t found_count, struct claim *claims, size_t claim_count,
                          struct error *err);

#endif
