/*
 * Loaded before a program (LD_PRELOAD), kills it or fills the disk at a chosen point: the Nth call
 * that changes a file.
 *
 *     FAULT_KILL_AT=N   SIGKILL instead of the Nth such call
 *     FAULT_FULL_AT=N   from the Nth on, writing gives ENOSPC; the disk has room again for the next
 *                       program
 *     FAULT_COUNT=FILE  the number of calls, written at the end
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static long point(const char *name)
{
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : 0;
}

/* A call that changes a file; true when there is no room for it. */
static int meet(void)
{
    long kill_at = point("FAULT_KILL_AT"), full_at = point("FAULT_FULL_AT");
    calls++;
    if (kill_at && calls == kill_at)
        (void)raise(SIGKILL);
    return full_at && calls >= full_at;
}

static int is_file(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

static int is_full(int fd)
{
    if (!is_file(fd) || !meet())
        return 0;
    errno = ENOSPC;
    return 1;
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int fd, const void *from, size_t len)
{
    return is_full(fd) ? -1 : NEXT(ssize_t(*)(int, const void *, size_t), "write")(fd, from, len);
}

ssize_t pwrite(int fd, const void *from, size_t len, off_t at)
{
    return is_full(fd) ? -1
                       : NEXT(ssize_t(*)(int, const void *, size_t, off_t), "pwrite")(fd, from, len,
                                                                                     at);
}

ssize_t pwrite64(int fd, const void *from, size_t len, off_t at)
{
    return is_full(fd) ? -1
                       : NEXT(ssize_t(*)(int, const void *, size_t, off_t), "pwrite64")(fd, from,
                                                                                       len, at);
}

int fsync(int fd)
{
    return is_full(fd) ? -1 : NEXT(int (*)(int), "fsync")(fd);
}

int fdatasync(int fd)
{
    return is_full(fd) ? -1 : NEXT(int (*)(int), "fdatasync")(fd);
}

int rename(const char *from, const char *to)
{
    (void)meet(); /* a name takes no room */
    return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int unlink(const char *path)
{
    (void)meet();
    return NEXT(int (*)(const char *), "unlink")(path);
}

int ftruncate(int fd, off_t len)
{
    (void)meet();
    return NEXT(int (*)(int, off_t), "ftruncate")(fd, len);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    (void)fprintf(file, "%ld\n", calls);
    (void)fclose(file);
}
