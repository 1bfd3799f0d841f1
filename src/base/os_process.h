/*
 * The process and its surroundings: processors, terminal, environment, interruption.
 */
#ifndef WSALOG_BASE_OS_PROCESS_H
#define WSALOG_BASE_OS_PROCESS_H

#include "base/os_file.h"

enum os_kind os_fd_kind(int fd); /* what standard input, output or error is */
/* Standard error is read by the system's journal, which takes a priority before each line. */
bool os_journal_listens(void);
bool os_fd_open(int fd);                      /* false: closed, or /dev/null */
unsigned os_terminal_width(int fd);           /* columns, 0 when unknown */
unsigned os_processors(void);                 /* those this process may use; at least 1 */
const char *os_environment(const char *name); /* NULL when unset or empty */
/* Where this system has the configuration of a program of that name, of the machine and of the
 * user; allocated. NULL: nowhere, or no memory. Whether it is there nobody has looked. */
char *os_system_configuration(const char *name);
char *os_user_configuration(const char *name);
int64_t os_now_s(void); /* seconds since the epoch */
int64_t os_monotonic_ns(void);
void os_sleep_ms(unsigned ms); /* less when a signal comes */

/*
 * A pager: a program, run by the shell, that shows what is written to standard output. Between
 * start and end standard output leads to it. os_pager_start() gives false, and nothing has changed,
 * when that cannot be tried; os_pager_end() waits until it has ended, and gives false when the
 * shell could not run it, so that nobody saw anything.
 */
struct os_pager {
    int process;
    int terminal; /* what standard output was */
};
bool os_pager_start(const char *command, struct os_pager *out);
bool os_pager_end(struct os_pager *pager);

/* True when a program of that name can be found and run. */
bool os_has_program(const char *name);

/* Runs `program` with one argument and does not wait for it; its output goes nowhere. False when it
 * cannot be started; that it failed nobody learns. */
bool os_run_detached(const char *program, const char *argument);

/* From now on a first Ctrl-C or SIGTERM only sets the flag that os_interrupted() reads; a second
 * one ends the process. A closed pipe gives a write error, not a signal. */
void os_catch_interrupts(void);
bool os_interrupted(void);

#endif
