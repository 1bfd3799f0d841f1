/*
 * Who wrote the line: the host and the program, where the line tells.
 *
 * Told by syslog (`Nov 20 21:04:05 host app[12]: `, RFC 5424, the ISO 8601 form of rsyslog), by
 * event logs (as the event reader writes them, and as XML), by keys (`computer=SRV01`,
 * `"hostname":"srv01"`, `process=w3wp`, `"process.name":"w3wp.exe"`), and for the program also by
 * the first word that ends in .exe. A process id is left out: it would make each start another
 * program.
 */
#ifndef WSALOG_CONTEXT_WRITER_H
#define WSALOG_CONTEXT_WRITER_H

#include "base/str.h"

struct writer {
    struct str host;    /* "" when not told; views into the line */
    struct str process; /* likewise; without folder and process id */
};

/* Looks at the first 512 bytes of the line. */
struct writer writer_find(struct str line);

#endif
