#include "context/writer.h"

#include <limits.h>

#include "context/endpoint.h"
#include "context/text.h"
#include "context/time_format.h"

#define REACH 512            /* bytes of a line that are looked at */
#define PROCESS_LEN_MAX 128  /* longer ones are no name */
#define PROVIDER_LEN_MAX 128 /* of an event */

/* ---- Syslog and event logs ---- */

static struct str host_token(struct str line, size_t at)
{
    size_t len = 0;
    while (ascii_is_word(text_at(line, at + len)) || text_one_of(text_at(line, at + len), "-.:"))
        len++;
    return str_slice(line, at, len);
}

/* The program of a syslog line, which stands at `at`: `app[12]:` or `app:`; with `pid`, only the
 * first. */
static struct str tag_at(struct str line, size_t at, bool pid)
{
    size_t end = at;
    while (end < line.len && !text_one_of(line.ptr[end], " \t:["))
        end++;
    size_t close = end + 1;
    while (text_at(line, end) == '[' && ascii_is_digit(text_at(line, close)))
        close++;
    bool has_pid = close > end + 1 && text_at(line, close) == ']';
    bool is_tag = has_pid || (!pid && text_one_of(text_at(line, end), ":["));
    return is_tag ? str_slice(line, at, end - at) : (struct str){0};
}

/* The app name of RFC 5424 is a word; - when there is none. */
static struct str app_name_at(struct str line, size_t at)
{
    size_t end = at;
    while (end < line.len && line.ptr[end] != ' ')
        end++;
    struct str name = str_slice(line, at, end - at);
    return str_equal(name, STR("-")) ? (struct str){0} : name;
}

/* A level where a host would stand: `2026-11-20T21:04:05Z ERROR app[12]: `. */
static bool is_level(struct str word)
{
    static const char *const levels[] = {"trace",   "debug", "info", "notice",   "warn",
                                         "warning", "error", "err",  "critical", "crit",
                                         "fatal",   "alert", "emerg"};
    return text_is_word_of(word, levels, sizeof levels / sizeof levels[0]);
}

/* How an event was written on one line: TIME COMPUTER PROVIDER EventID=N. */
static struct str provider_at(struct str line, size_t at)
{
    struct str near = str_slice(line, 0, at + PROVIDER_LEN_MAX);
    size_t end = str_find(near, STR(" EventID="), at);
    return end == SIZE_MAX ? (struct str){0} : str_slice(line, at, end - at);
}

/* Where the time ends that RFC 3339 writes at `at`, 2026-11-20T21:04:05.123+01:00, told by its
 * shape; 0 when none stands there or no blank follows. */
static size_t iso_time_end(struct str line, size_t at)
{
    if (text_at(line, at + 4) != '-' || text_at(line, at + 10) != 'T' ||
        text_at(line, at + 13) != ':' || text_at(line, at + 16) != ':')
        return 0;
    size_t end = at;
    while (ascii_is_digit(text_at(line, end)) || text_one_of(text_at(line, end), "-T:.+Z"))
        end++;
    return end > at + 16 && text_at(line, end) == ' ' ? end : 0;
}

/* Where `Nov 20 21:04:05` ends, with a fraction at most: other dates are no syslog. */
static size_t old_time_end(struct str line, size_t at)
{
    if (!ascii_is_alpha(text_at(line, at)) || text_at(line, at + 6) != ' ' ||
        text_at(line, at + 9) != ':')
        return 0;
    struct timestamp_profile profile = {0};
    struct time_reading reading;
    size_t len = time_format_read(str_slice(line, at, SIZE_MAX), TIME_ANYWHERE, &profile, &reading);
    return len && text_at(line, at + len) == ' ' ? at + len : 0;
}

/* A time as RFC 3339 writes it, at the start of the line: rsyslog's form, and that of events. */
static struct writer of_iso_line(struct str line, size_t host_at)
{
    struct str host = host_token(line, host_at);
    size_t next = host_at + host.len + 1;
    if (host.len == 0 || text_at(line, next - 1) != ' ')
        return (struct writer){0};
    struct str process = provider_at(line, next);
    if (process.len == 0 && !is_level(host))
        process = tag_at(line, next, true);
    return process.len ? (struct writer){host, process} : (struct writer){0};
}

/* `<13>Nov 20 21:04:05 host app[1]: `, `<13>1 2026-11-20T21:04:05Z host app `. */
static struct writer of_syslog(struct str line)
{
    size_t at = 0;
    if (text_at(line, 0) == '<') {
        at = 1;
        while (at < 5 && ascii_is_digit(text_at(line, at)))
            at++;
        if (at == 1 || text_at(line, at++) != '>')
            return (struct writer){0};
    }
    bool new_form = at > 0 && ascii_is_digit(text_at(line, at)) && text_at(line, at + 1) == ' ';
    at += new_form ? 2 : 0;
    size_t iso_end = iso_time_end(line, at);
    size_t end = iso_end || new_form ? iso_end : old_time_end(line, at);
    if (end == 0)
        return (struct writer){0};
    size_t host_at = end + 1;
    if (iso_end && !new_form)
        return of_iso_line(line, host_at);
    struct str host = host_token(line, host_at);
    size_t next = host_at + host.len + 1;
    if (host.len == 0 || text_at(line, next - 1) != ' ' || host.ptr[host.len - 1] == ':')
        return (struct writer){0};
    struct str process = new_form ? app_name_at(line, next) : tag_at(line, next, false);
    if (str_equal(host, STR("-")))
        return (struct writer){.process = process};
    return new_form || process.len ? (struct writer){host, process} : (struct writer){0};
}

/* ---- Keys ---- */

/* A word as keys and programs are written: host, process.name, my-app.exe. */
struct word {
    size_t at, end;
};

/* Where the value of a key begins, or 0 when the word is none: computer=, "hostname":, <Computer>.
 */
static size_t value_of(struct str line, const struct word *w)
{
    char before = w->at > 0 ? line.ptr[w->at - 1] : ' ';
    bool quoted = before == '"' && text_at(line, w->end) == '"';
    char mark = text_at(line, w->end + quoted);
    bool told = mark == '=' || (mark == ':' && quoted) || (mark == '>' && before == '<');
    if (!told || !text_one_of(before, " \t,;{\"<[|"))
        return 0;
    size_t value = w->end + quoted + 1;
    while (value < w->end + 4 && text_one_of(text_at(line, value), mark == ':' ? " \"'" : "\"'"))
        value++;
    return value;
}

/* A host followed by its port is the other end. */
static struct str host_value(struct str line, size_t at)
{
    struct endpoint e;
    bool is_host = at < line.len && endpoint_read(line, at, &e) && e.port.len == 0 &&
                   e.kind != ENDPOINT_URL && !e.unspecified;
    return is_host ? e.host : (struct str){0};
}

/* A program has a letter in its name, and is not said to be unknown. */
static bool is_program(struct str name)
{
    static const char *const unknown[] = {"null", "none", "unknown", "true", "false"};
    bool letter = false;
    for (size_t i = 0; i < name.len; i++)
        letter = letter || ascii_is_alpha(name.ptr[i]) || (unsigned char)name.ptr[i] >= 0x80;
    return letter && !text_is_word_of(name, unknown, sizeof unknown / sizeof unknown[0]);
}

/* The last part of a path, without what follows it. In quotes a name may hold blanks. */
static struct str process_value(struct str line, size_t at)
{
    bool quoted = at > 0 && text_one_of(line.ptr[at - 1], "\"'");
    size_t end = at;
    size_t from = at;
    for (; end < line.len && end - at <= PROCESS_LEN_MAX; end++) {
        if (text_one_of(line.ptr[end], quoted ? "\"'<>|" : " \t\r,;()[]{}<>|\"'"))
            break;
        if (line.ptr[end] == '\\' || line.ptr[end] == '/')
            from = end + 1;
    }
    struct str name = str_trim(str_slice(line, from, end - from));
    return end - at <= PROCESS_LEN_MAX && is_program(name) ? name : (struct str){0};
}

/* <Provider Name='Schannel' .../> in the XML of an event: the value of its first key. */
static struct str provider_value(struct str line, const struct word *w)
{
    static const char tag[] = "<Provider ";
    size_t tag_len = sizeof tag - 1;
    if (w->at < tag_len || !str_equal(str_slice(line, w->at - tag_len, tag_len), str_from(tag)))
        return (struct str){0};
    size_t at = w->end + 1;
    size_t len = 1;
    while (len < PROVIDER_LEN_MAX && at + len < line.len && line.ptr[at + len] != line.ptr[at])
        len++;
    bool quoted = text_one_of(text_at(line, at), "'\"") && text_at(line, at + len) == line.ptr[at];
    return quoted ? str_slice(line, at + 1, len - 1) : (struct str){0};
}

/* The word that ends at `end`; longer ones than any program's name are cut, and so are no key. */
static struct word word_before(struct str line, size_t end)
{
    struct word w = {end, end};
    while (w.at > 0 && end - w.at <= PROCESS_LEN_MAX &&
           (ascii_is_word(line.ptr[w.at - 1]) || text_one_of(line.ptr[w.at - 1], ".-")))
        w.at--;
    return w;
}

static void read_key(struct str line, size_t end, struct writer *out)
{
    static const char *const hosts[] = {"computer",  "computername", "hostname",  "host",
                                        "host_name", "machinename",  "host.name", "host.hostname"};
    static const char *const processes[] = {
        "process",    "processname", "process_name",    "process.name",    "process.executable",
        "proc",       "procname",    "program",         "programname",     "exe",
        "executable", "image",       "appname",         "app_name",        "application",
        "comm",       "app-name",    "applicationname", "application_name"};
    struct word w = word_before(line, end);
    struct str key = str_slice(line, w.at, w.end - w.at);
    size_t value = key.len ? value_of(line, &w) : 0;
    if (value == 0)
        return;
    if (out->host.len == 0 && text_is_word_of(key, hosts, sizeof hosts / sizeof hosts[0]))
        out->host = host_value(line, value);
    if (out->process.len == 0 &&
        text_is_word_of(key, processes, sizeof processes / sizeof processes[0]))
        out->process = process_value(line, value);
    if (out->process.len == 0 && str_equal(key, STR("Name")))
        out->process = provider_value(line, &w);
}

/* The program whose suffix .exe stands at `dot`, but not one that is fetched from somewhere. */
static struct str exe_at(struct str line, size_t dot)
{
    char after = text_at(line, dot + 4);
    if (!str_starts_nocase(str_slice(line, dot, SIZE_MAX), STR(".exe")) || ascii_is_word(after) ||
        (text_one_of(after, ".-") && ascii_is_word(text_at(line, dot + 5))))
        return (struct str){0};
    struct word w = word_before(line, dot);
    bool whole = w.end > w.at && w.end - w.at <= PROCESS_LEN_MAX;
    bool fetched = w.at > 0 && line.ptr[w.at - 1] == '/';
    return whole && !fetched ? str_slice(line, w.at, dot + 4 - w.at) : (struct str){0};
}

/* Most lines hold few of the marks behind which a key or a program stands: a line is looked through
 * for these. */
static struct writer of_words(struct str line)
{
    enum { NO_MARK, KEY_MARK, EXE_MARK };
    static const unsigned char marks[UCHAR_MAX + 1] = {
        ['='] = KEY_MARK, ['>'] = KEY_MARK, ['"'] = KEY_MARK, ['.'] = EXE_MARK};
    struct writer keyed = {0};
    struct str exe = {0};
    size_t stop = line.len < REACH ? line.len : REACH;
    for (size_t at = 0; at < stop; at++) {
        unsigned char mark = marks[(unsigned char)line.ptr[at]];
        if (mark == KEY_MARK)
            read_key(line, at, &keyed);
        else if (mark == EXE_MARK && exe.len == 0)
            exe = exe_at(line, at);
    }
    if (keyed.process.len == 0)
        keyed.process = exe;
    return keyed;
}

struct writer writer_find(struct str line)
{
    struct writer found = of_syslog(line);
    if (found.host.len && found.process.len)
        return found;
    struct writer told = of_words(line);
    return (struct writer){found.host.len ? found.host : told.host,
                           found.process.len ? found.process : told.process};
}
