/*
 * An endpoint as logs write it: an address or a name, mostly with a port.
 */
#ifndef WSALOG_CONTEXT_ENDPOINT_H
#define WSALOG_CONTEXT_ENDPOINT_H

#include "base/str.h"

enum endpoint_kind {
    ENDPOINT_NAME,    /* a host's name; without port and dot it is any word */
    ENDPOINT_ADDRESS, /* IPv4 or IPv6 */
    ENDPOINT_URL,     /* of a URL, or the server of a UNC path: it can be nothing else */
};

struct endpoint {
    enum endpoint_kind kind;
    size_t at, end;   /* all that was read, with brackets and quotes */
    struct str host;  /* without the brackets of IPv6 */
    struct str port;  /* "" when there is none */
    struct str whole; /* host and port as one text (host:port, [v6]:port); host alone without a
                         port, or where the port stands apart */
    bool v6;
    bool unspecified; /* 0.0.0.0, [::], *, a namespace of XML: no place to connect to */
    bool dotted;      /* a name with a dot in it */
    bool quoted;      /* quotes stand around it */
};

/* Reads the endpoint that begins at line[at]; the byte before must not be part of one. False when
 * there is none: a file and its line, a time, a version, a drive's path. */
bool endpoint_read(struct str line, size_t at, struct endpoint *out);

#endif
