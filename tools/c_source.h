/*
 * Writing C source: what the programs of this folder share.
 */
#ifndef WSALOG_TOOLS_C_SOURCE_H
#define WSALOG_TOOLS_C_SOURCE_H

#include <stdio.h>

/* A string literal, with every byte outside printable ASCII as an octal escape. */
void c_source_string(FILE *out, const char *text);

#endif
