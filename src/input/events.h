/*
 * Windows event logs (.evtx), through libevtx: each event becomes a line of text.
 *
 *     2026-11-20T21:04:05.000Z web01 Microsoft-Windows-WinRM EventID=142 Level=2 errorCode=10061
 *
 * The library reads a file by its path: what stands in an archive or comes through a pipe it cannot
 * read. A build without it has none of this (events_none.c).
 */
#ifndef WSALOG_INPUT_EVENTS_H
#define WSALOG_INPUT_EVENTS_H

#include "input/feed.h"

struct events;

/* Why this build does not read event logs, or NULL when it does. */
const char *events_refusal(void);

/* `head`: the first bytes of the file. False for want of memory. When the log cannot be opened,
 * *out is NULL and the remark says why. Owned by the caller: events_close(). */
bool events_open(const char *path, struct str head, uint64_t size, struct events **out,
                 struct remark *remark);
void events_close(struct events *e); /* NULL is fine */
struct stream events_stream(struct events *e);

#endif
