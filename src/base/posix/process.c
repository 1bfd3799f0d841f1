#include "base/os_process.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The one global of the program: a signal handler is given nothing but the signal's number, so
 * what it has to say must stand where it can find it. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number)
{
    if (interrupted) { /* by a signal of the other kind */
        (void)signal(signal_number, SIG_DFL);
        (void)raise(signal_number); /* comes when this handler returns */
    }
    interrupted = 1;
}

void os_catch_interrupts(void)
{
    /* SA_RESETHAND: the second signal of a kind finds the default action, which ends the process.
     * No SA_RESTART: a read that waits for a pipe has to return. */
    struct sigaction once = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
    (void)sigemptyset(&once.sa_mask);
    const int caught[] = {SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++) {
        struct sigaction before;
        /* A job started with nohup or & ignores them on purpose. */
        if (sigaction(caught[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            (void)sigaction(caught[i], &once, NULL);
    }
    (void)signal(SIGPIPE, SIG_IGN);
}

bool os_interrupted(void)
{
    return interrupted != 0;
}

enum os_kind os_fd_kind(int fd)
{
    struct os_stat st;
    return os_stat_file((struct os_file){.fd = fd}, &st) ? st.kind : OS_OTHER;
}

bool os_fd_open(int fd)
{
    struct stat st;
    struct stat null;
    if (fstat(fd, &st) != 0)
        return false;
    return !(S_ISCHR(st.st_mode) && stat("/dev/null", &null) == 0 && st.st_rdev == null.st_rdev);
}

/* systemd tells device and inode of what it has connected; a later redirection is none of it. */
bool os_journal_listens(void)
{
    const char *stream = os_environment("JOURNAL_STREAM");
    struct stat st;
    char mine[64];
    if (!stream || fstat(STDERR_FILENO, &st) != 0)
        return false;
    (void)snprintf(mine, sizeof mine, "%llu:%llu", (unsigned long long)st.st_dev,
                   (unsigned long long)st.st_ino);
    return strcmp(stream, mine) == 0;
}

unsigned os_terminal_width(int fd)
{
    struct winsize size;
    return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

unsigned os_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
    /* More processors than the set holds, or no such call. */
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}

const char *os_environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

int64_t os_now_s(void)
{
    return (int64_t)time(NULL);
}

int64_t os_monotonic_ns(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void os_sleep_ms(unsigned ms)
{
    struct timespec wait = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    (void)nanosleep(&wait, NULL);
}
