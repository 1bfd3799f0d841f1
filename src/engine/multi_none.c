/* The build without Vectorscan: nothing is available, and nothing else is ever called. */
#include "engine/multi.h"

bool multi_available(void)
{
    return false;
}

enum status multi_compile(struct multi_pattern *patterns, size_t count, struct multi **out,
                          struct error *err)
{
    (void)patterns;
    (void)count;
    *out = NULL;
    return error_set(err, STATUS_NOT_FOUND, "this build has no Vectorscan");
}

enum status multi_serialize(const struct multi *m, struct buf *out, struct error *err)
{
    (void)m;
    (void)out;
    struct multi *none;
    return multi_compile(NULL, 0, &none, err);
}

bool multi_deserialize(struct str bytes, struct multi **out)
{
    (void)bytes;
    *out = NULL;
    return false;
}

void multi_free(struct multi *m)
{
    (void)m;
}

enum status multi_scratch_new(const struct multi *m, struct multi_scratch **out, struct error *err)
{
    (void)m;
    *out = NULL;
    return error_set(err, STATUS_NOT_FOUND, "this build has no Vectorscan");
}

void multi_scratch_free(struct multi_scratch *s)
{
    (void)s;
}

bool multi_scan(const struct multi *m, struct multi_scratch *scratch, struct str text,
                multi_hit_fn *hit, void *state)
{
    (void)m;
    (void)scratch;
    (void)text;
    (void)hit;
    (void)state;
    return false;
}
