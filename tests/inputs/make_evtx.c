/*
 * make_evtx [CHUNKS]: writes a Windows event log to standard output, for the tests.
 *
 * Each chunk holds the same few events, of three programs, with Winsock codes and texts as event
 * parameters. The form is that of [MS-EVEN6] 2.2 and of libevtx's documentation of the file: a
 * header of 4096 bytes, chunks of 65536, records of binary XML. Each record brings a template of
 * its own along, where Windows refers to earlier ones.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 4096
#define CHUNK_BYTES 65536
#define RECORDS_AT 512
#define EPOCH_1601_S UINT64_C(11644473600)
#define FIRST_S UINT64_C(1772438400) /* 2026-03-02 08:00:00 UTC */

struct event {
    const char *provider;
    const char *computer;
    unsigned id;
    const char *names[2];
    const char *values[2];
};

static const struct event events[] = {
    {"OrderService",
     "web01.example.com",
     1001,
     {"Target", "Error"},
     {"db01:1433", "No connection could be made because the target machine actively refused it"}},
    {"OrderService",
     "web01.example.com",
     1001,
     {"Target", "Error"},
     {"db01:1433", "SocketException (10061)"}},
    {"GateProxy",
     "web01.example.com",
     77,
     {NULL, NULL},
     {"WSAGetLastError() returned 10055", "port 10061"}},
    {"GateProxy", "web01.example.com", 78, {NULL, NULL}, {"ready", "10054 requests"}},
    {"Backup \"nightly\"", "file02", 9, {"Status", NULL}, {"0x80072746", "line one\nline two"}},
};
#define EVENTS (sizeof events / sizeof *events)

/* The chunk at hand. Offsets within it are what names refer to. */
static unsigned char chunk[CHUNK_BYTES];
static size_t at;

static void put(uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        chunk[at++] = (unsigned char)(value >> 8 * i);
}

static void put_at(unsigned char *to, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        to[i] = (unsigned char)(value >> 8 * i);
}

static void put_utf16(const char *text)
{
    for (; *text; text++)
        put((unsigned char)*text, 2);
}

static uint32_t crc32_of(uint32_t crc, const unsigned char *bytes, size_t len)
{
    crc = ~crc;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
    }
    return ~crc;
}

/* A name stands where it is first referred to: offset, then the name itself. */
static void put_name(const char *name)
{
    uint16_t hash = 0;
    for (const char *c = name; *c; c++)
        hash = (uint16_t)(hash * 65599 + (unsigned char)*c);
    put(at + 4, 4);
    put(0, 4);
    put(hash, 2);
    put(strlen(name), 2);
    put_utf16(name);
    put(0, 2);
}

static void put_value(const char *text)
{
    put(0x05, 1); /* value text, of type string */
    put(0x01, 1);
    put(strlen(text), 2);
    put_utf16(text);
}

/* Opens an element, maybe with one attribute; returns where its size belongs. */
static size_t open_element(const char *name, const char *attribute, const char *value)
{
    put(attribute ? 0x41 : 0x01, 1);
    put(0xffff, 2); /* depends on nothing */
    size_t size_at = at;
    put(0, 4);
    put_name(name);
    if (attribute) {
        size_t list_at = at;
        put(0, 4);
        put(0x06, 1);
        put_name(attribute);
        put_value(value);
        put_at(chunk + list_at, at - list_at - 4, 4);
    }
    put(0x02, 1); /* the start tag ends */
    return size_at;
}

static void close_element(size_t size_at)
{
    put(0x04, 1);
    put_at(chunk + size_at, at - size_at - 4, 4);
}

static void put_element(const char *name, const char *attribute, const char *attribute_value,
                        const char *value)
{
    size_t size_at = open_element(name, attribute, attribute_value);
    if (value)
        put_value(value);
    close_element(size_at);
}

/* An element whose value stands behind the template, as number `index`. */
static void put_substituted(const char *name, const char *attribute, const char *attribute_value,
                            unsigned index, unsigned type)
{
    size_t size_at = open_element(name, attribute, attribute_value);
    put(0x0d, 1);
    put(index, 2);
    put(type, 1);
    close_element(size_at);
}

enum { TYPE_STRING = 1, TYPE_UINT8 = 4, TYPE_UINT16 = 6 };

static void put_fragment(void)
{
    put(0x0f, 1); /* version 1.1, no flags */
    put(0x01, 1);
    put(0x01, 1);
    put(0x00, 1);
}

/* The template of one event: values 0 and 1 are its parameters, 2 its id, 3 its level. */
static void put_template(const struct event *e, uint64_t id)
{
    put(at + 4, 4); /* it stands right here */
    put(0, 4);
    put(id, 8); /* a GUID, whose beginning is the template's id */
    put(0, 8);
    size_t size_at = at;
    put(0, 4);
    put_fragment();
    size_t event = open_element("Event", NULL, NULL);
    size_t system = open_element("System", NULL, NULL);
    put_element("Provider", "Name", e->provider, NULL);
    put_substituted("EventID", NULL, NULL, 2, TYPE_UINT16);
    put_substituted("Level", NULL, NULL, 3, TYPE_UINT8);
    put_element("Channel", NULL, NULL, "Application");
    put_element("Computer", NULL, NULL, e->computer);
    close_element(system);
    size_t data = open_element("EventData", NULL, NULL);
    for (unsigned i = 0; i < 2; i++)
        put_substituted("Data", e->names[i] ? "Name" : NULL, e->names[i], i, TYPE_STRING);
    close_element(data);
    close_element(event);
    put(0x00, 1);
    put_at(chunk + size_at, at - size_at - 4, 4);
}

static void put_kind(size_t size, unsigned type)
{
    put(size, 2);
    put(type, 1);
    put(0, 1);
}

static void put_xml(const struct event *e, uint64_t id)
{
    put_fragment();
    put(0x0c, 1); /* an instance of a template */
    put(0x01, 1);
    put(id, 4);
    put_template(e, id);
    put(4, 4); /* values */
    put_kind(2 * strlen(e->values[0]), TYPE_STRING);
    put_kind(2 * strlen(e->values[1]), TYPE_STRING);
    put_kind(2, TYPE_UINT16);
    put_kind(1, TYPE_UINT8);
    put_utf16(e->values[0]);
    put_utf16(e->values[1]);
    put(e->id, 2);
    put(2, 1);
    put(0x00, 1);
}

static void put_record(const struct event *e, uint64_t id)
{
    size_t record = at;
    put(0x00002a2a, 4);
    put(0, 4);
    put(id, 8);
    put((EPOCH_1601_S + FIRST_S + id * 60) * 10000000, 8);
    put_xml(e, id);
    while ((at - record) % 8 != 4)
        put(0, 1);
    put(at + 4 - record, 4);
    put_at(chunk + record + 4, at - record, 4);
}

static void make_chunk(uint64_t number)
{
    uint64_t first = number * EVENTS + 1;
    size_t last_record = 0;
    memset(chunk, 0, sizeof chunk);
    at = RECORDS_AT;
    for (size_t i = 0; i < EVENTS; i++) {
        last_record = at;
        put_record(&events[i], first + i);
    }
    memcpy(chunk, "ElfChnk", 8);
    put_at(chunk + 8, first, 8);
    put_at(chunk + 16, first + EVENTS - 1, 8);
    put_at(chunk + 24, first, 8);
    put_at(chunk + 32, first + EVENTS - 1, 8);
    put_at(chunk + 40, 128, 4);
    put_at(chunk + 44, last_record, 4);
    put_at(chunk + 48, at, 4);
    put_at(chunk + 52, crc32_of(0, chunk + RECORDS_AT, at - RECORDS_AT), 4);
    uint32_t crc = crc32_of(0, chunk, 120);
    put_at(chunk + 124, crc32_of(crc, chunk + 128, RECORDS_AT - 128), 4);
}

int main(int argc, char **argv)
{
    unsigned long chunks = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    static unsigned char header[HEADER_BYTES];
    memcpy(header, "ElfFile", 8);
    put_at(header + 16, chunks - 1, 8);
    put_at(header + 24, chunks * EVENTS + 1, 8);
    put_at(header + 32, 128, 4);
    put_at(header + 36, 1, 2);
    put_at(header + 38, 3, 2);
    put_at(header + 40, HEADER_BYTES, 2);
    put_at(header + 42, chunks, 2);
    put_at(header + 124, crc32_of(0, header, 120), 4);
    if (fwrite(header, sizeof header, 1, stdout) != 1)
        return 1;
    for (unsigned long i = 0; i < chunks; i++) {
        make_chunk(i);
        if (fwrite(chunk, sizeof chunk, 1, stdout) != 1)
            return 1;
    }
    return fflush(stdout) != 0;
}
