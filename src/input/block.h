/*
 * Blocks from the reader's side; source.h has what everyone else may know of them.
 */
#ifndef WSALOG_INPUT_BLOCK_H
#define WSALOG_INPUT_BLOCK_H

#include "input/source.h"

/* Empties the block and makes room for so many bytes; false for want of memory. */
bool block_begin(struct block *b, size_t room);

#endif
