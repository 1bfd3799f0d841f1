/*
 * From the paths of a command line to the logs to read, in the order in which they are read.
 *
 * A directory is walked, entries in byte order of their names; hidden entries are skipped and
 * counted; a directory that was already walked, or a file that was already listed (same device
 * and inode), is taken once (but see ask_up_to). Links are followed. What cannot be listed is in
 * `problems`; the rest goes on. What a kernel makes up, such as /proc, is not entered; only a file
 * that is named is read there.
 */
#ifndef WSALOG_INPUT_WALK_H
#define WSALOG_INPUT_WALK_H

#include "base/arena.h"
#include "base/error.h"

struct walk_file {
    const char *path;   /* as to be opened, and shown */
    bool explicit_path; /* named by the user */
    uint64_t bytes;     /* of a regular file when it was met; UINT64_MAX: no regular file */
    bool unasked;       /* `bytes` is 0, because nobody has asked; see walk_options */
};

struct walk_problem {
    const char *path;
    const char *reason;
    bool named;   /* by the user: the run's exit status tells */
    bool by_rule; /* it was not even tried */
};

/*
 * Globs (see os_glob_match()) apply to what is found in directories; what the user named is read.
 * One without a slash is held against the name, one with a slash against the path as shown and
 * from the named directory. An excluded directory is not entered; "old/" excludes directories only.
 */
struct walk_options {
    const char *const *include; /* empty: all */
    size_t include_count;
    const char *const *exclude;
    size_t exclude_count;
    const char *const *outputs; /* what the run will write: never read, wherever it is met */
    size_t output_count;
    /* Or NULL. Called for each file when it is found. False: the walk ends there. With more than
     * one path a file may still be named that was found before. */
    bool (*found)(void *state, const struct walk_file *file);
    void *state;
    /* When that many bytes were found, the system is not asked any more about what a folder lists
     * as a regular file: asking takes as long as reading a small one. From the first such file on,
     * the same file may be listed again under another name: who opens them will see. 0: it is
     * asked about each. */
    uint64_t ask_up_to;
};

struct walk {
    struct walk_file *files;
    size_t file_count;
    struct walk_problem *problems;
    size_t problem_count;
    uint64_t hidden;     /* entries skipped by rule */
    uint64_t duplicates; /* files and directories named or met twice, links in a circle */
    uint64_t special;    /* devices and sockets met in a directory */
    struct arena memory;
};

/* "-" stands for standard input. Fails only for want of memory; `out` is to be released also then.
 */
enum status walk_paths(const char *const *paths, size_t path_count,
                       const struct walk_options *options, struct walk *out, struct error *err);
void walk_release(struct walk *w);

#endif
