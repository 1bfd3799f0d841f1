#include "context/endpoint.h"

#include "context/text.h"

#define NAME_MAX_LEN 253 /* a name in the DNS */
#define LABEL_MAX_LEN 63
#define V6_LEN_MAX 46
#define PORT_GAP 48 /* bytes between a host and a port that has its own key */

static bool is_name_char(char c)
{
    return ascii_is_word(c) || c == '-' || c == '.';
}

static bool is_hex(char c)
{
    return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/* ---- Ports ---- */

/* One to five digits that are a port, as a whole number. */
static struct str port_at(struct str line, size_t at)
{
    size_t len = 0;
    unsigned value = 0;
    while (len < 6 && ascii_is_digit(text_at(line, at + len)))
        value = value * 10 + (unsigned)(line.ptr[at + len++] - '0');
    char after = text_at(line, at + len);
    bool fits = len > 0 && len < 6 && value > 0 && value < 65536;
    if (!fits || ascii_is_word(after) ||
        (after == '.' && ascii_is_digit(text_at(line, at + len + 1))))
        return (struct str){0};
    return str_slice(line, at, len);
}

/* The port behind a word `port`: ` port 443`, ` (port 9418)`, `, port = 5432`, `, Protocol: SMTP,
 * Port: 25`. The words in between must be few, and only behind a host in quotes. */
static struct str port_with_key(struct str line, size_t at, bool quoted)
{
    size_t reach = at + (quoted ? PORT_GAP : sizeof ", port" - 1);
    size_t key = str_find_nocase(str_slice(line, 0, reach), STR("port"), at);
    if (key == SIZE_MAX || key == at || ascii_is_word(line.ptr[key - 1]))
        return (struct str){0};
    bool bracketed = key == at + 2 && str_starts(str_slice(line, at, 2), STR(" ("));
    for (size_t i = at; i < key && !bracketed; i++)
        if (text_one_of(line.ptr[i], quoted ? ".;[](){}<>/|" : ".;:'\"[](){}<>/|"))
            return (struct str){0};
    size_t digits = key + 4;
    while (digits < key + 8 && text_one_of(text_at(line, digits), " =:\"'"))
        digits++;
    return digits > key + 4 ? port_at(line, digits) : (struct str){0};
}

/* A port that stands apart from its host. `at` is behind the host and what closes it. */
static struct str port_apart(struct str line, size_t at, const struct endpoint *e)
{
    struct str port = {0};
    char before = e->at > 0 ? line.ptr[e->at - 1] : '\0';
    if (e->quoted &&
        str_starts(str_slice(line, at, 2), STR(", "))) { /* Python: ('::1', 80, 0, 0) */
        port = port_at(line, at + 2);
        if (!text_one_of(text_at(line, at + 2 + port.len), ",)"))
            port.len = 0;
    } else if (text_at(line, at) == ',' &&
               (e->dotted || text_one_of(before, ":="))) { /* host,1433 */
        port = port_at(line, at + 1);
    }
    return port.len ? port : port_with_key(line, at, e->quoted);
}

/* ---- Hosts ---- */

static size_t v4_len(struct str line, size_t at)
{
    size_t i = at;
    for (int part = 0; part < 4; part++) {
        unsigned value = 0;
        size_t digits = 0;
        if (part > 0 && text_at(line, i++) != '.')
            return 0;
        while (digits < 4 && ascii_is_digit(text_at(line, i))) {
            value = value * 10 + (unsigned)(line.ptr[i++] - '0');
            digits++;
        }
        if (digits == 0 || digits > 3 || value > 255)
            return 0;
    }
    char after = text_at(line, i);
    bool goes_on = ascii_is_word(after) || (after == '.' && ascii_is_word(text_at(line, i + 1))) ||
                   (after == '-' && ascii_is_word(text_at(line, i + 1)));
    return goes_on ? 0 : i - at;
}

/* An IPv6 address has eight groups, or fewer around one "::". A time such as 10:20:30 is none. */
static size_t v6_len(struct str line, size_t at)
{
    size_t i = at;
    size_t digits = 0; /* of the group at hand */
    int groups = 0;
    bool shortened = false;
    for (; i < line.len && i - at < V6_LEN_MAX; i++) {
        char c = line.ptr[i];
        if (c == ':') {
            groups += digits > 0;
            digits = 0;
            if (text_at(line, i + 1) == ':') {
                shortened = true;
                i++;
            }
        } else if (is_hex(c) && digits < 4) {
            digits++;
        } else {
            break;
        }
    }
    size_t v4 = text_at(line, i) == '.' && groups > 0 ? v4_len(line, i - digits) : 0;
    if (v4) { /* ::ffff:192.0.2.1 */
        i += v4 - digits;
        groups++;
    }
    groups += digits > 0;
    if (groups > 8 || (groups < 8 && !shortened))
        return 0;
    if (text_at(line, i) == '%') /* a zone: fe80::1%eth0 */
        for (i++; ascii_is_word(text_at(line, i)) && i - at < V6_LEN_MAX + 16;)
            i++;
    return ascii_is_word(text_at(line, i)) ? 0 : i - at;
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (ascii_is_digit(s.ptr[i]))
            return true;
    return false;
}

static size_t name_len(struct str line, size_t at)
{
    size_t len = 0;
    size_t label = 0;
    while (len <= NAME_MAX_LEN && is_name_char(text_at(line, at + len))) {
        label = line.ptr[at + len] == '.' ? 0 : label + 1;
        if (label > LABEL_MAX_LEN)
            return 0;
        len++;
    }
    while (len > 0 && text_one_of(line.ptr[at + len - 1], ".-"))
        len--;
    return len <= NAME_MAX_LEN ? len : 0;
}

/* Files are named like hosts, and their lines look like ports. "system" is Boost's asio.system:995.
 */
static bool is_file_suffix(struct str suffix)
{
    static const char *const suffixes[] = {
        "cc",   "cpp",  "cxx", "hpp",  "inc",  "inl",    "go",     "rs",    "py",  "pyx",  "rb",
        "js",   "mjs",  "ts",  "tsx",  "jsx",  "java",   "kt",     "scala", "cs",  "vb",   "fs",
        "php",  "pl",   "pm",  "lua",  "dart", "groovy", "swift",  "ex",    "exs", "erl",  "hs",
        "ml",   "zig",  "nim", "pas",  "dpr",  "asm",    "sql",    "sh",    "bat", "cmd",  "ps1",
        "psm1", "exe",  "dll", "sys",  "ocx",  "txt",    "log",    "ini",   "cfg", "conf", "xml",
        "json", "yaml", "yml", "toml", "html", "htm",    "aspx",   "jsp",   "csv", "zip",  "gz",
        "dat",  "tmp",  "bin", "pcap", "dmp",  "system", "config",
    };
    return text_is_word_of(suffix, suffixes, sizeof suffixes / sizeof suffixes[0]);
}

/* Sets kind and dotted of a name; false for what cannot be one. */
static bool judge_name(struct endpoint *e)
{
    struct str name = e->host;
    size_t dot = SIZE_MAX;
    bool letters = false;
    for (size_t i = 0; i < name.len; i++) {
        letters = letters || ascii_is_alpha(name.ptr[i]);
        if (name.ptr[i] != '.')
            continue;
        if (dot != SIZE_MAX && i == dot + 1)
            return false;
        dot = i;
    }
    if (!letters || !ascii_is_word(name.ptr[0]))
        return false;
    e->kind = ENDPOINT_NAME;
    e->dotted = dot != SIZE_MAX;
    if (!e->dotted)
        return true;
    struct str last = str_slice(name, dot + 1, SIZE_MAX);
    for (size_t i = 0; i < last.len; i++) /* a domain of the top has letters only, or is xn--… */
        if (!ascii_is_alpha(last.ptr[i]) && !str_starts_nocase(last, STR("xn--")))
            return false;
    return last.len >= 2 && !is_file_suffix(last);
}

static bool is_unspecified(const struct endpoint *e)
{
    static const char *const hosts[] = {"0.0.0.0", "::", "None", "null", "nil", "undefined"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        if (str_equal(e->host, str_from(hosts[i])))
            return true;
    return false;
}

/* The host at e->at, which may be in brackets; sets host, kind, end. */
static bool read_host(struct str line, size_t at, struct endpoint *e)
{
    bool bracket = text_at(line, at) == '[';
    size_t from = at + bracket;
    size_t len = v6_len(line, from);
    /* Without brackets it must not be two names with C++'s :: between them. */
    e->v6 = len > 0 && (bracket || has_digit(str_slice(line, from, len)));
    if (!e->v6 && bracket)
        return false;
    if (!e->v6)
        len = v4_len(line, from);
    e->kind = ENDPOINT_ADDRESS;
    e->end = from + len;
    e->host = str_slice(line, from, len);
    if (bracket)
        return text_at(line, e->end++) == ']';
    if (len > 0)
        return true;
    len = name_len(line, from);
    e->end = from + len;
    e->host = str_slice(line, from, len);
    return len > 0 && judge_name(e);
}

/* host, host:port, [v6]:port. A bare IPv6 address cannot be followed by a port. */
static bool read_host_port(struct str line, size_t at, struct endpoint *e)
{
    if (!read_host(line, at, e))
        return false;
    bool bare_v6 = e->v6 && text_at(line, at) != '[';
    e->whole = e->host;
    if (!bare_v6 && text_at(line, e->end) == ':') {
        e->port = port_at(line, e->end + 1);
        if (e->port.len) {
            e->end += 1 + e->port.len;
            e->whole = str_slice(line, at, e->end - at);
        }
    }
    return true;
}

/* scheme://user:password@host:port/ */
static bool read_url(struct str line, size_t at, struct endpoint *e)
{
    size_t from = at;
    while (from - at < 24 &&
           (ascii_is_word(text_at(line, from)) || text_one_of(text_at(line, from), "+.-")))
        from++;
    if (from == at || !str_starts(str_slice(line, from, 3), STR("://")))
        return false;
    from += 3;
    for (size_t i = from; i < line.len && i - from < NAME_MAX_LEN; i++) {
        if (text_one_of(line.ptr[i], "/?# \t\"'<>)"))
            break;
        if (line.ptr[i] == '@') {
            from = i + 1;
            break;
        }
    }
    if (!read_host_port(line, from, e))
        return false;
    e->kind = ENDPOINT_URL;
    return true;
}

/* \\server\share, also with its backslashes doubled as in JSON. */
static bool read_unc(struct str line, size_t at, struct endpoint *e)
{
    size_t slashes = 0;
    while (text_at(line, at + slashes) == '\\')
        slashes++;
    if (slashes != 2 && slashes != 4)
        return false;
    size_t len = name_len(line, at + slashes);
    if (len == 0 || text_at(line, at + slashes + len) != '\\')
        return false;
    *e = (struct endpoint){.kind = ENDPOINT_URL, .end = at + slashes + len};
    e->host = e->whole = str_slice(line, at + slashes, len);
    return ascii_is_word(e->host.ptr[0]);
}

/* xmlns="…", xmlns:e='…': the URL is a name, and nobody goes there. */
static bool is_namespace(struct str line, size_t at)
{
    if (at < 2 || !text_one_of(line.ptr[at - 1], "'\"") || line.ptr[at - 2] != '=')
        return false;
    size_t from = at - 2;
    while (from > 0 && at - from < 64 &&
           (ascii_is_word(line.ptr[from - 1]) || line.ptr[from - 1] == ':'))
        from--;
    return str_starts(str_slice(line, from, at - from), STR("xmlns"));
}

bool endpoint_read(struct str line, size_t at, struct endpoint *out)
{
    *out = (struct endpoint){0};
    char first = text_at(line, at);
    char before = at > 0 ? line.ptr[at - 1] : '\0';
    if (first == '\\') {
        bool alone = !ascii_is_word(before) && !text_one_of(before, "\\:");
        if (!alone || !read_unc(line, at, out))
            return false;
    } else if (first != '[' && !ascii_is_word(first) && first != ':') {
        return false;
    } else if (!read_url(line, at, out) && !read_host_port(line, at, out)) {
        return false;
    }
    out->at = at;
    out->quoted = text_one_of(before, "'\"`") && text_one_of(text_at(line, out->end), "'\"`");
    if (out->port.len == 0) {
        bool closed = text_one_of(text_at(line, out->end), "'\"`])");
        out->port = port_apart(line, out->end + closed, out);
    }
    out->unspecified = is_unspecified(out) || is_namespace(line, at);
    return true;
}
