/*
 * What the first bytes of a log tell: encoding, line end, text or not.
 */
#ifndef WSALOG_INPUT_SNIFF_H
#define WSALOG_INPUT_SNIFF_H

#include "base/str.h"
#include "input/source.h"

struct sniff {
    enum encoding encoding;
    size_t mark;      /* bytes of the byte order mark */
    char line_end;    /* '\n' or '\r' */
    bool binary;      /* NUL bytes that no encoding explains, and other controls with them */
    const char *page; /* UTF-32 by its mark: what iconv(3) calls it; else NULL */
};

/* `head`: the first SNIFF_BYTES of the (unpacked) log; fewer when it is no longer. */
struct sniff sniff_text(struct str head);

#endif
