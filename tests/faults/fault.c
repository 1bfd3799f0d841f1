/*
 * Preloaded into the program by tests: makes one call of the system fail.
 *
 *     FAULT_CALL    read (also pread), write, rename, fsync, open (also openat), opendir, malloc
 *                   (also calloc and realloc)
 *     FAULT_AT      the first that fails, from 1 (1 when not set)
 *     FAULT_ALL     when set, all after it fail too
 *     FAULT_ERRNO   the number of the error; EIO, or ENOMEM of malloc, when not set
 *     FAULT_PATH    count only calls about a path or an open file that ends so
 *     FAULT_PART    the same for a part of the path
 *     FAULT_MISSED  a file to make when the program ends and nothing has failed
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What malloc is underneath: dlsym() allocates, and so cannot be asked for it. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_long calls;
static atomic_bool struck;

static long number(const char *name, long fallback)
{
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : fallback;
}

static bool is_about(const char *path)
{
    const char *wanted = getenv("FAULT_PATH");
    const char *part = getenv("FAULT_PART");
    size_t len = strlen(path);
    size_t end = wanted ? strlen(wanted) : 0;
    return (!wanted || (len >= end && strcmp(path + len - end, wanted) == 0)) &&
           (!part || strstr(path, part));
}

static size_t path_of(int fd, char *path, size_t room)
{
    char link[64];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, room - 1);
    path[len > 0 ? len : 0] = '\0';
    return len > 0 ? (size_t)len : 0;
}

static bool is_about_file(int fd)
{
    char path[4096];
    (void)path_of(fd, path, sizeof path);
    return is_about(path);
}

static bool is_about_entry(int folder, const char *name)
{
    char path[8192];
    size_t len = folder == AT_FDCWD ? 0 : path_of(folder, path, sizeof path / 2);
    (void)snprintf(path + len, sizeof path - len, "%s%s", len ? "/" : "", name);
    return is_about(path);
}

static bool is_meant(const char *call)
{
    const char *wanted = getenv("FAULT_CALL");
    return wanted && strcmp(wanted, call) == 0;
}

/* Counts a call that is meant; true when it is to fail. */
static bool strikes(void)
{
    long at = number("FAULT_AT", 1);
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (call != at && !(call > at && getenv("FAULT_ALL")))
        return false;
    atomic_store(&struck, true);
    errno = (int)number("FAULT_ERRNO", is_meant("malloc") ? ENOMEM : EIO);
    return true;
}

/* A pointer to an object is none to a function, as far as C is concerned. */
#define REAL(function, name)                                                                       \
    do {                                                                                           \
        void *found = dlsym(RTLD_NEXT, name);                                                      \
        memcpy(&(function), &found, sizeof found);                                                 \
    } while (0)

ssize_t read(int fd, void *to, size_t room)
{
    ssize_t (*real)(int, void *, size_t);
    if (is_meant("read") && is_about_file(fd) && strikes())
        return -1;
    REAL(real, "read");
    return real(fd, to, room);
}

/* Counted with read. */
ssize_t pread64(int fd, void *to, size_t room, off64_t at)
{
    ssize_t (*real)(int, void *, size_t, off64_t);
    if (is_meant("read") && is_about_file(fd) && strikes())
        return -1;
    REAL(real, "pread64");
    return real(fd, to, room, at);
}

ssize_t pread(int fd, void *to, size_t room, off_t at)
{
    return pread64(fd, to, room, at);
}

ssize_t write(int fd, const void *from, size_t len)
{
    ssize_t (*real)(int, const void *, size_t);
    if (is_meant("write") && is_about_file(fd) && strikes())
        return -1;
    REAL(real, "write");
    return real(fd, from, len);
}

int rename(const char *from, const char *to)
{
    int (*real)(const char *, const char *);
    if (is_meant("rename") && is_about(to) && strikes())
        return -1;
    REAL(real, "rename");
    return real(from, to);
}

int fsync(int fd)
{
    int (*real)(int);
    if (is_meant("fsync") && strikes())
        return -1;
    REAL(real, "fsync");
    return real(fd);
}

static int open_as(const char *name, const char *path, int how, mode_t mode)
{
    int (*real)(const char *, int, mode_t);
    if (is_meant("open") && is_about(path) && strikes())
        return -1;
    REAL(real, name);
    return real(path, how, mode);
}

/* The mode is there only for a file that may be made. */
#define MODE_OF(how, mode)                                                                         \
    mode_t mode = 0;                                                                               \
    if ((how)&O_CREAT) {                                                                           \
        va_list rest;                                                                              \
        va_start(rest, how);                                                                       \
        (mode) = va_arg(rest, mode_t);                                                             \
        va_end(rest);                                                                              \
    }

int open(const char *path, int how, ...)
{
    MODE_OF(how, mode)
    return open_as("open", path, how, mode);
}

int open64(const char *path, int how, ...)
{
    MODE_OF(how, mode)
    return open_as("open64", path, how, mode);
}

static int open_in(const char *name, int folder, const char *path, int how, mode_t mode)
{
    int (*real)(int, const char *, int, mode_t);
    if (is_meant("open") && is_about_entry(folder, path) && strikes())
        return -1;
    REAL(real, name);
    return real(folder, path, how, mode);
}

int openat(int folder, const char *path, int how, ...)
{
    MODE_OF(how, mode)
    return open_in("openat", folder, path, how, mode);
}

int openat64(int folder, const char *path, int how, ...)
{
    MODE_OF(how, mode)
    return open_in("openat64", folder, path, how, mode);
}

DIR *opendir(const char *path)
{
    DIR *(*real)(const char *);
    if (is_meant("opendir") && is_about(path) && strikes())
        return NULL;
    REAL(real, "opendir");
    return real(path);
}

/* A sanitizer brings its own, which these must not hide. */
#ifndef FAULT_NO_MALLOC
void *malloc(size_t size)
{
    return is_meant("malloc") && strikes() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_meant("malloc") && strikes() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return is_meant("malloc") && strikes() ? NULL : __libc_realloc(old, size);
}
#endif

__attribute__((destructor)) static void tell_missed(void)
{
    const char *file = getenv("FAULT_MISSED");
    if (!file || atomic_load(&struck))
        return;
    int fd = creat(file, 0666);
    if (fd >= 0)
        (void)close(fd);
}
