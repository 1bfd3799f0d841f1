#include "base/os_file.h"
#include "base/os_process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40         /* as the kernel follows */
#define NAME_TRIES 100       /* names that others hold; one is almost always enough */
#define TEMPORARY ".wsalog-" /* the rest of the name is chance */

struct os_output {
    int fd;          /* -1: closed */
    int failure;     /* errno of the first write that failed, or 0 */
    char *path;      /* owned: as the user named it, for messages */
    char *target;    /* owned: the path with its last links resolved */
    char *temporary; /* owned: where the bytes go; NULL: directly to the target */
};

static void output_free(struct os_output *o)
{
    if (o->fd >= 0)
        (void)close(o->fd);
    free(o->path);
    free(o->target);
    free(o->temporary);
    free(o);
}

/* Follows the links that the path itself is (not those of its folders), so that a link stays one
 * and the file that it names is replaced, also when it does not exist yet. NULL with errno. */
static char *resolve(const char *path)
{
    char *at = strdup(path);
    for (int links = 0; at; links++) {
        char to[4096];
        ssize_t len = readlink(at, to, sizeof to - 1);
        if (len < 0)
            return at; /* no link, or it does not exist */
        to[len] = '\0';
        char *next = links < LINKS_MAX ? os_path_beside(at, to) : NULL;
        if (links >= LINKS_MAX)
            errno = ELOOP;
        free(at);
        at = next;
    }
    return NULL;
}

/* Opens a new file beside the target; its mode is what the umask leaves. */
static bool open_temporary(struct os_output *o)
{
    uint64_t chance = (uint64_t)os_monotonic_ns() ^ (uint64_t)getpid() << 40;
    for (int try = 0; try < NAME_TRIES; try++) {
        char name[sizeof TEMPORARY + 16];
        chance = chance * 6364136223846793005u + 1442695040888963407u;
        (void)snprintf(name, sizeof name, TEMPORARY "%012llx", (unsigned long long)(chance >> 16));
        o->temporary = os_path_beside(o->target, name);
        if (!o->temporary)
            return false;
        o->fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
        if (o->fd >= 0)
            return true;
        int reason = errno;
        free(o->temporary);
        o->temporary = NULL;
        errno = reason;
        if (reason != EEXIST)
            return false;
    }
    return false;
}

/* The new file takes the place of an old one: it keeps the owner, as far as the system lets us,
 * and the mode (after the owner, whose change clears bits). */
static void take_after(int fd, const struct stat *old)
{
    struct stat new;
    if (fstat(fd, &new) != 0)
        return;
    if (new.st_uid != old->st_uid || new.st_gid != old->st_gid) {
        if (fchown(fd, old->st_uid, old->st_gid) != 0 && fchown(fd, (uid_t)-1, old->st_gid) != 0)
            return; /* another group must not get what the old one was given */
    }
    (void)fchmod(fd, old->st_mode & 07777);
}

static bool open_target(struct os_output *o)
{
    char *path = os_absolute_path(o->path);
    o->target = path ? resolve(path) : NULL;
    free(path);
    if (!o->target)
        return false;
    struct stat old;
    bool exists = stat(o->target, &old) == 0;
    if (!exists && errno != ENOENT)
        return false;
    if (exists && !S_ISREG(old.st_mode)) {
        o->fd = open(o->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return o->fd >= 0;
    }
    if (!open_temporary(o))
        return false;
    if (exists)
        take_after(o->fd, &old);
    return true;
}

enum status os_output_open(const char *path, struct os_output **out, struct error *err)
{
    *out = NULL;
    struct os_output *o = calloc(1, sizeof *o);
    if (!o)
        return error_no_memory(err);
    o->fd = -1;
    o->path = strdup(path);
    if (!o->path) {
        output_free(o);
        return error_no_memory(err);
    }
    if (!open_target(o)) {
        enum status status = error_set(err, STATUS_IO, "%s: %s", path, os_reason());
        output_free(o);
        return status;
    }
    *out = o;
    return STATUS_OK;
}

void os_output_keep_private(struct os_output *o)
{
    struct stat now;
    if (o->temporary && fstat(o->fd, &now) == 0)
        (void)fchmod(o->fd, now.st_mode & S_IRWXU);
}

bool os_output_write(struct os_output *o, struct str piece)
{
    if (!o->failure && !os_write_fd(o->fd, piece))
        o->failure = errno;
    return o->failure == 0;
}

/* Without this a rename may be lost when the power goes. The file itself is whole either way, so
 * that a system which cannot do it is no failure. */
static void flush_folder(const char *path)
{
    char *folder = os_path_beside(path, ".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
    free(folder);
}

/* Bytes to the disk; false with errno. */
static bool settle(struct os_output *o)
{
    if (o->failure) {
        errno = o->failure;
        return false;
    }
    if (o->fd < 0)
        return true;
    if (o->temporary && fsync(o->fd) != 0)
        return false;
    int closed = close(o->fd); /* some systems report a full disk only here */
    o->fd = -1;
    return closed == 0;
}

enum status os_output_finish(struct os_output *o, struct error *err)
{
    if (settle(o))
        return STATUS_OK;
    o->failure = errno;
    return error_set(err, STATUS_IO, "%s: %s", o->path, os_reason());
}

bool os_output_places(const struct os_output *o, const char **temporary, const char **target)
{
    *temporary = o->temporary;
    *target = o->target;
    return o->temporary != NULL;
}

/* The name takes hold; false with errno. */
static bool take_name(const char *temporary, const char *target)
{
    if (rename(temporary, target) != 0)
        return false;
    flush_folder(target);
    return true;
}

enum status os_output_publish(struct os_output *o, bool keep, struct error *err)
{
    enum status status = STATUS_OK;
    if (o->temporary && !take_name(o->temporary, o->target)) {
        status = error_set(err, STATUS_IO, "%s: %s", o->path, os_reason());
        if (!keep)
            (void)unlink(o->temporary);
    }
    output_free(o);
    return status;
}

enum status os_publish(const char *temporary, const char *target, struct error *err)
{
    if (take_name(temporary, target) || errno == ENOENT)
        return STATUS_OK;
    return error_set(err, STATUS_IO, "%s: %s", target, os_reason());
}

enum status os_output_commit(struct os_output *o, struct error *err)
{
    enum status status = os_output_finish(o, err);
    if (!status)
        return os_output_publish(o, false, err);
    os_output_abandon(o);
    return status;
}

void os_output_abandon(struct os_output *o)
{
    if (!o)
        return;
    if (o->temporary)
        (void)unlink(o->temporary);
    output_free(o);
}
