/*
 * Files and directories, as the operating system gives them. The POSIX side is in posix/; another
 * system adds a folder beside it. Paths are bytes, passed to the system as they are.
 */
#ifndef WSALOG_BASE_OS_FILE_H
#define WSALOG_BASE_OS_FILE_H

#include "base/error.h"
#include "base/str.h"

/* The system's words for its last failure ("No such file or directory"); static or thread-local,
 * valid until the thread's next call. */
const char *os_reason(void);

enum os_kind { OS_REGULAR, OS_DIRECTORY, OS_PIPE, OS_TERMINAL, OS_DEVICE, OS_SOCKET, OS_OTHER };

struct os_stat {
    enum os_kind kind;
    uint64_t size;
    uint64_t device; /* device and inode: which file it is */
    uint64_t inode;
    uint64_t links;   /* names that it has */
    int64_t mtime_s;  /* seconds since the epoch */
    int32_t mtime_ns; /* and nanoseconds */
};

bool os_stat_path(const char *path, struct os_stat *out); /* follows links */
bool os_too_many_links(void); /* why it has just failed: the links go round in a circle */
/* Whether a path lies in a file system that the kernel makes up, such as /proc and /sys: its files
 * hold no logs, and some never end, or wait for what may never come. */
bool os_is_made_up(const char *path);
bool os_remove_file(const char *path);
/* What a symbolic link holds, cut to `room` bytes and without a final NUL; 0 when it is no link. */
size_t os_link_target(const char *path, char *to, size_t room);

/* The path from the root of the file system, links in it as they are; allocated, owned by the
 * caller. NULL for want of memory, or when the system does not tell where we are. */
char *os_absolute_path(const char *path);

/* A path that is relative to the folder in which `path` lies: `name` itself when it is absolute;
 * allocated, owned by the caller. NULL for want of memory. */
char *os_path_beside(const char *path, const char *name);

/* Reading. */
struct os_file {
    int fd;     /* -1: closed */
    bool waits; /* a read may wait for a writer (a pipe, a terminal): it heeds os_interrupted() */
    bool given; /* standard input: others may have read from it */
};
#define OS_FILE_CLOSED ((struct os_file){.fd = -1})

/* Opens a file, and tells what it is unless `is` is NULL. "-" is standard input. False with
 * os_reason(): nothing is open. */
bool os_open_read(const char *path, struct os_file *out, struct os_stat *is);
/* The same for many files, of which those in one folder come one after the other: from the second
 * on they are opened in it, without going all the way. NULL: as above. */
struct os_nearby {
    const char *path; /* of the last one that was opened; borrowed until the next one is */
    size_t folder;    /* bytes of it up to the last slash */
    int fd;           /* of that folder; -1: none is open */
};
#define OS_NEARBY_NONE ((struct os_nearby){.fd = -1})
bool os_open_nearby(struct os_nearby *near, const char *path, struct os_file *out,
                    struct os_stat *is);
void os_nearby_close(struct os_nearby *near);
bool os_stat_file(struct os_file f, struct os_stat *out);
/* Where the first read begins: 0, but for standard input that others have read from. */
uint64_t os_position(struct os_file f);
bool os_seek(struct os_file f, uint64_t at); /* only regular files can */
/* Tells the system that the file will be read from front to back, once. */
void os_will_read_all(struct os_file f);
/* Reads up to `room` bytes, going on after signals and short reads until the end. Returns how
 * many, or -1 with os_reason() when the first read fails; a later failure shows at the next call.
 * Waiting for a writer ends when os_interrupted(). */
int64_t os_read(struct os_file f, void *to, size_t room);
/* The same, but content with what is there: 1 to `room` bytes, 0 at the end. */
int64_t os_read_some(struct os_file f, void *to, size_t room);
/* The same as os_read() from a place of a regular file, on any thread: where the next read begins
 * stays. */
int64_t os_read_at(struct os_file f, uint64_t at, void *to, size_t room);
void os_close(struct os_file *f);

/* The whole of a small file (rules, tables, lists of files); at most `ceiling` bytes, then
 * STATUS_LIMIT. `out` is allocated with a final NUL and owned by the caller. */
enum status os_read_whole(const char *path, size_t ceiling, char **out, size_t *len,
                          struct error *err);

/* A directory that is open, so that its entries are found without going all the way to it. */
struct os_folder {
    void *dir; /* NULL: closed */
};
struct os_entry {
    const char *name;
    bool regular; /* a regular file, and no link to one; false: that is not known */
};
bool os_folder_open(const char *path, struct os_folder *out);
int64_t os_folder_list(struct os_folder *f, struct os_entry **out); /* see os_list_directory() */
bool os_folder_stat(const struct os_folder *f, const char *name, struct os_stat *out);
void os_folder_close(struct os_folder *f);

/* The entries of a directory in byte order of their names, without . and .. ; one allocation with
 * the names in it, freed with free(). -1 on failure with os_reason(). */
int64_t os_list_directory(const char *path, struct os_entry **out);

/* Whether a shell pattern (* ? [a-z] {a,b}) matches the whole of a name or path. A star does not
 * match a slash, two stars do; between slashes two stars also match nothing. */
bool os_glob_match(const char *pattern, const char *path);

/*
 * Writing a file whole or not at all: bytes go beside the target, os_output_commit() flushes them
 * to the disk and renames. A target that is no regular file (/dev/full, a FIFO) is written
 * directly. An abandoned output leaves the target untouched and nothing behind.
 *
 * The two halves of a commit may be done apart: after os_output_finish() the bytes are on the disk
 * and os_output_places() tells what a rename has still to do; os_output_publish() does it, and
 * os_publish() does it in the place of a process that was killed between the two.
 */
struct os_output;
enum status os_output_open(const char *path, struct os_output **out, struct error *err);
void os_output_keep_private(struct os_output *o); /* a file that nobody but its owner may read */
bool os_output_write(struct os_output *o, struct str piece); /* false: failed; commit says why */
enum status os_output_commit(struct os_output *o, struct error *err); /* frees, also on failure */
enum status os_output_finish(struct os_output *o, struct error *err);
/* Of a finished output: absolute paths, owned by it. False when nothing is to be renamed. */
bool os_output_places(const struct os_output *o, const char **temporary, const char **target);
/* Frees, also on failure; then the temporary stays when it is to be kept for os_publish(). */
enum status os_output_publish(struct os_output *o, bool keep, struct error *err);
void os_output_abandon(struct os_output *o); /* frees; NULL is fine */
/* Renames, unless that was done already: then `temporary` is no more. */
enum status os_publish(const char *temporary, const char *target, struct error *err);

/* Writes to an open descriptor (1: standard output, 2: standard error) until all is written.
 * False on failure; os_broken_pipe() tells whether the reader has gone away. */
bool os_write_fd(int fd, struct str piece);
bool os_broken_pipe(void);

#endif
