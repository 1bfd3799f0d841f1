/*
 * measure COMMAND [ARG...]: runs it with its output thrown away, and prints to standard output:
 * seconds, seconds of processor time, peak resident kilobytes, exit status.
 *
 * The output goes to a temporary file: into /dev/null, programs of the grep family stop at the
 * first match.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void run(char **command)
{
    FILE *nowhere = tmpfile();
    if (nowhere)
        (void)dup2(fileno(nowhere), STDOUT_FILENO);
    (void)execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fprintf(stderr, "usage: measure COMMAND [ARG...]\n");
        return 2;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0)
        run(argv + 1);
    int status = 0;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) < 0) {
        perror("measure");
        return 1;
    }
    printf("%.6f %.6f %ld %d\n", now() - start, seconds(used.ru_utime) + seconds(used.ru_stime),
           used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
