#include "input/events.h"

#include <stddef.h>

const char *events_refusal(void)
{
    return "a Windows event log (.evtx), which this build does not read (it has no libevtx)";
}

bool events_open(const char *path, struct str head, uint64_t size, struct events **out,
                 struct remark *remark)
{
    (void)path;
    (void)head;
    (void)size;
    (void)remark;
    *out = NULL;
    return true;
}

void events_close(struct events *e)
{
    (void)e;
}

struct stream events_stream(struct events *e)
{
    (void)e;
    return (struct stream){NULL, NULL};
}
