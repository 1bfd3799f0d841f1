/*
 * Lines of ordinary logs, which tell no error of Winsock: what a choice of things to look for can
 * be tried on, so that they are rare. They are the lines of rules/ordinary.txt.
 */
#ifndef WSALOG_SCAN_ORDINARY_H
#define WSALOG_SCAN_ORDINARY_H

#include "base/str.h"

extern const struct str ordinary_text;

#endif
