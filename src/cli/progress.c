#include "cli/progress.h"

#include <string.h>

#include "base/os_process.h"
#include "cli/console.h"
#include "cli/progress_line.h"

#define STDOUT 1
#define STDERR 2
#define FIRST_MS 500
#define NEXT_MS 200
#define WIDTH_FALLBACK 80
#define LINE_BYTES_MAX 16384
/* To the first column, and wipe what is right of it. */
#define WIPE "\r\x1b[K"

bool progress_is_wanted(const struct progress_question *q)
{
    if (q->choice == PROGRESS_NEVER || q->quiet || !q->stderr_is_terminal)
        return false;
    if (q->streams && q->stdout_is_terminal)
        return false;
    if (q->ci && strcmp(q->ci, "false") != 0)
        return false;
    return q->terminal && strcmp(q->terminal, "dumb") != 0;
}

/* Asked each time: a window can be made smaller. */
static unsigned width_now(void)
{
    unsigned width = os_terminal_width(STDERR);
    int64_t stated;
    if (!width && str_to_i64(str_from(os_environment("COLUMNS")), &stated) && stated > 0 &&
        stated < LINE_BYTES_MAX)
        width = (unsigned)stated;
    return width ? width : WIDTH_FALLBACK;
}

static void show(struct progress_display *d, int64_t elapsed_ns)
{
    struct progress_view view;
    progress_look(&d->progress, &view);
    struct progress_style style = {.width = width_now(), .ascii = d->ascii};
    struct buf line = BUF_INIT(LINE_BYTES_MAX);
    buf_add_text(&line, WIPE);
    progress_line(&line, &view, elapsed_ns, &style);
    if (!line.failed)
        (void)os_write_fd(STDERR, buf_str(&line)); /* nothing is lost with it */
    d->shown = true;
    buf_release(&line);
}

static void *run(void *state)
{
    struct progress_display *d = state;
    int64_t start = os_monotonic_ns();
    int64_t due = start + FIRST_MS * INT64_C(1000000);
    os_lock_take(&d->lock);
    while (!d->stop) {
        int64_t now = os_monotonic_ns();
        if (now < due) {
            os_condition_wait_for(&d->changed, &d->lock, (unsigned)((due - now) / 1000000) + 1);
            continue;
        }
        os_lock_give(&d->lock);
        show(d, now - start);
        os_lock_take(&d->lock);
        due = now + NEXT_MS * INT64_C(1000000);
    }
    os_lock_give(&d->lock);
    return NULL;
}

struct progress *progress_start(struct progress_display *d, enum progress_choice choice, bool quiet,
                                bool streams)
{
    struct progress_question q = {
        .choice = choice,
        .quiet = quiet,
        .streams = streams,
        .stdout_is_terminal = os_fd_kind(STDOUT) == OS_TERMINAL,
        .stderr_is_terminal = os_fd_kind(STDERR) == OS_TERMINAL,
        .terminal = os_environment("TERM"),
        .ci = os_environment("CI"),
    };
    *d = (struct progress_display){.ascii = !locale_is_utf8()};
    progress_init(&d->progress);
    os_lock_init(&d->lock);
    os_condition_init(&d->changed);
    d->running = progress_is_wanted(&q) && os_thread_start(&d->thread, run, d);
    return d->running ? &d->progress : NULL;
}

void progress_stop(struct progress_display *d)
{
    if (d->running) {
        os_lock_take(&d->lock);
        d->stop = true;
        os_condition_wake_all(&d->changed);
        os_lock_give(&d->lock);
        os_thread_join(d->thread);
        if (d->shown)
            (void)os_write_fd(STDERR, STR(WIPE));
    }
    os_condition_release(&d->changed);
    os_lock_release(&d->lock);
    progress_release(&d->progress);
}
