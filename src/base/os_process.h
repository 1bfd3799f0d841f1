/*
 * The process and its surroundings: processors, terminal, environment, interruption.
 */
#ifndef WSALOG_BASE_OS_PROCESS_H
#define WSALOG_BASE_OS_PROCESS_H

#include "base/os_file.h"

enum os_kind os_fd_kind(int fd);              /* what standard input, output or error is */
bool os_fd_open(int fd);                      /* false: closed, or /dev/null */
unsigned os_terminal_width(int fd);           /* columns, 0 when unknown */
unsigned os_processors(void);                 /* those this process may use; at least 1 */
const char *os_environment(const char *name); /* NULL when unset or empty */
int64_t os_now_s(void);                       /* seconds since the epoch */
int64_t os_monotonic_ns(void);
void os_sleep_ms(unsigned ms); /* less when a signal comes */

/* From now on a first Ctrl-C or SIGTERM only sets the flag that os_interrupted() reads; a second
 * one ends the process. A closed pipe gives a write error, not a signal. */
void os_catch_interrupts(void);
bool os_interrupted(void);

#endif
