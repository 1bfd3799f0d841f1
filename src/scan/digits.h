/*
 * Which runs of digits the patterns tell apart.
 *
 * Most numbers on a line are nothing to any rule: a port, a thread, a fraction of a second. If no
 * pattern can match such a number otherwise than as any digits, then a line with another number of
 * the same length in its place gives the same matches at the same places, and need not be looked at
 * again (repeats.h).
 *
 * Each pattern is read into the positions at which it takes a byte, and which may follow which
 * (positions.h). A run of digits matters when some way through those takes all of it, from where a
 * match may come in or begin to where it may go out or end, and passes a position that takes this
 * digit but not every digit. A group that a code is read from takes no digit for any other. More
 * ways are seen than there are: so a run may be said to matter that does not, never the other way
 * round.
 */
#ifndef WSALOG_SCAN_DIGITS_H
#define WSALOG_SCAN_DIGITS_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* Only runs that stand for themselves are asked about: what has a letter or a _ beside it is part
 * of a word or of a number in hex. Let stand there are T and Z, in either case, as in 10:15:00Z,
 * and before three digits or more what is no digit in hex, as in shop217. */
bool digits_stand_alone(struct str line, size_t from, size_t to);

struct digits;

/* Owned by the caller: digits_free(). */
enum status digits_new(struct digits **out, struct error *err);
void digits_free(struct digits *d); /* NULL is fine */

/* False: the pattern is not understood or too large, or memory ran out; then nothing can be said.
 */
bool digits_add(struct digits *d, const char *pattern);

/* All of it as bytes, for the same version of the program on the same kind of processor, and back:
 * they must outlive what is returned. What matters in text like the ordinary one is found out
 * beforehand. NULL: not these bytes, or no memory. */
void digits_write(const struct digits *d, struct str ordinary, struct buf *out);
struct digits *digits_read(struct str bytes);

/* What a thread has found out, and so has not to find out again. */
struct digits_memory;
struct digits_memory *digits_memory_new(const struct digits *d); /* NULL: out of memory */
void digits_memory_free(struct digits_memory *m);

/* Whether the digits of [from, to) matter where they stand on their line: at least one, and no
 * digit beside them. */
bool digits_matter(struct digits_memory *m, struct str line, size_t from, size_t to);

/* The ways that patterns may take through a run: runs of one length between the same bytes that
 * have the same ways are matched alike, and only what is read from them may differ. False: they are
 * not known. Of at most DIGITS_VALUE_MAX digits. */
#define DIGITS_VALUE_MAX 5
struct digits_ways {
    uint16_t states[DIGITS_VALUE_MAX + 1]; /* zeros behind the last digit */
    bool in_parts; /* not only all of the run may be read, but a part of it, or more than it */
};
bool digits_ways(struct digits_memory *m, struct str line, size_t from, size_t to,
                 struct digits_ways *out);

/* A question that is asked of many numbers: of one length, between the same bytes. Those that may
 * matter are within a range, and begin with certain digits: that is found out when it has been
 * asked often, unless it was known from ordinary text. Numbers of more than DIGITS_VALUE_MAX digits
 * are asked about one by one. */
#define DIGITS_HEAD 3
struct digits_question {
    uint32_t lowest, highest; /* lowest == UINT32_MAX: none matters */
    const uint64_t *heads;    /* a bit for each beginning of DIGITS_HEAD digits; or NULL */
    uint64_t *own_heads;      /* owned by the memory: the same, if they were found out */
    uint32_t asked;           /* how often, as long as they are not known */
    uint16_t before;          /* the rest is private */
    uint8_t len;
    char behind;
    uint8_t families_asked;  /* the same of what follows */
    const uint8_t *families; /* of the numbers that begin as codes do; or NULL */
    uint8_t *own_families;   /* owned by the memory: the same, if they were found out */
};

/* What a number of that length begins with: its first DIGITS_HEAD digits, or all that it has. */
static inline uint32_t digits_head(uint32_t value, size_t len)
{
    return len == 5 ? value / 100 : len == 4 ? value / 10 : value;
}

/* The question about a number on a line. It lives as long as the memory. */
struct digits_question *digits_question(struct digits_memory *m, struct str line, size_t from,
                                        size_t to);

/* digits_matter() of a number of which digits_question() was asked. */
bool digits_answer(struct digits_memory *m, struct digits_question *q, struct str line,
                   size_t from);

/* The same, of which the value is known (UINT32_MAX for a long one). */
static inline bool digits_value_matters(struct digits_memory *m, struct digits_question *q,
                                        uint32_t value, struct str line, size_t from)
{
    if (value < q->lowest || value > q->highest)
        return false;
    if (q->heads) {
        uint32_t head = digits_head(value, q->len);
        if (!(q->heads[head / 64] >> head % 64 & 1))
            return false;
        if (q->len <= DIGITS_HEAD)
            return true;
    }
    return digits_answer(m, q, line, from);
}

/* The numbers that begin as codes do, 100, 101 and 110 with two digits more, are of one family when
 * patterns take the same ways through them, and read nothing else than all of the number. 0: it has
 * none, or that is not known. As heads, families are found out when they have been asked for often.
 */
#define DIGITS_FAMILY_MEMBERS 300
uint8_t digits_family(struct digits_memory *m, struct digits_question *q, uint32_t value);

#endif
