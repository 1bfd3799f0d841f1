/*
 * What the files of the sieve share. Not for other files.
 */
#ifndef WSALOG_SCAN_SIEVE_PARTS_H
#define WSALOG_SCAN_SIEVE_PARTS_H

#include "scan/sieve.h"

#define SIEVE_BUCKETS 8
#define SIEVE_PLACES 5     /* of a bucket: bytes that are tested */
#define SIEVE_BEHIND 4     /* bytes that are looked at behind a vector */
#define SIEVE_WORD_BITS 12 /* 16 KiB: half of a first-level cache */
#define SIEVE_SLOT_BITS 13
#define SIEVE_SLOTS (1U << SIEVE_SLOT_BITS)
#define SIEVE_USES_MAX (SIEVE_SLOTS / 2)
#define SIEVE_PARTS_MAX 2048
#define SIEVE_PLACED_MAX 512
#define SIEVE_GROUPS_MAX 64
#define SIEVE_SETS_MAX 512

/* What is done with each byte of text, so that letters of both cases make one number. Other bytes
 * are changed too, always the same way. */
#define SIEVE_FOLD 0x20
#define SIEVE_FACTOR UINT32_C(0x9E3779B1)
#define SIEVE_FACTOR_LAST UINT32_C(0x85EBCA6B)

/* A gram: SIEVE_GRAM bytes of text, folded, as a number. */
static inline uint64_t sieve_gram(const unsigned char *text)
{
    uint64_t gram = 0;
    for (size_t i = SIEVE_GRAM; i-- > 0;)
        gram = gram << 8 | (text[i] | SIEVE_FOLD);
    return gram;
}

/* What it asks for is told by this: a word by its first bits, two bits of that by the next ones,
 * and a slot. */
static inline uint32_t sieve_mix(uint64_t gram)
{
    return (uint32_t)gram * SIEVE_FACTOR + (uint32_t)(gram >> 32) * SIEVE_FACTOR_LAST;
}
static inline uint32_t sieve_word(uint32_t mix)
{
    return mix >> (32 - SIEVE_WORD_BITS);
}
static inline uint32_t sieve_bits(uint32_t mix)
{
    return UINT32_C(0x80000000) >> (mix >> 15 & 31) | UINT32_C(0x80000000) >> (mix >> 10 & 31);
}

/* What the fast loop reads. */
struct sieve_tables {
    uint32_t grams[1U << SIEVE_WORD_BITS];
    /* Bit b of lows[p][l] or highs[p][h]: bucket b refuses bytes with this half in place p. */
    uint8_t lows[SIEVE_PLACES][16];
    uint8_t highs[SIEVE_PLACES][16];
};

/* What a part wants beside it. Where another part of its trigger stands as well, with a byte more
 * that may be the line end, only the edge of the text is left to it. */
enum sieve_edge { SIEVE_ANY, SIEVE_LINE_EDGE, SIEVE_TEXT_EDGE };

/* A sequence of a trigger. */
struct sieve_part {
    uint16_t trigger;
    uint8_t len;
    bool open;
    uint8_t before, behind;            /* enum sieve_edge */
    uint16_t sets[SEQUENCE_BYTES_MAX]; /* indices */
};

/* A gram stands in the window of a part, `before` bytes behind where that begins. */
struct sieve_use {
    uint64_t gram;
    uint16_t part;
    uint16_t next; /* use of the same gram, or 0 */
    uint32_t before;
};

/* A part in a bucket; what the bucket tests begins `before` bytes behind where the part does. */
struct sieve_placed {
    uint16_t part;
    uint8_t before;
    uint8_t len; /* of the part, as the next two: to see at once that it does not stand */
    uint8_t before_edge, behind_edge;
};

/* One piece of memory without pointers, so that it can be kept as bytes. */
struct sieve {
    struct sieve_tables tables;
    struct sieve_use uses[SIEVE_USES_MAX]; /* from 1 on */
    uint16_t slots[SIEVE_SLOTS];           /* of a gram: its first use, or 0 */
    struct sieve_part parts[SIEVE_PARTS_MAX];
    struct byte_set sets[SIEVE_SETS_MAX];
    /* Those that test the same bytes are a group. Bit g of takes[p][b]: group g takes byte b in
     * place p. Where there are more than bits, the last holds all that are left. */
    struct sieve_placed placed[SIEVE_PLACED_MAX]; /* by group */
    uint16_t group_ends[SIEVE_GROUPS_MAX];        /* in placed */
    uint64_t takes[SIEVE_PLACES][256];
    size_t use_count, part_count, set_count;
};

/* The slot of a gram, or the free one where it would be. Slots are open: it is the gram's own one
 * or the first behind it that fits. */
static inline uint32_t sieve_find(const struct sieve *s, uint64_t gram)
{
    uint32_t slot = sieve_mix(gram) >> (32 - SIEVE_SLOT_BITS);
    while (s->slots[slot] && s->uses[s->slots[slot]].gram != gram)
        slot = (slot + 1) % SIEVE_SLOTS;
    return slot;
}

/* Sifts `count` vectors, up to SIEVE_STRETCH; SIEVE_BEHIND bytes more can be read behind them. */
void sieve_sift(const struct sieve_tables *t, const char *text, size_t count,
                struct sieve_sifted *out);

#endif
