#include "pipeline/progress.h"

#include <stdio.h>
#include <string.h>

#include "input/walk.h"

void progress_init(struct progress *p)
{
    *p = (struct progress){.view = {.walked = false}};
    os_lock_init(&p->lock);
}

void progress_release(struct progress *p)
{
    os_lock_release(&p->lock);
}

void progress_expect(struct progress *p, const struct walk *walk)
{
    if (!p)
        return;
    os_lock_take(&p->lock);
    p->view.walked = p->view.has_total = true;
    for (size_t i = 0; i < walk->file_count; i++) {
        p->view.has_total &= walk->files[i].bytes != UINT64_MAX;
        p->view.total += walk->files[i].bytes;
    }
    os_lock_give(&p->lock);
}

/* The lock is held. */
static void set_name(struct progress *p, const char *name)
{
    size_t len = strlen(name);
    const char *end = len > PROGRESS_NAME_MAX ? name + len - PROGRESS_NAME_MAX : name;
    (void)snprintf(p->view.name, sizeof p->view.name, "%s", end);
}

void progress_begin(struct progress *p, const struct walk_file *file)
{
    if (!p)
        return;
    os_lock_take(&p->lock);
    p->size = file->bytes == UINT64_MAX ? 0 : file->bytes;
    set_name(p, file->path);
    os_lock_give(&p->lock);
}

void progress_name(struct progress *p, const char *name)
{
    if (!p)
        return;
    os_lock_take(&p->lock);
    set_name(p, name);
    os_lock_give(&p->lock);
}

/* Of the file at hand. What is read twice (the directory at the end of an archive) counts once. */
static uint64_t bytes_of_file(const struct progress *p)
{
    uint64_t read = p->meter.bytes;
    return p->size && read > p->size ? p->size : read;
}

void progress_end(struct progress *p)
{
    if (!p)
        return;
    os_lock_take(&p->lock);
    /* Where only a look was taken, the rest is done with too. */
    p->view.bytes += p->size ? p->size : p->meter.bytes;
    p->meter.bytes = 0;
    p->size = 0;
    os_lock_give(&p->lock);
}

void progress_look(struct progress *p, struct progress_view *out)
{
    os_lock_take(&p->lock);
    *out = p->view;
    out->bytes += bytes_of_file(p);
    os_lock_give(&p->lock);
}
