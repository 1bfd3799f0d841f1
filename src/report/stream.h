/*
 * A stream: text gathered in a buffer and handed to the sink in large pieces.
 *
 * Renderers append to `buf` and call stream_flush() between parts; stream_end() hands on the rest
 * and says how it went. After the sink has refused a piece nothing more is handed on.
 */
#ifndef WSALOG_REPORT_STREAM_H
#define WSALOG_REPORT_STREAM_H

#include "report/renderer.h"

struct stream {
    struct buf buf; /* owned */
    const struct sink *sink;
    bool stopped; /* the sink refused */
};

#define STREAM_BYTES_MAX ((size_t)64 * 1024 * 1024) /* of one part */

#define STREAM_INIT(to) ((struct stream){.buf = BUF_INIT(STREAM_BYTES_MAX), .sink = (to)})

void stream_flush(struct stream *s);                         /* when enough has gathered */
enum status stream_end(struct stream *s, struct error *err); /* releases, also on failure */

#endif
