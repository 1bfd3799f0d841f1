/*
 * generate MEGABYTES: writes a made-up log of that size to standard output, always the same one.
 *
 * One line in 500 reports a Winsock error, in one of several forms. The others are ordinary: times,
 * numbers, paths, ports, some of which look like a Winsock code.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LINE_BYTES_MAX 512
#define ONE_ERROR_IN 500

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
    int code;
    const char *name;
    const char *message;
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
    {11001, "WSAHOST_NOT_FOUND", "No such host is known"},
};

static int add_error(struct dice *d, char *to, size_t room)
{
    const struct error_text *e = &errors[roll(d, sizeof errors / sizeof *errors)];
    switch (roll(d, 5)) {
    case 0:
        return snprintf(to, room,
                        "ERROR System.Net.Sockets.SocketException (%d): %s. 192.0.2.%u:443",
                        e->code, e->message, roll(d, 250));
    case 1:
        return snprintf(to, room, "ERROR [WinError %d] %s", e->code, e->message);
    case 2:
        return snprintf(to, room, "ERROR dial tcp 192.0.2.%u:8080: connectex: %s.", roll(d, 250),
                        e->message);
    case 3:
        return snprintf(to, room, "ERROR recv failed: %s (%d)", e->name, e->code);
    default:
        return snprintf(to, room, "ERROR request failed with 0x%08X",
                        0x80070000u + (unsigned)e->code);
    }
}

static int add_ordinary(struct dice *d, char *to, size_t room)
{
    unsigned n = roll(d, 100000);
    switch (roll(d, 6)) {
    case 0:
        return snprintf(to, room, "INFO  GET /items/%u?page=%u HTTP/1.1 200 %u bytes %u ms", n,
                        roll(d, 40), roll(d, 200000), roll(d, 900));
    case 1:
        return snprintf(to, room, "DEBUG cache: hit key=user:%u ttl=%u shard=%u", n, roll(d, 3600),
                        roll(d, 16));
    case 2:
        return snprintf(to, room, "INFO  connection from 198.51.100.%u:%u accepted by worker-%u",
                        roll(d, 250), 1024 + roll(d, 64000), roll(d, 64));
    case 3:
        return snprintf(to, room,
                        "WARN  slow query: SELECT name, total FROM orders WHERE id = %u (%u ms)", n,
                        200 + roll(d, 4000));
    case 4:
        return snprintf(to, room,
                        "INFO  wrote C:\\ProgramData\\Shop\\export\\batch-%u.csv, %u rows", n,
                        roll(d, 50000));
    default:
        return snprintf(to, room, "DEBUG scheduler: job %u finished, %u in the queue, process %u",
                        n, roll(d, 90), 9000 + roll(d, 3000));
    }
}

static int add_time(uint64_t line, char *to, size_t room)
{
    uint64_t ms = line * 7;
    return snprintf(to, room, "2026-03-%02uT%02u:%02u:%02u.%03uZ [%05u] ",
                    1 + (unsigned)(ms / 86400000 % 28), (unsigned)(ms / 3600000 % 24),
                    (unsigned)(ms / 60000 % 60), (unsigned)(ms / 1000 % 60), (unsigned)(ms % 1000),
                    2000 + (unsigned)(line % 64));
}

int main(int argc, char **argv)
{
    unsigned long long megabytes = argc == 2 ? strtoull(argv[1], NULL, 10) : 0;
    if (megabytes == 0) {
        (void)fprintf(stderr, "usage: generate MEGABYTES\n");
        return 2;
    }
    struct dice dice = {UINT64_C(0x9E3779B97F4A7C15)};
    uint64_t left = megabytes * 1000000;
    for (uint64_t line = 0;; line++) {
        char text[LINE_BYTES_MAX];
        int len = add_time(line, text, sizeof text);
        size_t room = sizeof text - (size_t)len;
        len += roll(&dice, ONE_ERROR_IN) ? add_ordinary(&dice, text + len, room)
                                         : add_error(&dice, text + len, room);
        text[len++] = '\n';
        if ((uint64_t)len > left)
            break;
        left -= (uint64_t)len;
        if (fwrite(text, 1, (size_t)len, stdout) != (size_t)len)
            return 1;
    }
    return fflush(stdout) ? 1 : 0;
}
