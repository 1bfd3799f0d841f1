/*
 * measure COMMAND [ARG...]: runs it with its output thrown away, and prints to standard output:
 * seconds, seconds of processor time, peak resident kilobytes, exit status, and the number that the
 * output consists of, or - if it is something else.
 *
 * The output goes to a temporary file: into /dev/null, programs of the grep family stop at the
 * first match.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT_BYTES_MAX 24

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

static void run(char **command, FILE *output)
{
    (void)dup2(fileno(output), STDOUT_FILENO);
    (void)execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

/* What grep -c prints: one line, and nothing but digits in it. */
static void read_count(FILE *output, char count[COUNT_BYTES_MAX])
{
    rewind(output);
    size_t len = fread(count, 1, COUNT_BYTES_MAX - 1, output);
    count[len] = '\0';
    size_t digits = strspn(count, "0123456789");
    if (digits != 0 && digits + 1 == len && count[digits] == '\n')
        count[digits] = '\0';
    else
        (void)snprintf(count, COUNT_BYTES_MAX, "-");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fprintf(stderr, "usage: measure COMMAND [ARG...]\n");
        return 2;
    }
    FILE *output = tmpfile();
    if (!output) {
        perror("measure");
        return 1;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0)
        run(argv + 1, output);
    int status = 0;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) < 0) {
        perror("measure");
        return 1;
    }
    double wall = now() - start;
    char count[COUNT_BYTES_MAX];
    read_count(output, count);
    printf("%.6f %.6f %ld %d %s\n", wall, seconds(used.ru_utime) + seconds(used.ru_stime),
           used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), count);
    return 0;
}
