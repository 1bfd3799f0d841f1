#include "base/os_file.h"
#include "base/os_process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a wait for a writer may hide an interruption that another thread was woken for. */
#define POLL_MS 100

/* One read is never asked for more: some systems refuse or shorten larger ones. */
#define READ_MAX ((size_t)1 << 30)

const char *os_reason(void)
{
    return strerror(errno); /* thread-local in the C libraries of today */
}

/* Closes without hiding why we got here. */
static void close_quietly(int fd)
{
    int reason = errno;
    (void)close(fd);
    errno = reason;
}

static enum os_kind kind_of(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return OS_REGULAR;
    case S_IFDIR:
        return OS_DIRECTORY;
    case S_IFIFO:
        return OS_PIPE;
    case S_IFCHR:
    case S_IFBLK:
        return OS_DEVICE;
    case S_IFSOCK:
        return OS_SOCKET;
    default:
        return OS_OTHER;
    }
}

static void fill_stat(const struct stat *st, struct os_stat *out)
{
    *out = (struct os_stat){
        .kind = kind_of(st->st_mode),
        .size = st->st_size > 0 ? (uint64_t)st->st_size : 0,
        .device = (uint64_t)st->st_dev,
        .inode = (uint64_t)st->st_ino,
        .links = (uint64_t)st->st_nlink,
        .mtime_s = (int64_t)st->st_mtime,
        .mtime_ns = (int32_t)st->st_mtim.tv_nsec,
    };
}

size_t os_link_target(const char *path, char *to, size_t room)
{
    ssize_t len = readlink(path, to, room);
    return len > 0 ? (size_t)len : 0;
}

bool os_stat_path(const char *path, struct os_stat *out)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return false;
    fill_stat(&st, out);
    return true;
}

bool os_folder_stat(const struct os_folder *f, const char *name, struct os_stat *out)
{
    struct stat st;
    if (fstatat(dirfd(f->dir), name, &st, 0) != 0)
        return false;
    fill_stat(&st, out);
    return true;
}

bool os_stat_file(struct os_file f, struct os_stat *out)
{
    struct stat st;
    if (fstat(f.fd, &st) != 0)
        return false;
    fill_stat(&st, out);
    if (out->kind == OS_DEVICE && isatty(f.fd))
        out->kind = OS_TERMINAL;
    return true;
}

char *os_absolute_path(const char *path)
{
    char *here = *path == '/' ? NULL : getcwd(NULL, 0);
    if (*path != '/' && !here)
        return NULL;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    size_t size = (here ? strlen(here) + 1 : 0) + strlen(path) + 1;
    char *out = malloc(size);
    if (out)
        (void)snprintf(out, size, "%s%s%s", here ? here : "", here ? "/" : "", path);
    free(here);
    return out;
}

bool os_remove_file(const char *path)
{
    return unlink(path) == 0;
}

char *os_path_beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    size_t folder = *name != '/' && slash ? (size_t)(slash - path) + 1 : 0;
    size_t size = folder + strlen(name) + 1;
    char *out = malloc(size);
    if (out)
        (void)snprintf(out, size, "%.*s%s", (int)folder, path, name);
    return out;
}

/* Opening a FIFO would wait for its writer, and an interruption that another thread was woken for
 * would not end that. So the wait is left to wait_readable(). */
static int open_now(int folder, const char *path)
{
    const int how = O_RDONLY | O_CLOEXEC | O_NOCTTY;
    int fd;
    do
        fd = openat(folder, path, how | O_NONBLOCK);
    while (fd < 0 && errno == EINTR && !os_interrupted());
    if (fd < 0 && errno == EAGAIN) /* a file that is leased to another program */
        return openat(folder, path, how);
    return fd;
}

#ifndef O_PATH /* then who may not list a folder goes all the way */
#define O_PATH O_RDONLY
#endif

/* The descriptor of the folder in which the path lies, or AT_FDCWD. The folder is opened for the
 * second file in a row. */
static int folder_of(struct os_nearby *near, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    if (len > 1 && len == near->folder && memcmp(near->path, path, len) == 0) {
        char folder[PATH_MAX];
        if (near->fd < 0 && len < sizeof folder) {
            memcpy(folder, path, len);
            folder[len] = '\0';
            near->fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
        }
    } else {
        os_nearby_close(near);
    }
    near->path = path;
    near->folder = len;
    return near->fd < 0 ? AT_FDCWD : near->fd;
}

void os_nearby_close(struct os_nearby *near)
{
    if (near->fd >= 0)
        close_quietly(near->fd);
    *near = OS_NEARBY_NONE;
}

bool os_open_read(const char *path, struct os_file *out, struct os_stat *is)
{
    return os_open_nearby(NULL, path, out, is);
}

static int open_in(struct os_nearby *near, const char *path)
{
    int folder = near ? folder_of(near, path) : AT_FDCWD;
    return open_now(folder, folder == AT_FDCWD ? path : path + near->folder);
}

bool os_open_nearby(struct os_nearby *near, const char *path, struct os_file *out,
                    struct os_stat *is)
{
    struct os_file f = {.given = strcmp(path, "-") == 0};
    struct os_stat seen;
    *out = OS_FILE_CLOSED;
    /* A descriptor of our own, so that os_close() needs no exception. */
    f.fd = f.given ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : open_in(near, path);
    if (f.fd < 0)
        return false;
    if (!os_stat_file(f, &seen)) {
        os_close(&f);
        return false;
    }
    f.waits = seen.kind != OS_REGULAR && seen.kind != OS_DIRECTORY;
    if (f.waits && !f.given)
        (void)fcntl(f.fd, F_SETFL, fcntl(f.fd, F_GETFL) & ~O_NONBLOCK);
    if (is)
        *is = seen;
    *out = f;
    return true;
}

uint64_t os_position(struct os_file f)
{
    off_t at = f.given ? lseek(f.fd, 0, SEEK_CUR) : 0;
    return at > 0 ? (uint64_t)at : 0;
}

bool os_seek(struct os_file f, uint64_t at)
{
    return at <= INT64_MAX && lseek(f.fd, (off_t)at, SEEK_SET) == (off_t)at;
}

void os_will_read_all(struct os_file f)
{
    (void)posix_fadvise(f.fd, 0, 0, POSIX_FADV_SEQUENTIAL);
}

/* Waits until there is something to read. A signal may arrive at another thread, or just before
 * the read: therefore in short steps. */
static bool wait_readable(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    for (;;) {
        if (os_interrupted()) {
            errno = EINTR;
            return false;
        }
        int ready = poll(&wanted, 1, POLL_MS);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR && errno != EAGAIN)
            return false;
    }
}

int64_t os_read_some(struct os_file f, void *to, size_t room)
{
    size_t want = room < READ_MAX ? room : READ_MAX;
    for (;;) {
        ssize_t n = f.waits && !wait_readable(f.fd) ? -1 : read(f.fd, to, want);
        if (n >= 0 || (errno != EAGAIN && (errno != EINTR || os_interrupted())))
            return n;
        /* EAGAIN: someone left a shared pipe in non-blocking mode */
    }
}

/* From a place of a regular file, without moving to it. */
static int64_t read_some_at(struct os_file f, uint64_t at, void *to, size_t room)
{
    size_t want = room < READ_MAX ? room : READ_MAX;
    ssize_t n;
    do
        n = at <= INT64_MAX ? pread(f.fd, to, want, (off_t)at) : 0;
    while (n < 0 && errno == EINTR && !os_interrupted());
    return n;
}

/* `from`: the place, or NULL to read on. */
static int64_t read_full(struct os_file f, const uint64_t *from, void *to, size_t room)
{
    char *at = to;
    size_t got = 0;
    while (got < room) {
        int64_t n = from ? read_some_at(f, *from + got, at + got, room - got)
                         : os_read_some(f, at + got, room - got);
        if (n < 0)
            return got ? (int64_t)got : -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (int64_t)got;
}

int64_t os_read(struct os_file f, void *to, size_t room)
{
    return read_full(f, NULL, to, room);
}

int64_t os_read_at(struct os_file f, uint64_t at, void *to, size_t room)
{
    return read_full(f, &at, to, room);
}

void os_close(struct os_file *f)
{
    if (f->fd >= 0)
        close_quietly(f->fd);
    *f = OS_FILE_CLOSED;
}

/* Reads to the end of the file into *bytes, which the caller frees also on failure. */
static enum status read_to_end(struct os_file file, const char *path, size_t ceiling, char **bytes,
                               size_t *len, struct error *err)
{
    size_t room = 8192;
    do {
        room = room < ceiling / 2 ? room * 2 : ceiling + 1; /* one more tells whether it fits */
        char *more = realloc(*bytes, room);
        if (!more)
            return error_no_memory(err);
        *bytes = more;
        int64_t n = os_read(file, *bytes + *len, room - *len);
        if (n < 0)
            return error_set(err, STATUS_IO, "%s: %s", path, os_reason());
        *len += (size_t)n;
        if (*len > ceiling)
            return error_set(err, STATUS_LIMIT, "%s: larger than %zu bytes", path, ceiling);
    } while (*len == room);
    (*bytes)[*len] = '\0';
    return STATUS_OK;
}

enum status os_read_whole(const char *path, size_t ceiling, char **out, size_t *len,
                          struct error *err)
{
    *out = NULL;
    *len = 0;
    struct os_file file;
    if (!os_open_read(path, &file, NULL))
        return error_set(err, STATUS_IO, "%s: %s", path, os_reason());
    enum status status = read_to_end(file, path, ceiling, out, len, err);
    os_close(&file);
    if (status != STATUS_OK) {
        free(*out);
        *out = NULL;
        *len = 0;
    }
    return status;
}

bool os_write_fd(int fd, struct str piece)
{
    while (piece.len) {
        ssize_t n = write(fd, piece.ptr, piece.len < READ_MAX ? piece.len : READ_MAX);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            /* Someone left a shared pipe in non-blocking mode: wait until it takes more. */
            struct pollfd wanted = {.fd = fd, .events = POLLOUT};
            (void)poll(&wanted, 1, POLL_MS);
            continue;
        }
        if (n < 0)
            return false;
        piece = str_slice(piece, (size_t)n, piece.len);
    }
    return true;
}

bool os_too_many_links(void)
{
    return errno == ELOOP;
}

bool os_broken_pipe(void)
{
    return errno == EPIPE;
}
