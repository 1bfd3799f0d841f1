#include "input/packing.h"

#define COMPRESSED(id, place, ...)                                                                 \
    {                                                                                              \
        .kind = PACKING_COMPRESSED, .name = #id, .at = (place), .magic = __VA_ARGS__,              \
        .decompressor = &decompress_##id, .about = "compressed with " #id                          \
    }

#define REFUSAL(what) what ", which this program does not read; unpack it first"

static const struct packing packings[] = {
    COMPRESSED(gzip, 0, {"\x1f\x8b\x08", 3}),
    COMPRESSED(zstd, 0, {"\x28\xb5\x2f\xfd", 4}),
    COMPRESSED(zstd, 0, {"\x50\x2a\x4d\x18", 4}), /* a frame to pass over: as pzstd begins */
    COMPRESSED(xz, 0, {"\xfd\x37zXZ\0", 6}),
    COMPRESSED(bzip2, 4, {"1AY&SY", 6}), /* after BZh and a digit */
    COMPRESSED(lz4, 0, {"\x04\x22\x4d\x18", 4}),
    {PACKING_ARCHIVE, "zip", 0, {"PK\x03\x04", 4}, NULL, false, "a zip archive"},
    {PACKING_REFUSED, "zip", 0, {"PK\x05\x06", 4}, NULL, false, "an archive without files"},
    {PACKING_ARCHIVE, "tar", 257, {"ustar", 5}, NULL, false, "a tar archive"},
    {PACKING_ARCHIVE, "7z", 0, {"7z\xbc\xaf\x27\x1c", 6}, NULL, true, "a 7z archive"},
    {PACKING_ARCHIVE, "cab", 0, {"MSCF\0\0\0\0", 8}, NULL, false, "a cabinet archive"},
    {PACKING_REFUSED, "rar", 0, {"Rar!\x1a\x07", 6}, NULL, false, REFUSAL("a RAR archive")},
    {PACKING_REFUSED,
     "compress",
     0,
     {"\x1f\x9d", 2},
     NULL,
     false,
     REFUSAL("packed with compress (.Z)")},
    {PACKING_REFUSED,
     NULL,
     0,
     {"\x30\0\0\0LfLe", 8},
     NULL,
     false,
     "an event log of Windows before Vista (.evt); Event Viewer saves it as .evtx or as text"},
    {PACKING_EVENTS, NULL, 0, {"ElfFile\0", 8}, NULL, true, "a Windows event log (.evtx)"},
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
