/*
 * Errors: a status is returned, the message is written where the fact is known.
 *
 * A function that can fail returns enum status and takes a struct error last. On failure it calls
 * error_set() once, with everything a reader needs (file, line, what to do); callers hand the
 * error up untouched. Only the cli folder prints it. A struct error needs no release.
 */
#ifndef WSALOG_BASE_ERROR_H
#define WSALOG_BASE_ERROR_H

enum status {
    STATUS_OK = 0,
    STATUS_NO_MEMORY, /* an allocation failed */
    STATUS_IO,        /* the operating system refused; the message holds its reason */
    STATUS_INVALID,   /* the input (a rule, a table, an option) is wrong */
    STATUS_LIMIT,     /* a stated limit was reached */
    STATUS_NOT_FOUND, /* what was asked for does not exist */
};

/* Longest message, in bytes with its final NUL; a longer one is cut. */
#define ERROR_TEXT_MAX 1024

struct error {
    enum status status;
    char text[ERROR_TEXT_MAX];
};

/* Writes the message and returns `status`, so that a failure reads `return error_set(...)`.
 * `err` may be NULL when the caller wants the status alone. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
enum status
error_set(struct error *err, enum status status, const char *format, ...);

/* The same for a failed allocation: one wording for all of them. */
enum status error_no_memory(struct error *err);

#endif
