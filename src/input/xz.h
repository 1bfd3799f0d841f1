/*
 * What liblzma unpacks beside .xz files: bytes packed with LZMA or LZMA2 alone, with nothing around
 * them, as they lie in a 7z archive.
 */
#ifndef WSALOG_INPUT_XZ_H
#define WSALOG_INPUT_XZ_H

#include "base/str.h"

enum lzma_form { LZMA_FORM_1, LZMA_FORM_2 };

/* Unpacks to exactly `len` bytes. `properties` are those of the archive. It takes `len` bytes of
 * memory once more, whatever window the properties ask for. False when that is not what comes out,
 * or for want of memory. */
bool lzma_unpack(enum lzma_form form, struct str properties, struct str packed, char *to,
                 size_t len);

#endif
