/*
 * The other end: of the endpoints that a line names, the one that the error is about.
 */
#ifndef WSALOG_CONTEXT_PEER_H
#define WSALOG_CONTEXT_PEER_H

#include "context/surroundings.h"

/* What is being looked at. */
struct peer_view {
    struct str line;
    size_t at, end; /* the match */
    enum operation operation;
    struct str host; /* that wrote the line, a view into it: no peer */
};

/* Sets peer and peer_port when the line tells them. An endpoint with a port is preferred to a host
 * alone, then the nearest. Calls that have no other end yet (bind, listen) get none. */
void peer_find(const struct peer_view *v, struct surroundings *out);

#endif
