/*
 * The list of a 7z archive: what unpacking the archive would take of memory.
 *
 * libarchive takes the memory that an archive asks for: a dictionary of up to 4 GiB, and room for
 * as many files as the list claims to hold. So the list is read here before libarchive sees the
 * archive, and what asks for too much is refused.
 *
 * A 7z archive begins with 32 bytes that tell where its list is, which lies at the end and is most
 * often packed itself. It names the packed streams, the folders, each with the coders that unpack
 * it, and the files that are in them. Of these only numbers are looked at; a list that cannot be
 * followed is refused, for then nobody knows what it asks for.
 */
#ifndef WSALOG_INPUT_SEVEN_ZIP_H
#define WSALOG_INPUT_SEVEN_ZIP_H

#include "input/feed.h"

#define SEVEN_ZIP_START ((size_t)32)                    /* bytes before everything else */
#define SEVEN_ZIP_LIST_MAX ((uint64_t)24 * 1024 * 1024) /* bytes of a list, also unpacked */
#define SEVEN_ZIP_COUNT_MAX ((uint64_t)200 * 1000)      /* of files, folders or streams */

/*
 * Whether an archive may be unpacked: its list can be followed, holds not too much, and no decoder
 * wants more than WINDOW_MAX. Else `why` tells. An archive whose list is encrypted may: libarchive
 * says so and unpacks nothing. The feed must be seekable, nothing may have been taken of it, and it
 * is at its beginning again afterwards.
 */
bool seven_zip_check(struct feed *from, struct remark *why);

/*
 * The same of a list alone. When it is a packed one, where it says from and how it is unpacked is
 * in `packed`, and nothing has been refused yet but what it would take itself.
 */
struct seven_zip_packed {
    bool is;        /* the list is packed: */
    bool encrypted; /* and nobody can read it */
    bool lzma2;     /* else packed with LZMA; `plain`: with neither */
    bool plain;
    char properties[16]; /* of the coder */
    size_t properties_len;
    uint64_t at; /* of its bytes, behind the first SEVEN_ZIP_START */
    uint64_t len;
    uint64_t unpacked; /* bytes */
};
bool seven_zip_list(struct str list, struct seven_zip_packed *packed, struct remark *why);

#endif
