#include "base/os_thread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define THREADS 4
#define ROUNDS 10000

struct shared {
    os_lock lock;
    os_condition started;
    bool go;
    unsigned count;
};

static void *count_up(void *state)
{
    struct shared *s = state;
    os_lock_take(&s->lock);
    while (!s->go)
        os_condition_wait(&s->started, &s->lock);
    os_lock_give(&s->lock);
    for (int i = 0; i < ROUNDS; i++) {
        os_lock_take(&s->lock);
        s->count++;
        os_lock_give(&s->lock);
    }
    return NULL;
}

static void counting_together(void **state)
{
    (void)state;
    struct shared s = {0};
    os_lock_init(&s.lock);
    os_condition_init(&s.started);
    os_thread threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_true(os_thread_start(&threads[i], count_up, &s));
    os_lock_take(&s.lock);
    s.go = true;
    os_condition_wake_all(&s.started);
    os_lock_give(&s.lock);
    for (int i = 0; i < THREADS; i++)
        os_thread_join(threads[i]);
    assert_int_equal(s.count, THREADS * ROUNDS);
    os_condition_release(&s.started);
    os_lock_release(&s.lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counting_together)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
