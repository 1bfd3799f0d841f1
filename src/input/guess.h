/*
 * Which code page a text is in that is not UTF-8.
 *
 * Each page of the list reads the lines that are not ASCII. One in which a known phrase (a message
 * of Windows in the language of the page) is found wins; else the one whose letters make the most
 * sense beside each other. A text that has more of UTF-8 than of anything else stays UTF-8.
 */
#ifndef WSALOG_INPUT_GUESS_H
#define WSALOG_INPUT_GUESS_H

#include "base/str.h"

/* Texts, in UTF-8, of which each is the proof of a page in which it is found. */
struct phrases {
    const char *const *items;
    size_t count;
};

struct guess {
    bool decided;     /* false: it is all ASCII, or ends with its first other character */
    const char *page; /* what iconv(3) calls it; NULL: UTF-8, or none of the pages fits */
    const char *name; /* what a reader calls it; static, as is `page` */
    bool senseless;   /* much of it is not ASCII, and no page makes sense of that */
};

/* Fails (false) only for want of memory. */
bool guess_page(struct str text, const struct phrases *phrases, struct guess *out);

#endif
