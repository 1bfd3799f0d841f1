/*
 * Threads, a lock, a condition: the little that the pipeline needs.
 */
#ifndef WSALOG_BASE_OS_THREAD_H
#define WSALOG_BASE_OS_THREAD_H

#include <pthread.h>
#include <stdbool.h>

typedef pthread_t os_thread;
typedef pthread_mutex_t os_lock;
typedef pthread_cond_t os_condition;

bool os_thread_start(os_thread *t, void *(*run)(void *), void *state);
void os_thread_join(os_thread t);

void os_lock_init(os_lock *l);
void os_lock_release(os_lock *l);
void os_lock_take(os_lock *l);
void os_lock_give(os_lock *l);

void os_condition_init(os_condition *c);
void os_condition_release(os_condition *c);
void os_condition_wait(os_condition *c, os_lock *l); /* l is held */
/* The same, for at most so many milliseconds. */
void os_condition_wait_for(os_condition *c, os_lock *l, unsigned ms);
void os_condition_wake_all(os_condition *c);

#endif
