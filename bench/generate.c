/*
 * generate KIND BYTES [FILES FOLDER]: writes a made-up log, always the same one, to standard output
 * or spread over FILES files of differing size in FOLDER, which must exist; and says on standard
 * error how many lines it wrote and how many of them report an error.
 *
 * KIND is sparse (one line in 500 reports an error), dense (every line does), noise (none, and one
 * line in 20 has a number that looks like a code) or storm (none, and every line has such a
 * number).
 *
 * The lines are those of bench/lines, or of the folder named by WSALOG_BENCH_LINES, chosen at
 * random, behind a time. In them {code}, {name}, {text}, {hresult}, {signed} and {hex} become one
 * error; {ip}, {port}, {n} (up to five digits), {s} (up to three) and {like} (10000 to 11999) any
 * number.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TEMPLATES_MAX 64
#define TEMPLATE_BYTES_MAX 512
#define LINE_BYTES_MAX 2048
#define PATH_BYTES_MAX 4096
#define FILES_PER_FOLDER 100
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* xorshift64*: the same numbers on every machine. */
struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *d, unsigned sides)
{
    d->state ^= d->state >> 12;
    d->state ^= d->state << 25;
    d->state ^= d->state >> 27;
    return (unsigned)((d->state * UINT64_C(2685821657736338717)) >> 33) % sides;
}

struct error_text {
    unsigned code;
    const char *name;
    const char *text;
};

static const struct error_text errors[] = {
    {10054, "WSAECONNRESET", "An existing connection was forcibly closed by the remote host"},
    {10061, "WSAECONNREFUSED",
     "No connection could be made because the target machine actively refused it"},
    {10060, "WSAETIMEDOUT",
     "A connection attempt failed because the connected party did not properly respond after a "
     "period of time, or established connection failed because connected host has failed to "
     "respond"},
    {10048, "WSAEADDRINUSE",
     "Only one usage of each socket address (protocol/network address/port) is normally permitted"},
    {10053, "WSAECONNABORTED",
     "An established connection was aborted by the software in your host machine"},
    {10055, "WSAENOBUFS",
     "An operation on a socket could not be performed because the system lacked sufficient buffer "
     "space or because a queue was full"},
    {10049, "WSAEADDRNOTAVAIL", "The requested address is not valid in its context"},
    {11001, "WSAHOST_NOT_FOUND", "No such host is known"},
};

struct templates {
    unsigned count;
    char line[TEMPLATES_MAX][TEMPLATE_BYTES_MAX];
};

static bool read_templates(struct templates *t, const char *name)
{
    const char *folder = getenv("WSALOG_BENCH_LINES");
    char path[PATH_BYTES_MAX];
    (void)snprintf(path, sizeof path, "%s/%s.txt", folder ? folder : "bench/lines", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        (void)fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
        return false;
    }
    t->count = 0;
    while (t->count < TEMPLATES_MAX && fgets(t->line[t->count], TEMPLATE_BYTES_MAX, file)) {
        char *line = t->line[t->count++];
        line[strcspn(line, "\n")] = '\0';
    }
    (void)fclose(file);
    return t->count != 0;
}

/* Writes what stands for the LEN bytes at NAME; 0 where they stand for themselves. */
static int add_value(struct dice *d, const struct error_text *e, const char *name, size_t len,
                     char *to, size_t room)
{
#define IS(word) (len == sizeof(word) - 1 && memcmp(name, word, len) == 0)
    if (IS("code"))
        return snprintf(to, room, "%u", e->code);
    if (IS("name"))
        return snprintf(to, room, "%s", e->name);
    if (IS("text"))
        return snprintf(to, room, "%s", e->text);
    if (IS("hresult"))
        return snprintf(to, room, "0x%08X", 0x80070000u + e->code);
    if (IS("signed"))
        return snprintf(to, room, "-%u", 0x7FF90000u - e->code);
    if (IS("hex"))
        return snprintf(to, room, "0x%X", e->code);
    if (IS("ip"))
        return snprintf(to, room, "198.51.100.%u", 1 + roll(d, 250));
    if (IS("port"))
        return snprintf(to, room, "%u", 1024 + roll(d, 64000));
    if (IS("n"))
        return snprintf(to, room, "%u", roll(d, 100000));
    if (IS("s"))
        return snprintf(to, room, "%u", roll(d, 1000));
    if (IS("like"))
        return snprintf(to, room, "%u", 10000 + roll(d, 2000));
    return 0;
#undef IS
}

static size_t add_line(struct dice *d, const struct templates *from, char *to, size_t room)
{
    const char *p = from->line[roll(d, from->count)];
    const struct error_text *e = &errors[roll(d, COUNT(errors))];
    size_t len = 0;
    while (*p && len < room) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        int added = 0;
        if (end)
            added = add_value(d, e, p + 1, (size_t)(end - p - 1), to + len, room - len);
        if (added > 0) {
            len += (size_t)added;
            p = end + 1;
        } else {
            to[len++] = *p++;
        }
    }
    return len < room ? len : room;
}

static size_t add_time(uint64_t line, char *to, size_t room)
{
    uint64_t ms = line * 7;
    int len = snprintf(to, room, "2026-03-%02uT%02u:%02u:%02u.%03uZ [%05u] ",
                       1 + (unsigned)(ms / 86400000 % 28), (unsigned)(ms / 3600000 % 24),
                       (unsigned)(ms / 60000 % 60), (unsigned)(ms / 1000 % 60),
                       (unsigned)(ms % 1000), 2000 + (unsigned)(line % 64));
    return (size_t)len;
}

/* One line in SPECIAL_IN is taken from SPECIAL, the others from OTHER. */
struct kind {
    const char *name;
    const char *special;
    const char *other;
    unsigned special_in;
};

static const struct kind kinds[] = {
    {"sparse", "error", "ordinary", 500},
    {"dense", "error", "error", 1},
    {"noise", "lookalike", "ordinary", 20},
    {"storm", "lookalike", "lookalike", 1},
};

struct generator {
    const struct kind *kind;
    struct templates special, other;
    struct dice dice;
    uint64_t lines, errors;
};

static bool write_lines(struct generator *g, uint64_t bytes, FILE *out)
{
    for (;;) {
        char line[LINE_BYTES_MAX];
        bool special = roll(&g->dice, g->kind->special_in) == 0;
        size_t len = add_time(g->lines, line, sizeof line);
        len += add_line(&g->dice, special ? &g->special : &g->other, line + len,
                        sizeof line - len - 1);
        line[len++] = '\n';
        if (len > bytes)
            return true;
        bytes -= len;
        if (fwrite(line, 1, len, out) != len)
            return false;
        g->lines++;
        if (special && strcmp(g->kind->special, "error") == 0)
            g->errors++;
    }
}

/* Sizes from a half to one and a half of what each would have. */
static bool write_files(struct generator *g, uint64_t bytes, unsigned files, const char *folder)
{
    unsigned each = (unsigned)(bytes / files);
    for (unsigned i = 0; i < files; i++) {
        char path[PATH_BYTES_MAX];
        (void)snprintf(path, sizeof path, "%s/%03u", folder, i / FILES_PER_FOLDER);
        if (i % FILES_PER_FOLDER == 0 && mkdir(path, 0777) != 0 && errno != EEXIST)
            return false;
        (void)snprintf(path, sizeof path, "%s/%03u/%02u.log", folder, i / FILES_PER_FOLDER,
                       i % FILES_PER_FOLDER);
        FILE *out = fopen(path, "w");
        if (!out)
            return false;
        bool ok = write_lines(g, each / 2 + roll(&g->dice, each), out);
        if (fclose(out) != 0 || !ok)
            return false;
    }
    return true;
}

static const struct kind *find_kind(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcmp(name, kinds[i].name) == 0)
            return &kinds[i];
    }
    return NULL;
}

int main(int argc, char **argv)
{
    static struct generator g = {.dice = {UINT64_C(0x9E3779B97F4A7C15)}};
    g.kind = argc == 3 || argc == 5 ? find_kind(argv[1]) : NULL;
    uint64_t bytes = g.kind ? strtoull(argv[2], NULL, 10) : 0;
    unsigned files = argc == 5 ? (unsigned)strtoul(argv[3], NULL, 10) : 1;
    if (bytes == 0 || files == 0 || bytes / files == 0) {
        (void)fputs("usage: generate sparse|dense|noise|storm BYTES [FILES FOLDER]\n", stderr);
        return 2;
    }
    if (!read_templates(&g.special, g.kind->special) || !read_templates(&g.other, g.kind->other))
        return 1;
    bool ok = argc == 5 ? write_files(&g, bytes, files, argv[4]) : write_lines(&g, bytes, stdout);
    if (!ok || fflush(stdout) != 0) {
        perror("generate");
        return 1;
    }
    (void)fprintf(stderr, "%llu %llu\n", (unsigned long long)g.lines, (unsigned long long)g.errors);
    return 0;
}
