/*
 * The sieve: where in a block a trigger hits, at the speed of memory.
 *
 * Each trigger comes down to byte sequences (sequence.h), and of each sequence a part is looked
 * for:
 *
 *   - of most, SIEVE_WINDOW bytes. Wherever they stand, at one place that is a multiple of
 *     SIEVE_STRIDE begin SIEVE_GRAM of them, a gram. So only every fourth place is looked at: its
 *     gram, as one number, asks a table of bits, which few pass.
 *   - of those that are too short or too varied for that (a number of five digits), a few bytes
 *     with a set of bytes in each place. Sets are kept as pairs of half bytes in eight buckets; a
 *     vector of 32 places is tested in a few instructions.
 *
 * What passes is compared with the sequence itself. Which part of a sequence is looked for, and
 * how, is chosen so that text like ordinary text seldom holds it (frequency.h).
 *
 * Needs a processor with AVX2; without it, or for triggers that are not understood, the caller goes
 * without a sieve. Immutable once made, and shared by threads.
 */
#ifndef WSALOG_SCAN_SIEVE_H
#define WSALOG_SCAN_SIEVE_H

#include "base/error.h"
#include "scan/sequence.h"

#define SIEVE_STRIDE 4
#define SIEVE_GRAM 5
#define SIEVE_WINDOW (SIEVE_GRAM + SIEVE_STRIDE - 1)

struct sieve;
struct sieve_maker;

bool sieve_available(void); /* on this processor */

/*
 * Making one that is fast where logs are like the `ordinary` text: add the sequences of each
 * trigger, then make it. NULL: more than fits, or a sequence has no part that
 * could be looked for, or memory ran out. Owned by the caller: sieve_free().
 */
enum status sieve_maker_new(struct str ordinary, struct sieve_maker **out, struct error *err);
void sieve_maker_free(struct sieve_maker *m);
bool sieve_add(struct sieve_maker *m, unsigned trigger, const struct sequences *sequences);
struct sieve *sieve_make(struct sieve_maker *m);
void sieve_free(struct sieve *s); /* NULL is fine */

/* A sieve as bytes, for the same version of the program on the same kind of processor, and back:
 * they are not copied, and must outlive what is returned, which is not to be freed. NULL: not these
 * bytes. */
struct str sieve_bytes(const struct sieve *s);
const struct sieve *sieve_view(struct str bytes);

/* Called for each sequence that stands in the text, in about ascending order; `end` is the offset
 * after its last byte. An open one tells only the beginning of what its trigger wants. */
typedef void sieve_hit_fn(void *state, unsigned trigger, size_t end, bool open);
void sieve_run(const struct sieve *s, struct str text, sieve_hit_fn *hit, void *state);

/* What passed in some vectors of text in a row. */
#define SIEVE_VECTOR 32 /* bytes */
#define SIEVE_STRETCH 64
struct sieve_sifted {
    uint64_t loud;                 /* bits: vectors in which something passed */
    uint32_t quiet[SIEVE_STRETCH]; /* bits of each: places where nothing passed */
    uint32_t grams[SIEVE_STRETCH]; /* grams that passed */
};

/* A walk from one to the next of them. The text must live on. */
struct sieve_walk {
    const struct sieve *sieve;
    struct str text;
    size_t at, count; /* what was sifted last: where it begins, and how many vectors */
    struct sieve_sifted sifted;
};

void sieve_begin(struct sieve_walk *walk, const struct sieve *s, struct str text);

/* Where the first that ends behind `from` does end, or SIZE_MAX. `from` never goes back. Of some
 * that begin within SIEVE_VECTOR bytes of each other it may be another than the first. What was
 * left out in between is not looked at. */
size_t sieve_next(struct sieve_walk *walk, size_t from);

#endif
