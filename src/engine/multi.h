/*
 * Many patterns at once (through Vectorscan, or Hyperscan): which of them occur, and where they
 * end.
 *
 * Optional: without the library multi_available() is false and nothing else may be called. A
 * compiled set is immutable; each thread brings its own multi_scratch.
 */
#ifndef WSALOG_ENGINE_MULTI_H
#define WSALOG_ENGINE_MULTI_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

struct multi;
struct multi_scratch;

struct multi_pattern {
    const char *pattern; /* an expression in PCRE2's syntax, or a literal */
    bool literal;        /* the bytes of `pattern` as they are, any ASCII case */
    bool unsupported;    /* out: not compiled; the caller has to do without */
};

bool multi_available(void);

/* Compiles all patterns that can be; sets `unsupported` on the others. ^ and $ are ends of lines.
 */
enum status multi_compile(struct multi_pattern *patterns, size_t count, struct multi **out,
                          struct error *err);
void multi_free(struct multi *m);

/*
 * A compiled set as bytes, and back: compiling takes a hundred milliseconds, reading back none.
 * Sets are compiled for no processor in particular (the scan is as fast), so that the bytes serve
 * wherever the same version of the library runs. False: not these bytes, compile instead.
 */
enum status multi_serialize(const struct multi *m, struct buf *out, struct error *err);
bool multi_deserialize(struct str bytes, struct multi **out);

enum status multi_scratch_new(const struct multi *m, struct multi_scratch **out, struct error *err);
void multi_scratch_free(struct multi_scratch *s);

/* Called for each occurrence; `end` is the offset after its last byte. */
typedef void multi_hit_fn(void *state, unsigned pattern, size_t end);

/* At most 4 GiB of text. False: the engine failed (never for want of anything the caller can
 * give); treat as if everything had hit. */
bool multi_scan(const struct multi *m, struct multi_scratch *scratch, struct str text,
                multi_hit_fn *hit, void *state);

#endif
