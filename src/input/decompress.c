#include "input/decompress.h"

#define UNREAD ", which this build does not read"

static const struct packing packings[] = {
    {"gzip", 0, {"\x1f\x8b\x08", 3}, &decompress_gzip, NULL},
    {"zstd", 0, {"\x28\xb5\x2f\xfd", 4}, NULL, "compressed with zstd" UNREAD},
    {"xz", 0, {"\xfd\x37zXZ\0", 6}, NULL, "compressed with xz" UNREAD},
    /* bzip2: after BZh and a digit */
    {"bzip2", 4, {"1AY&SY", 6}, NULL, "compressed with bzip2" UNREAD},
    {"lz4", 0, {"\x04\x22\x4d\x18", 4}, NULL, "compressed with lz4" UNREAD},
    {"zip", 0, {"PK\x03\x04", 4}, NULL, "a zip archive" UNREAD},
    {"zip", 0, {"PK\x05\x06", 4}, NULL, "a zip archive without members"},
    {"7z", 0, {"7z\xbc\xaf\x27\x1c", 6}, NULL, "a 7z archive" UNREAD},
    {"cab", 0, {"MSCF\0\0\0\0", 8}, NULL, "a cabinet archive" UNREAD},
    {NULL, 0, {"ElfFile\0", 8}, NULL, "a Windows event log (.evtx)" UNREAD},
};

const struct packing *packing_of(struct str head)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
        const struct packing *p = &packings[i];
        if (head.len >= p->at && str_starts(str_slice(head, p->at, head.len), p->magic))
            return p;
    }
    return NULL;
}
