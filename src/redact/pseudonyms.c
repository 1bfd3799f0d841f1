#include "redact/pseudonyms.h"

#include "base/buf.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* uthash ends the program when memory runs out, unless asked to report it. */
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) (lost = true)
/* Its default hash function falls through switch labels, which our warnings do not allow. */
#define HASH_FUNCTION(key, len, hash) HASH_FNV(key, len, hash)
#include <uthash.h>

#define TABLE_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define KEY_BYTES_MAX ((size_t)64 * 1024) /* of one secret with its kind */
#define HASH_LETTERS 8                    /* base32: five bits each */

struct entry {
    struct pseudonym pseudonym;
    size_t key_len;
    UT_hash_handle hh;
    char key[]; /* the kind, and the secret in the case in which it is compared */
};

struct pseudonyms {
    const struct keyed_hash_key *key;
    struct arena memory;
    struct entry *by_secret;
    struct buf scratch;
    unsigned long given[SECRET_KIND_COUNT];
    /* By the first byte, in lower case: a bit for each length that a secret has. */
    uint64_t lengths[UCHAR_MAX + 1][(PSEUDONYM_KNOWN_MAX + 1) / 64];
};

enum status pseudonyms_new(const struct keyed_hash_key *key, struct pseudonyms **out,
                           struct error *err)
{
    struct pseudonyms *p = calloc(1, sizeof *p);
    if (!p)
        return error_no_memory(err);
    p->key = key;
    p->memory = ARENA_INIT(TABLE_BYTES_MAX);
    p->scratch = BUF_INIT(KEY_BYTES_MAX);
    *out = p;
    return STATUS_OK;
}

void pseudonyms_free(struct pseudonyms *p)
{
    if (!p)
        return;
    HASH_CLEAR(hh, p->by_secret);
    arena_release(&p->memory);
    buf_release(&p->scratch);
    free(p);
}

/* What the table compares: false when it is too long. */
static bool make_key(struct buf *out, enum secret_kind kind, struct str secret)
{
    buf_clear(out);
    buf_add_char(out, (char)('a' + kind));
    for (size_t i = 0; i < secret.len; i++)
        buf_add_char(out, kind == SECRET_KIND_SECRET ? secret.ptr[i] : ascii_lower(secret.ptr[i]));
    return !out->failed;
}

/* Where the bit stands that says whether a secret so long may be known; NULL: for none. */
static uint64_t *length_bits(struct pseudonyms *p, struct str secret)
{
    if (secret.len == 0 || secret.len > PSEUDONYM_KNOWN_MAX)
        return NULL;
    return &p->lengths[(unsigned char)ascii_lower(secret.ptr[0])][secret.len / 64];
}

static uint64_t length_bit(struct str secret)
{
    return UINT64_C(1) << secret.len % 64;
}

static void write_hash(const struct keyed_hash_key *key, struct str text, char *out)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char hash[KEYED_HASH_LEAST];
    keyed_hash(key, text, hash, sizeof hash);
    uint64_t bits = 0;
    for (size_t i = 0; i < 5; i++)
        bits = bits << 8 | hash[i];
    for (size_t i = HASH_LETTERS; i-- > 0; bits >>= 5)
        out[i] = letters[bits & 31];
    out[HASH_LETTERS] = '\0';
}

static void name(struct pseudonyms *p, struct entry *e)
{
    char tail[PSEUDONYM_BYTES / 2];
    if (p->key)
        write_hash(p->key, (struct str){e->key, e->key_len}, tail);
    else
        (void)snprintf(tail, sizeof tail, "%lu", ++p->given[e->pseudonym.kind]);
    (void)snprintf(e->pseudonym.text, sizeof e->pseudonym.text, "%s-%s",
                   secret_kind_id(e->pseudonym.kind), tail);
}

static const struct pseudonym *give(struct pseudonyms *p, enum secret_kind kind, struct str secret)
{
    size_t len = p->scratch.len;
    struct entry *e = arena_alloc(&p->memory, sizeof *e + len);
    char *copy = arena_copy(&p->memory, secret);
    if (!e || !copy)
        return NULL;
    memcpy(e->key, p->scratch.ptr, len);
    e->key_len = len;
    e->pseudonym = (struct pseudonym){.kind = kind, .secret = {copy, secret.len}};
    name(p, e);
    uint64_t *bits = length_bits(p, secret);
    if (bits)
        *bits |= length_bit(secret);
    bool lost = false;
    HASH_ADD_KEYPTR(hh, p->by_secret, e->key, e->key_len, e);
    return lost ? NULL : &e->pseudonym;
}

static const struct entry *find(const struct pseudonyms *p, const char *key, size_t len)
{
    struct entry *e = NULL;
    HASH_FIND(hh, p->by_secret, key, len, e);
    return e;
}

const struct pseudonym *pseudonym_of(struct pseudonyms *p, enum secret_kind kind, struct str secret)
{
    if (!make_key(&p->scratch, kind, secret))
        return NULL;
    const struct entry *e = find(p, p->scratch.ptr, p->scratch.len);
    return e ? &e->pseudonym : give(p, kind, secret);
}

const struct pseudonym *pseudonym_known(struct pseudonyms *p, struct str word)
{
    static const enum secret_kind kinds[] = {SECRET_KIND_HOST, SECRET_KIND_USER, SECRET_KIND_SHARE,
                                             SECRET_KIND_SECRET};
    const uint64_t *bits = length_bits(p, word);
    if (!bits || !(*bits & length_bit(word)))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct entry *e =
            make_key(&p->scratch, kinds[i], word) ? find(p, p->scratch.ptr, p->scratch.len) : NULL;
        if (e)
            return &e->pseudonym;
    }
    return NULL;
}

/* uthash keeps the order in which entries were added. */
const struct pseudonym *pseudonyms_next(const struct pseudonyms *p, const struct pseudonym *last)
{
    const struct entry *e = p->by_secret;
    if (last) /* the first member of its entry */
        e = ((const struct entry *)last)->hh.next;
    return e ? &e->pseudonym : NULL;
}
