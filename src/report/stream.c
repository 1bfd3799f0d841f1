#include "report/stream.h"

#define STREAM_PIECE ((size_t)32 * 1024)

static void hand_on(struct stream *s)
{
    if (!s->buf.failed && !s->stopped && s->buf.len)
        s->stopped = !s->sink->write(s->sink->state, buf_str(&s->buf));
    /* A failure is remembered: buf_clear() would forget it. */
    if (!s->buf.failed)
        buf_clear(&s->buf);
}

void stream_flush(struct stream *s)
{
    if (s->buf.len >= STREAM_PIECE)
        hand_on(s);
}

enum status stream_end(struct stream *s, struct error *err)
{
    hand_on(s);
    bool failed = s->buf.failed;
    buf_release(&s->buf);
    if (failed)
        return error_no_memory(err);
    return s->stopped ? STATUS_IO : STATUS_OK;
}
