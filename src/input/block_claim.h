/*
 * A claim: a block of a plain file that is not read yet, but of which it is known where it begins
 * and ends. So one thread may claim a block while others are still reading theirs.
 *
 *     source_claim(s, &claim)          one thread at a time, as for all of a source
 *     claim_read(&claim, &block)       any thread, while the source goes on
 *     source_go_back(s, &claim)        when that was in vain
 *
 * Text that needs no turning can be claimed, and UTF-16. Whether a block is such text shows when it
 * is read: a NUL may be the beginning of UTF-16, where a text ceases to be ASCII its code page is
 * looked for, and UTF-16 may go over to narrow text. Then the source goes back to the claim, the
 * first one where there are several, and reads the next block as if nothing had been claimed: what
 * was read behind it is void. So it does not depend on the number of threads where blocks end. Text
 * that needs no turning is cut as it would be without claims; of UTF-16, a claim is so many bytes
 * of the file, not of UTF-8.
 */
#ifndef WSALOG_INPUT_BLOCK_CLAIM_H
#define WSALOG_INPUT_BLOCK_CLAIM_H

#include "base/os_file.h"
#include "input/source.h"

struct block_claim {
    struct os_file file; /* borrowed from the source, which must stay open */
    uint64_t at;         /* in the file */
    uint64_t index;      /* of the block */
    enum encoding encoding;
    size_t bytes; /* of the file: all that the block shows, and a little more */
    size_t owned; /* bytes of the file, from `at` on, that the block owns: whole lines */
    size_t context;
    char line_end;
    bool ascii;  /* it must be ASCII */
    bool steady; /* it is taken as it is: neither are NULs looked at, nor whether it is wide */
};

/* Reads the block. False: it is not what it was claimed to be, cannot be read, or memory is
 * wanting. */
bool claim_read(const struct block_claim *c, struct block *b);

#endif
