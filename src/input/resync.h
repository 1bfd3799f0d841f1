/*
 * Where an archive goes on: the next member behind damage, or the next archive behind the end of
 * one.
 *
 * The feed is taken up to there. What is taken for the beginning of a member looks like one in
 * more than its mark, for damage may lie anywhere.
 */
#ifndef WSALOG_INPUT_RESYNC_H
#define WSALOG_INPUT_RESYNC_H

#include "input/feed.h"

#define TAR_BLOCK ((size_t)512) /* bytes of a header, and what data are filled up to */

/* The next member of a zip. False: there is none. */
bool resync_zip(struct feed *from);
bool resync_is_zip(struct feed *from); /* whether one begins here */

/* The next header of a tar, a whole number of blocks from here. False: there is none. */
bool resync_tar(struct feed *from);

/* The feed stands behind the end mark of a tar: whether another tar begins here, or behind the
 * zeros with which tapes are filled up. */
bool resync_next_tar(struct feed *from);

#endif
