#include "context/surroundings.h"

#include <string.h>

#include "context/endpoint.h"
#include "context/operation.h"
#include "context/peer.h"
#include "context/text.h"
#include "context/time_format.h"

#define REACH 512 /* bytes of a line in which the host that wrote it is looked for */

static struct str host_token(struct str line, size_t at)
{
    size_t len = 0;
    while (ascii_is_word(text_at(line, at + len)) || text_one_of(text_at(line, at + len), "-.:"))
        len++;
    return str_slice(line, at, len);
}

/* Syslog: `<13>Nov 20 21:04:05 host app[1]: `, `<13>1 2026-11-20T21:04:05Z host app `. */
static struct str syslog_host(struct str line)
{
    size_t at = 0;
    if (text_at(line, 0) == '<') {
        at = 1;
        while (at < 5 && ascii_is_digit(text_at(line, at)))
            at++;
        if (at == 1 || text_at(line, at++) != '>')
            return (struct str){0};
    }
    bool new_form = at > 0 && ascii_is_digit(text_at(line, at)) && text_at(line, at + 1) == ' ';
    at += new_form ? 2 : 0;
    if (!new_form && !ascii_is_alpha(text_at(line, at)))
        return (struct str){0};
    struct timestamp_profile profile = {0};
    struct time_reading reading;
    size_t len = time_format_read(str_slice(line, at, SIZE_MAX), TIME_ANYWHERE, &profile, &reading);
    /* The old form is `Mmm dd hh:mm:ss`, with a fraction at most: other dates are no syslog. */
    bool old_form = text_at(line, at + 6) == ' ' && text_at(line, at + 9) == ':';
    if (len == 0 || (!new_form && !old_form) || text_at(line, at + len) != ' ')
        return (struct str){0};
    struct str host = host_token(line, at + len + 1);
    size_t tag = at + len + 1 + host.len;
    if (host.len == 0 || text_at(line, tag) != ' ' || str_equal(host, STR("-")) ||
        host.ptr[host.len - 1] == ':')
        return (struct str){0};
    if (new_form)
        return host;
    for (tag++; tag < line.len && !text_one_of(line.ptr[tag], " \t"); tag++)
        if (text_one_of(line.ptr[tag], ":["))
            return host;
    return (struct str){0};
}

/* The value of the key at [at, end) when it names the host that wrote the line: computer=SRV01,
 * "hostname":"srv01", <Computer>SRV01</Computer>. A host followed by its port is the other end. */
static struct str host_of_key(struct str line, size_t at, size_t end)
{
    static const char *const keys[] = {"computer", "computername", "hostname",
                                       "host",     "host_name",    "machinename"};
    char before = at > 0 ? line.ptr[at - 1] : ' ';
    bool quoted = before == '"' && text_at(line, end) == '"';
    char mark = text_at(line, end + quoted);
    bool told = mark == '=' || (mark == ':' && quoted) || (mark == '>' && before == '<');
    struct str key = str_slice(line, at, end - at);
    if (!told || !text_one_of(before, " \t,;{\"<[|") ||
        !text_is_word_of(key, keys, sizeof keys / sizeof keys[0]))
        return (struct str){0};
    size_t value = end + quoted + 1;
    while (value < end + 4 && text_one_of(text_at(line, value), " \""))
        value++;
    struct endpoint e;
    bool is_host = value < line.len && endpoint_read(line, value, &e) && e.port.len == 0 &&
                   e.kind != ENDPOINT_URL && !e.unspecified;
    return is_host ? e.host : (struct str){0};
}

static struct str keyed_host(struct str line)
{
    size_t stop = line.len < REACH ? line.len : REACH;
    struct str host = {0};
    for (size_t at = 0; host.len == 0 && at < stop;) {
        size_t end = at;
        while (end < stop && ascii_is_word(line.ptr[end]))
            end++;
        if (end > at && text_one_of(text_at(line, end), "=>\""))
            host = host_of_key(line, at, end);
        at = end + 1;
    }
    return host;
}

void surroundings_find(const struct call_words *words, struct str line, size_t at, size_t len,
                       struct surroundings *out)
{
    *out = (struct surroundings){.operation = OPERATION_NONE};
    if (at > line.len)
        at = line.len;
    if (len > line.len - at)
        len = line.len - at;
    out->operation = operation_find(words, line, at, len);
    out->host = syslog_host(line);
    if (out->host.len == 0)
        out->host = keyed_host(line);
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
