#include "context/surroundings.h"

#include <string.h>

#include "context/operation.h"
#include "context/peer.h"
#include "context/writer.h"

void surroundings_find(const struct call_words *words, struct str line, size_t at, size_t len,
                       struct surroundings *out)
{
    *out = (struct surroundings){.operation = OPERATION_NONE};
    if (at > line.len)
        at = line.len;
    if (len > line.len - at)
        len = line.len - at;
    out->operation = operation_find(words, line, at, len);
    struct writer writer = writer_find(line);
    out->host = writer.host;
    out->process = writer.process;
    struct peer_view view = {line, at, at + len, out->operation, out->host};
    peer_find(&view, out);
}

void surroundings_add_peer(const struct surroundings *s, struct buf *out)
{
    bool v6 = s->peer_port.len && s->peer.len && memchr(s->peer.ptr, ':', s->peer.len);
    buf_add_text(out, v6 ? "[" : "");
    buf_add(out, s->peer);
    buf_add_text(out, v6 ? "]" : "");
    if (s->peer_port.len) {
        buf_add_char(out, ':');
        buf_add(out, s->peer_port);
    }
}
