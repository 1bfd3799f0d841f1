#include "report/columns.h"

struct columns columns_fit(const struct report_bucket *buckets, size_t count, size_t room)
{
    struct columns c = {.buckets = buckets, .bucket_count = count};
    c.each = count > room ? (count + room - 1) / room : 1;
    c.count = (count + c.each - 1) / c.each;
    for (size_t i = 0; i < c.count; i++) {
        uint64_t events = columns_events(&c, i);
        c.most = events > c.most ? events : c.most;
    }
    return c;
}

uint64_t columns_events(const struct columns *c, size_t column)
{
    uint64_t events = 0;
    size_t from = column * c->each;
    for (size_t i = from; i < from + c->each && i < c->bucket_count; i++)
        events += c->buckets[i].events;
    return events;
}
