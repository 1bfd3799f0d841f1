/*
 * Numbers as file formats store them: the lowest byte first.
 */
#ifndef WSALOG_BASE_LITTLE_ENDIAN_H
#define WSALOG_BASE_LITTLE_ENDIAN_H

#include <stdint.h>

static inline uint16_t le16(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t le32(const char *bytes)
{
    return le16(bytes) | (uint32_t)le16(bytes + 2) << 16;
}

static inline uint64_t le64(const char *bytes)
{
    return le32(bytes) | (uint64_t)le32(bytes + 4) << 32;
}

#endif
