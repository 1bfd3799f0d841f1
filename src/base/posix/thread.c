#include "base/os_thread.h"

#include <time.h>

/* The calls below can only fail by misuse (a lock that was never made, or is held), so their
 * results are not handed on. */

bool os_thread_start(os_thread *t, void *(*run)(void *), void *state)
{
    return pthread_create(t, NULL, run, state) == 0;
}

void os_thread_join(os_thread t)
{
    (void)pthread_join(t, NULL);
}

void os_lock_init(os_lock *l)
{
    (void)pthread_mutex_init(l, NULL);
}

void os_lock_release(os_lock *l)
{
    (void)pthread_mutex_destroy(l);
}

void os_lock_take(os_lock *l)
{
    (void)pthread_mutex_lock(l);
}

void os_lock_give(os_lock *l)
{
    (void)pthread_mutex_unlock(l);
}

void os_condition_init(os_condition *c)
{
    pthread_condattr_t how;
    (void)pthread_condattr_init(&how);
    (void)pthread_condattr_setclock(&how, CLOCK_MONOTONIC); /* of os_condition_wait_for() */
    (void)pthread_cond_init(c, &how);
    (void)pthread_condattr_destroy(&how);
}

void os_condition_release(os_condition *c)
{
    (void)pthread_cond_destroy(c);
}

void os_condition_wait(os_condition *c, os_lock *l)
{
    (void)pthread_cond_wait(c, l);
}

void os_condition_wait_for(os_condition *c, os_lock *l, unsigned ms)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_cond_timedwait(c, l, &until);
}

void os_condition_wake_all(os_condition *c)
{
    (void)pthread_cond_broadcast(c);
}
