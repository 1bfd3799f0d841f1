#include "context/peer.h"

#include <string.h>

#include "context/endpoint.h"
#include "context/text.h"

#define REACH 512           /* bytes looked at on either side of a match */
#define EPHEMERAL_MIN 32768 /* ports from here on are given out to callers */

/* ---- What the words before an endpoint say of it ---- */

enum role {
    ROLE_UNTOLD,
    ROLE_REMOTE,
    ROLE_CLIENT, /* remote, and it called us: its port means nothing */
    ROLE_LOCAL,
    ROLE_NO_ENDPOINT, /* a version */
};

struct role_word {
    const char *word;
    enum role role;
};

static const struct role_word role_words[] = {
    {"to", ROLE_REMOTE},           {"server", ROLE_REMOTE},     {"host", ROLE_REMOTE},
    {"hostname", ROLE_REMOTE},     {"endpoint", ROLE_REMOTE},   {"remoteendpoint", ROLE_REMOTE},
    {"address", ROLE_REMOTE},      {"addr", ROLE_REMOTE},       {"ip", ROLE_REMOTE},
    {"remote", ROLE_REMOTE},       {"peer", ROLE_REMOTE},       {"destination", ROLE_REMOTE},
    {"dest", ROLE_REMOTE},         {"dst", ROLE_REMOTE},        {"target", ROLE_REMOTE},
    {"upstream", ROLE_REMOTE},     {"backend", ROLE_REMOTE},    {"proxy", ROLE_REMOTE},
    {"broker", ROLE_REMOTE},       {"partner", ROLE_REMOTE},    {"node", ROLE_REMOTE},
    {"connect", ROLE_REMOTE},      {"connecting", ROLE_REMOTE}, {"dial", ROLE_REMOTE},
    {"url", ROLE_REMOTE},          {"uri", ROLE_REMOTE},        {"with", ROLE_REMOTE},
    {"at", ROLE_REMOTE},           {"tcp", ROLE_REMOTE},        {"tcp4", ROLE_REMOTE},
    {"tcp6", ROLE_REMOTE},         {"udp", ROLE_REMOTE},        {"udp4", ROLE_REMOTE},
    {"udp6", ROLE_REMOTE},         {"lookup", ROLE_REMOTE},     {"resolve", ROLE_REMOTE},
    {"getaddrinfo", ROLE_REMOTE},  {"machine", ROLE_REMOTE},    {"client", ROLE_CLIENT},
    {"from", ROLE_CLIENT},         {"accepted", ROLE_CLIENT},   {"remote_addr", ROLE_CLIENT},
    {"clientip", ROLE_CLIENT},     {"client_ip", ROLE_CLIENT},  {"local", ROLE_LOCAL},
    {"localendpoint", ROLE_LOCAL}, {"local_addr", ROLE_LOCAL},  {"laddr", ROLE_LOCAL},
    {"listen", ROLE_LOCAL},        {"listening", ROLE_LOCAL},   {"listener", ROLE_LOCAL},
    {"bind", ROLE_LOCAL},          {"binding", ROLE_LOCAL},     {"bound", ROLE_LOCAL},
    {"src", ROLE_LOCAL},           {"src_ip", ROLE_LOCAL},      {"source", ROLE_LOCAL},
    {"interface", ROLE_LOCAL},     {"v", ROLE_NO_ENDPOINT},     {"ver", ROLE_NO_ENDPOINT},
    {"version", ROLE_NO_ENDPOINT},
};

static enum role role_of(struct str word)
{
    char first = ascii_lower(text_at(word, 0));
    for (size_t i = 0; i < sizeof role_words / sizeof role_words[0]; i++)
        if (role_words[i].word[0] == first && str_equal_nocase(word, str_from(role_words[i].word)))
            return role_words[i].role;
    return ROLE_UNTOLD;
}

/* The word before `at`, behind which only blanks, opening marks and = or : stand. */
static struct str word_before(struct str line, size_t at)
{
    size_t end = at;
    while (end > 0 && at - end < 6 && text_one_of(line.ptr[end - 1], " \t=:'\"`([{<"))
        end--;
    size_t from = end;
    while (from > 0 && end - from < 24 && ascii_is_word(line.ptr[from - 1]))
        from--;
    return str_slice(line, from, end - from);
}

static struct str word_before_word(struct str line, struct str word)
{
    return word.len ? word_before(line, (size_t)(word.ptr - line.ptr)) : word;
}

/* A source is this side, but a Data Source is a server. */
static enum role role_in(struct str line, struct str word)
{
    if (str_equal_nocase(word, STR("source")) &&
        str_equal_nocase(word_before_word(line, word), STR("data")))
        return ROLE_REMOTE;
    return role_of(word);
}

/* Two words tell: `local address`, `bind to`, `client host`, `server on`. */
static enum role role_at(struct str line, size_t at)
{
    struct str word = word_before(line, at);
    struct str first = word_before_word(line, word);
    enum role role = role_in(line, word);
    enum role before = role_in(line, first);
    if (str_equal_nocase(word, STR("on")))
        return before;
    if (role == ROLE_REMOTE && before == ROLE_LOCAL)
        return ROLE_LOCAL;
    if (role == ROLE_REMOTE && str_equal_nocase(first, STR("client")) &&
        !str_equal_nocase(word, STR("to")))
        return ROLE_CLIENT;
    return role;
}

/* ---- Candidates ---- */

/* How well an endpoint is told; a better one wins over a nearer one. */
enum tier { TIER_NONE, TIER_ADDRESS, TIER_HOST, TIER_PORT, TIER_SURE };

struct candidate {
    struct endpoint endpoint;
    enum role role;
    enum tier tier;
    size_t distance;     /* from the match */
    bool arrow;          /* on the right side of -> */
    unsigned local_port; /* on its left side, or 0 */
};

static unsigned port_number(struct str port)
{
    unsigned value = 0;
    for (size_t i = 0; i < port.len; i++)
        value = value * 10 + (unsigned)(port.ptr[i] - '0');
    return value;
}

static bool is_code(unsigned number)
{
    return (number >= 10004 && number <= 10112) || (number >= 11001 && number <= 11033);
}

/* The match holds the error's number, and that may look like a port: system:10054. */
static bool is_the_error(const struct peer_view *v, const struct endpoint *e)
{
    if (e->end <= v->at || e->at >= v->end || e->port.len == 0)
        return false;
    bool name = e->kind == ENDPOINT_NAME && !str_equal(e->host, STR("localhost"));
    size_t port_end = (size_t)(e->port.ptr - v->line.ptr) + e->port.len;
    return port_end == v->end || (name && is_code(port_number(e->port)));
}

/* Whether an endpoint stands directly behind the match, as .NET appends it: ` 192.0.2.1:80`,
 * `. (localhost:80)`. */
static bool is_behind(const struct peer_view *v, const struct endpoint *e)
{
    if (e->at < v->end || e->at - v->end > 4)
        return false;
    for (size_t i = v->end; i < e->at; i++)
        if (!text_one_of(v->line.ptr[i], " .(\xe3\x80\x82"))
            return false;
    return true;
}

static bool has_capital(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z')
            return true;
    return false;
}

/* Whether an = stands before, with a blank between or without. */
static bool is_value(struct str line, size_t at)
{
    size_t back = at > 0 && line.ptr[at - 1] == ' ' ? 2 : 1;
    return at >= back && line.ptr[at - back] == '=';
}

/* A name without a dot is any word: it needs quotes or an = and the word `host` or `server` before
 * it, or a port and a word that leads to a host. */
static enum tier tier_of_word(const struct peer_view *v, const struct candidate *c)
{
    static const char *const leads[] = {"host",    "hostname", "server", "source",
                                        "machine", "on",       "client"};
    static const char *const no_hosts[] = {"error",  "err",    "errno",  "code",     "status",
                                           "line",   "port",   "pid",    "tid",      "reason",
                                           "result", "number", "id",     "winsock",  "socket",
                                           "wsa",    "os",     "failed", "exception"};
    const struct endpoint *e = &c->endpoint;
    bool told = c->role == ROLE_REMOTE || c->role == ROLE_CLIENT;
    bool local_host = str_equal_nocase(e->host, STR("localhost"));
    if (text_is_word_of(e->host, no_hosts, sizeof no_hosts / sizeof no_hosts[0]))
        return TIER_NONE;
    if (e->port.len && (told || local_host || (e->quoted && e->whole.len == e->host.len)))
        return TIER_PORT;
    if (e->port.len)
        return TIER_NONE;
    bool led = text_is_word_of(word_before(v->line, e->at), leads, sizeof leads / sizeof leads[0]);
    if (told && ((led && (e->quoted || is_value(v->line, e->at))) || local_host))
        return TIER_HOST;
    return TIER_NONE;
}

static enum tier tier_of(const struct peer_view *v, const struct candidate *c)
{
    const struct endpoint *e = &c->endpoint;
    bool told = c->role == ROLE_REMOTE || c->role == ROLE_CLIENT;
    if (e->unspecified || c->role == ROLE_LOCAL || c->role == ROLE_NO_ENDPOINT ||
        is_the_error(v, e))
        return TIER_NONE;
    bool behind = is_behind(v, e);
    if (c->arrow || (behind && e->port.len && !memchr(e->host.ptr, '_', e->host.len)))
        return TIER_SURE;
    if (e->kind == ENDPOINT_NAME && !e->dotted)
        return tier_of_word(v, c);
    if (e->port.len)
        return TIER_PORT;
    if (e->kind == ENDPOINT_URL)
        return TIER_HOST;
    if (e->kind == ENDPOINT_ADDRESS)
        return told ? TIER_HOST : e->v6 ? TIER_NONE : TIER_ADDRESS;
    /* Java puts the name alone into brackets behind the text: ` (db.example.com)`. */
    bool in_brackets = behind && e->at > v->end && v->line.ptr[e->at - 1] == '(';
    bool looked_up = v->operation == OPERATION_RESOLVE && (e->at == v->end + 1 || in_brackets);
    /* System.Net.Sockets has dots too. */
    return (told || looked_up) && (e->quoted || !has_capital(e->host)) ? TIER_HOST : TIER_NONE;
}

/* Whether an endpoint may begin at `at`. Java writes localhost/127.0.0.1:80, so an address may
 * follow a slash. */
static bool begins(struct str line, size_t at)
{
    char before = at > 0 ? line.ptr[at - 1] : '\0';
    char first = line.ptr[at];
    if (before == ' ' && ascii_is_word(first)) /* nearly always */
        return true;
    if (!ascii_is_word(first) && !text_one_of(first, "[:\\"))
        return false;
    if (first == ':' && text_at(line, at + 1) != ':')
        return false;
    return !ascii_is_word(before) && !text_one_of(before, ".-\\") &&
           (before != '/' || ascii_is_digit(first));
}

static bool is_run_char(char c)
{
    return ascii_is_word(c) || c == '-' || c == '.';
}

static size_t skip_run(struct str line, size_t at)
{
    size_t from = at;
    while (at < line.len && is_run_char(line.ptr[at]))
        at++;
    return at > from ? at : at + 1;
}

/* The arrow of `a->b` behind an endpoint, with blanks or without; its length, or 0. */
static size_t arrow_at(struct str line, size_t at)
{
    if (str_starts(str_slice(line, at, 2), STR("->")))
        return 2;
    return str_starts(str_slice(line, at, 4), STR(" -> ")) ? 4 : 0;
}

static size_t distance_of(const struct peer_view *v, const struct endpoint *e)
{
    if (e->at >= v->end)
        return e->at - v->end + REACH / 8; /* what stands before is more often meant */
    return e->end <= v->at ? v->at - e->end : 0;
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->tier != b->tier)
        return a->tier > b->tier;
    return a->distance < b->distance;
}

/* Most words of a line are no endpoint, and that is told without a look at their surroundings. */
static bool is_plain_word(struct str line, const struct endpoint *e)
{
    return e->kind == ENDPOINT_NAME && !e->dotted && e->port.len == 0 && !e->quoted &&
           !is_value(line, e->at) && !str_equal_nocase(e->host, STR("localhost"));
}

/* Whether ` port`, `, port` or `) port` may follow. */
static bool may_have_port(struct str line, size_t end)
{
    for (size_t at = end + 1; at <= end + 3; at++)
        if (ascii_lower(text_at(line, at)) == 'p' && ascii_lower(text_at(line, at + 1)) == 'o')
            return true;
    return false;
}

/* Whether what stands behind a name without dots neither belongs to it nor makes a host of it. */
static bool ends_plainly(struct str line, char before, size_t end)
{
    char after = text_at(line, end);
    switch (after) {
    case '.':
    case ':':
        return text_at(line, end + 1) == ' ';
    case ',':
    case ')':
    case ']':
        return !text_one_of(before, ":=");
    case '\'':
    case '"':
    case '`':
        return !text_one_of(before, ":=\"'`");
    default:
        return after != '+';
    }
}

/* The same of a word that has not been read as an endpoint yet: its end when a look at its borders
 * tells that it would be a plain word, or 0 when it must be read. */
static size_t plain_word_end(struct str line, size_t at)
{
    size_t end = at;
    while (end < line.len && (ascii_is_word(line.ptr[end]) || line.ptr[end] == '-'))
        end++;
    if (end == at || line.ptr[end - 1] == '-' || is_value(line, at) || may_have_port(line, end) ||
        !ends_plainly(line, at > 0 ? line.ptr[at - 1] : '\0', end) ||
        end - at == sizeof "localhost" - 1)
        return 0;
    return end;
}

/* System.Net.Sockets: hosts are not written with capitals, and nothing marks this as one. */
static bool is_type_name(const struct candidate *c)
{
    const struct endpoint *e = &c->endpoint;
    return e->kind == ENDPOINT_NAME && e->dotted && e->port.len == 0 && !e->quoted && !c->arrow &&
           has_capital(e->host);
}

/* Takes the candidate when it is better than the best so far. */
static void consider(const struct peer_view *v, struct candidate *best, struct candidate *c)
{
    if (is_plain_word(v->line, &c->endpoint) || is_type_name(c) ||
        (v->host.len && c->endpoint.host.ptr == v->host.ptr))
        return;
    c->distance = distance_of(v, &c->endpoint);
    c->role = role_at(v->line, c->endpoint.at);
    static const char *const leads[] = {"for", "up"};
    bool looked_up = v->operation == OPERATION_RESOLVE && c->role == ROLE_UNTOLD &&
                     text_is_word_of(word_before(v->line, c->endpoint.at), leads, 2);
    if (c->arrow || looked_up)
        c->role = ROLE_REMOTE;
    if (v->operation == OPERATION_ACCEPT && c->role == ROLE_REMOTE && !c->arrow)
        return; /* the address that listens */
    c->tier = tier_of(v, c);
    if (v->operation == OPERATION_RESOLVE && c->tier >= TIER_HOST)
        c->tier = TIER_HOST; /* the nearest name, with a port or not */
    if (c->tier != TIER_NONE && is_better(c, best))
        *best = *c;
}

static struct candidate find_peer(const struct peer_view *v)
{
    struct candidate best = {.tier = TIER_NONE};
    size_t from = v->at > REACH ? v->at - REACH : 0;
    size_t stop = v->line.len - v->end > REACH ? v->end + REACH : v->line.len;
    size_t after_arrow = SIZE_MAX;
    unsigned local_port = 0;
    if (from > 0)
        from = skip_run(v->line, from);
    for (size_t at = from; at < stop;) {
        if (v->line.ptr[at] == ' ') {
            at++;
            continue;
        }
        bool may_begin = begins(v->line, at);
        size_t plain_end = may_begin ? plain_word_end(v->line, at) : 0;
        if (plain_end) {
            at = plain_end;
            continue;
        }
        struct candidate c;
        if (!may_begin || !endpoint_read(v->line, at, &c.endpoint)) {
            at = skip_run(v->line, at);
            continue;
        }
        c.arrow = at == after_arrow;
        c.local_port = local_port;
        size_t arrow = arrow_at(v->line, c.endpoint.end);
        at = c.endpoint.end + arrow;
        if (arrow && c.endpoint.port.len) {
            after_arrow = at;
            local_port = port_number(c.endpoint.port);
        } else {
            consider(v, &best, &c);
        }
    }
    return best;
}

/* A client's port is given out by its system for one connection: to report it would make every
 * connection another peer. */
static bool is_client(const struct candidate *c, enum operation operation)
{
    unsigned port = port_number(c->endpoint.port);
    if (operation == OPERATION_ACCEPT)
        return true;
    if (c->arrow)
        return port >= EPHEMERAL_MIN && c->local_port && c->local_port < EPHEMERAL_MIN;
    return c->role == ROLE_CLIENT && port >= EPHEMERAL_MIN;
}

/* Dart writes `address = host, port = 52101`, where the port is the one on this side. */
static bool is_own_port(const struct peer_view *v, const struct endpoint *e)
{
    return port_number(e->port) >= EPHEMERAL_MIN && e->whole.len == e->host.len &&
           str_equal(word_before(v->line, e->at), STR("address"));
}

void peer_find(const struct peer_view *v, struct surroundings *out)
{
    switch (v->operation) {
    case OPERATION_BIND:
    case OPERATION_LISTEN:
    case OPERATION_STARTUP:
        return; /* no other end */
    default:
        break;
    }
    struct candidate found = find_peer(v);
    const struct endpoint *e = &found.endpoint;
    if (found.tier == TIER_NONE)
        return;
    bool host_alone = is_client(&found, v->operation) || is_own_port(v, e);
    out->peer = host_alone ? e->host : e->whole;
    if (!host_alone && e->whole.len == e->host.len)
        out->peer_port = e->port;
}
