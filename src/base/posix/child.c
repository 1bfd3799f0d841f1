#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/os_process.h"

#define NOT_FOUND 127 /* as the shell says it */
#define COMMAND_BYTES_MAX ((size_t)64 * 1024)

extern char **environ; /* of POSIX, which declares it in no header */

/* A child starts with ordinary signals, not with what this process has set for itself. */
static bool spawn(const char *program, char *const *arguments,
                  const posix_spawn_file_actions_t *files, short flags, pid_t *child)
{
    posix_spawnattr_t attributes;
    sigset_t ordinary;
    (void)sigemptyset(&ordinary);
    (void)sigaddset(&ordinary, SIGPIPE);
    (void)sigaddset(&ordinary, SIGINT);
    (void)sigaddset(&ordinary, SIGTERM);
    if (posix_spawnattr_init(&attributes) != 0)
        return false;
    (void)posix_spawnattr_setsigdefault(&attributes, &ordinary);
    (void)posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETSIGDEF | flags));
    int refused = posix_spawnp(child, program, files, &attributes, arguments, environ);
    (void)posix_spawnattr_destroy(&attributes);
    errno = refused;
    return refused == 0;
}

/* LESS as git sets it: leave when all fits on the screen, let colours through, keep the screen as
 * it was. */
static bool spawn_pager(const char *command, int input, pid_t *child)
{
    posix_spawn_file_actions_t files;
    struct buf script = BUF_INIT(COMMAND_BYTES_MAX);
    buf_add_format(&script, "export LESS=\"${LESS-FRX}\" LV=\"${LV--c}\"; %s", command);
    char shell[] = "sh", flag[] = "-c";
    char *arguments[] = {shell, flag, script.ptr, NULL};
    bool done = !script.failed && posix_spawn_file_actions_init(&files) == 0;
    if (done) {
        done = posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO) == 0 &&
               spawn("/bin/sh", arguments, &files, 0, child);
        (void)posix_spawn_file_actions_destroy(&files);
    }
    buf_release(&script);
    return done;
}

/* Neither end must stay open in the child: it would never see the end of its input. */
static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

bool os_pager_start(const char *command, struct os_pager *out)
{
    int ends[2];
    pid_t child = 0;
    int terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (terminal < 0)
        return false;
    if (!make_pipe(ends)) {
        (void)close(terminal);
        return false;
    }
    bool started = spawn_pager(command, ends[0], &child);
    if (started)
        (void)dup2(ends[1], STDOUT_FILENO);
    else
        (void)close(terminal);
    (void)close(ends[0]);
    (void)close(ends[1]);
    *out = (struct os_pager){.process = child, .terminal = terminal};
    return started;
}

/* Ctrl-C is the pager's while it runs. */
bool os_pager_end(struct os_pager *pager)
{
    int status = 0;
    (void)signal(SIGINT, SIG_IGN);
    (void)dup2(pager->terminal, STDOUT_FILENO); /* the pager sees the end of its input */
    (void)close(pager->terminal);
    while (waitpid(pager->process, &status, 0) < 0 && errno == EINTR) {
    }
    return !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND);
}

bool os_has_program(const char *name)
{
    char path[PATH_MAX];
    const char *at = os_environment("PATH");
    while (at && *at) {
        size_t len = strcspn(at, ":");
        int written = snprintf(path, sizeof path, "%.*s/%s", (int)len, at, name);
        if (written > 0 && (size_t)written < sizeof path && access(path, X_OK) == 0)
            return true;
        at += len + (at[len] == ':');
    }
    return false;
}

bool os_run_detached(const char *program, const char *argument)
{
    posix_spawn_file_actions_t files;
    pid_t child;
    struct buf copy = BUF_INIT(COMMAND_BYTES_MAX), name = BUF_INIT(COMMAND_BYTES_MAX);
    buf_add_text(&name, program);
    buf_add_text(&copy, argument);
    char *arguments[] = {name.ptr, copy.ptr, NULL};
    bool done = !name.failed && !copy.failed && posix_spawn_file_actions_init(&files) == 0;
    if (done) {
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
            (void)posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
        done = spawn(program, arguments, &files, POSIX_SPAWN_SETPGROUP, &child);
        (void)posix_spawn_file_actions_destroy(&files);
    }
    buf_release(&copy);
    buf_release(&name);
    return done;
}
