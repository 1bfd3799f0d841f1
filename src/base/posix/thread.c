#include "base/os_thread.h"

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
    (void)pthread_cond_init(c, NULL);
}

void os_condition_release(os_condition *c)
{
    (void)pthread_cond_destroy(c);
}

void os_condition_wait(os_condition *c, os_lock *l)
{
    (void)pthread_cond_wait(c, l);
}

void os_condition_wake_all(os_condition *c)
{
    (void)pthread_cond_broadcast(c);
}
