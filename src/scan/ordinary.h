/*
 * Lines of ordinary logs, which tell no error of Winsock: what a choice of things to look for can
 * be tried on, so that they are rare.
 */
#ifndef WSALOG_SCAN_ORDINARY_H
#define WSALOG_SCAN_ORDINARY_H

#include "base/str.h"

typedef void ordinary_line_fn(void *state, struct str line);
void ordinary_lines(ordinary_line_fn *line, void *state);

#endif
