#include "input/packing.h"

#define COMPRESSED(id, place, bytes)                                                               \
    {                                                                                              \
        .kind = PACKING_COMPRESSED, .name = #id, .at = (place),                                    \
        .magic = {bytes, sizeof(bytes) - 1}, .decompressor = &decompress_##id,                     \
        .about = "compressed with " #id                                                            \
    }

#define ARCHIVE(id, place, bytes, which, what)                                                     \
    {                                                                                              \
        .kind = PACKING_ARCHIVE, .name = (id), .at = (place), .magic = {bytes, sizeof(bytes) - 1}, \
        .archive = (which), .seeks = (which) == ARCHIVE_7Z, .about = (what)                        \
    }

#define REFUSED(id, bytes, reason)                                                                 \
    {                                                                                              \
        .kind = PACKING_REFUSED, .name = (id), .magic = {bytes, sizeof(bytes) - 1},                \
        .about = (reason)                                                                          \
    }

#define REFUSAL(what) what ", which this program does not read; unpack it first"

static const struct packing packings[] = {
    COMPRESSED(gzip, 0, "\x1f\x8b\x08"),
    COMPRESSED(zstd, 0, "\x28\xb5\x2f\xfd"),
    COMPRESSED(zstd, 0, "\x50\x2a\x4d\x18"), /* a frame to pass over: as pzstd begins */
    COMPRESSED(xz, 0, "\xfd\x37zXZ\0"),
    COMPRESSED(bzip2, 4, "1AY&SY"), /* after BZh and a digit */
    COMPRESSED(lz4, 0, "\x04\x22\x4d\x18"),
    ARCHIVE("zip", 0, "PK\x03\x04", ARCHIVE_ZIP, "a zip archive"),
    ARCHIVE("zip", 0, "PK\x07\x08PK\x03\x04", ARCHIVE_ZIP,
            "a zip archive"),                                          /* the first of several, */
    ARCHIVE("zip", 0, "PK00PK\x03\x04", ARCHIVE_ZIP, "a zip archive"), /* or all in one after all */
    ARCHIVE("tar", 257, "ustar", ARCHIVE_TAR, "a tar archive"),
    ARCHIVE("7z", 0, "7z\xbc\xaf\x27\x1c", ARCHIVE_7Z, "a 7z archive"),
    ARCHIVE("cab", 0, "MSCF\0\0\0\0", ARCHIVE_CAB, "a cabinet archive"),
    REFUSED("zip", "PK\x05\x06", "an archive without files"),
    REFUSED("rar", "Rar!\x1a\x07", REFUSAL("a RAR archive")),
    REFUSED("lzip", "LZIP\1", REFUSAL("compressed with lzip")),
    REFUSED("compress", "\x1f\x9d", REFUSAL("packed with compress (.Z)")),
    REFUSED(
        NULL, "\x30\0\0\0LfLe",
        "an event log of Windows before Vista (.evt); Event Viewer saves it as .evtx or as text"),
    {.kind = PACKING_EVENTS,
     .magic = {"ElfFile\0", 8},
     .seeks = true,
     .about = "a Windows event log (.evtx)"},
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
