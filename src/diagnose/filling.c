#include "diagnose/filling.h"

#include <string.h>

#define MINUTE_MS 60000
#define HOUR_MINUTES 60
#define GROWTH_MAX ((size_t)64) /* of a command: HOST becomes a name of DNS */
#define HOST_BYTES_MAX 253      /* of a name in DNS */
#define PORT_DIGITS_MAX 5

enum word { WORD_HOST, WORD_PORT, WORD_START, WORD_END, WORD_COUNT };

static const char *const words[WORD_COUNT] = {
    [WORD_HOST] = "HOST", [WORD_PORT] = "PORT", [WORD_START] = "START", [WORD_END] = "END"};

/* What the words stand for; "" when it is not known. */
struct filling {
    struct str values[WORD_COUNT];
    struct buf start, end; /* owned; times as text */
};

/* The other end */

static bool is_plain_host(struct str host)
{
    if (host.len == 0 || host.len > HOST_BYTES_MAX || host.ptr[0] == '-')
        return false;
    for (size_t i = 0; i < host.len; i++)
        if (!ascii_is_word(host.ptr[i]) && !strchr(".:-", host.ptr[i]))
            return false;
    return true;
}

static bool is_port(struct str port)
{
    for (size_t i = 0; i < port.len; i++)
        if (!ascii_is_digit(port.ptr[i]))
            return false;
    return port.len > 0 && port.len <= PORT_DIGITS_MAX;
}

/* `host:port`, `[v6]:port`, or a host alone. */
static void take_peer(struct filling *f, struct str peer)
{
    struct str host = peer, port = STR("");
    size_t colon = peer.len;
    while (colon > 0 && peer.ptr[colon - 1] != ':')
        colon--;
    bool bracket = peer.len > 0 && peer.ptr[0] == '[';
    if (colon > 1 && (bracket || !memchr(peer.ptr, ':', colon - 1))) {
        host = str_slice(peer, 0, colon - 1);
        port = str_slice(peer, colon, peer.len - colon);
    }
    if (bracket && host.len > 2 && host.ptr[host.len - 1] == ']')
        host = str_slice(host, 1, host.len - 2);
    f->values[WORD_HOST] = is_plain_host(host) ? host : STR("");
    f->values[WORD_PORT] = is_port(port) ? port : STR("");
}

/* Time */

static struct str write_time(struct moment at, int64_t minutes_later, struct buf *out)
{
    at.wall_ms -= (at.wall_ms % MINUTE_MS + MINUTE_MS) % MINUTE_MS;
    at.wall_ms += minutes_later * MINUTE_MS;
    moment_format(at, out);
    return buf_str(out);
}

static int burst_minutes(const struct diagnosis *d)
{
    for (size_t i = 0; i < d->when_count; i++)
        if (d->when[i].figure.minutes)
            return d->when[i].figure.minutes;
    return 0;
}

static void take_times(struct filling *f, struct measuring *m, const struct diagnosis *d)
{
    int minutes = burst_minutes(d);
    struct figure figure = {.measure = minutes ? MEASURE_BURST_START : MEASURE_WHEN,
                            .minutes = minutes};
    struct measured at = measure(m, &figure);
    if (!minutes && at.known) {
        int64_t span_ms = moment_utc_ms(at.until) - moment_utc_ms(at.when);
        minutes = span_ms <= (int64_t)HOUR_MINUTES * MINUTE_MS ? (int)(span_ms / MINUTE_MS) + 1 : 0;
    }
    if (!at.known || !minutes)
        return;
    f->values[WORD_START] = write_time(at.when, -1, &f->start);
    f->values[WORD_END] = write_time(at.when, minutes + 1, &f->end);
}

/* Commands */

static enum word word_of(struct str word)
{
    size_t i = 0;
    while (i < WORD_COUNT && !str_equal(word, str_from(words[i])))
        i++;
    return (enum word)i;
}

/* Appends the command; false when nothing of it was replaced. */
static bool fill(const struct filling *f, struct str command, struct buf *out)
{
    bool filled = false;
    for (size_t at = 0; at < command.len;) {
        size_t end = at;
        while (end < command.len && ascii_is_word(command.ptr[end]))
            end++;
        end += end == at;
        struct str piece = str_slice(command, at, end - at);
        enum word word = word_of(piece);
        bool known = word < WORD_COUNT && f->values[word].len;
        buf_add(out, known ? f->values[word] : piece);
        filled |= known;
        at = end;
    }
    return filled;
}

static bool fill_action(const struct filling *f, struct catalog_action *a, struct arena *memory)
{
    struct buf text = BUF_INIT((strlen(a->command) + 1) * GROWTH_MAX);
    bool filled = fill(f, str_from(a->command), &text);
    bool ok = !text.failed;
    if (ok && filled) {
        a->command = arena_copy(memory, buf_str(&text));
        ok = a->command != NULL;
    }
    buf_release(&text);
    return ok;
}

bool filling_add_peer(struct catalog_action *action, struct str peer, struct arena *memory)
{
    const operation_set own = 1u << OPERATION_BIND | 1u << OPERATION_LISTEN;
    struct filling f = {.values = {{0}}};
    if (action->operations && !(action->operations & ~own))
        return true;
    take_peer(&f, peer);
    return fill_action(&f, action, memory);
}

const struct catalog_action *filling_actions(struct measuring *m, const struct diagnosis *d,
                                             struct arena *memory)
{
    struct filling f = {.start = BUF_INIT(64), .end = BUF_INIT(64)};
    struct catalog_action *actions = arena_array(memory, d->action_count, sizeof *actions);
    struct figure main_peer = {.measure = MEASURE_MAIN_PEER};
    struct measured peer = measure(m, &main_peer);
    if (peer.known)
        take_peer(&f, str_from(peer.name));
    take_times(&f, m, d);
    for (size_t i = 0; actions && i < d->action_count; i++) {
        actions[i] = d->actions[i];
        if (!fill_action(&f, &actions[i], memory))
            actions = NULL;
    }
    bool failed = m->failed || f.start.failed || f.end.failed;
    buf_release(&f.start);
    buf_release(&f.end);
    return failed ? NULL : actions;
}
