/*
 * Families of rotated logs: the files that were one log once.
 */
#ifndef WSALOG_REPORT_FAMILY_H
#define WSALOG_REPORT_FAMILY_H

#include "base/buf.h"

/*
 * Appends the name that all files of a family have in common, with their folder:
 *
 *     app.log  app.log.1  app.log.2.gz  app.log.old                    app.log
 *     app-2026-11-20.log  app.log-20261120.xz  app.log.2026-11-20.3    app.log
 *     log20261120_001.txt                                              log.txt
 *     2026-11-20.log  20-11-2026.log                                   *.log
 *     u_ex261120.log  u_ex26112014.log  (of IIS)                       u_ex.log
 *
 * So what goes is the suffix of a packing, a number of up to four digits at the end behind a dot,
 * `old` and `bak`, and a date with the mark before it and with the time or number behind it. Other
 * numbers tell logs apart: srv-1.log and srv-2.log are no family, nor are 192.0.2.1 and 192.0.2.2.
 */
void family_name(struct str path, struct buf *out);

#endif
