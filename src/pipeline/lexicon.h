/*
 * What the catalog lends to the stages that do not know it: names for the scanner, call words for
 * the context.
 */
#ifndef WSALOG_PIPELINE_LEXICON_H
#define WSALOG_PIPELINE_LEXICON_H

#include "catalog/catalog.h"
#include "context/surroundings.h"
#include "scan/names.h"

struct lexicon {
    int32_t *codes; /* owned, by dense index */
    struct names *names;
    int32_t *related_codes; /* owned, of the catalog's related codes */
    struct names *related;  /* those of related codes; names->related */
    struct call_words *words;
};

/* The catalog must outlive it. Owned by the caller: lexicon_release(), also after a failure. */
enum status lexicon_init(struct lexicon *l, const struct catalog *catalog, struct error *err);
void lexicon_release(struct lexicon *l);

#endif
