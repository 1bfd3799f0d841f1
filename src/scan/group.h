/*
 * Groups of patterns: what opens one.
 */
#ifndef WSALOG_SCAN_GROUP_H
#define WSALOG_SCAN_GROUP_H

#include "base/str.h"

enum group_kind {
    GROUP_PLAIN,   /* ( or (?: or (?i: */
    GROUP_NAMED,   /* (?<name> or (?P<name> */
    GROUP_LOOK,    /* (?= (?! (?<= (?<! */
    GROUP_OPTIONS, /* (?i), which holds nothing and is stepped over whole */
};

struct group {
    enum group_kind kind;
    struct str name; /* a view of the pattern; of others than GROUP_NAMED "" */
    bool ahead;      /* of a lookaround: it looks at what follows */
    bool refuses;    /* of a lookaround: for what must not stand there */
};

/* Reads what opens a group, whose bracket is at `*at`, and steps over it. False: it is not
 * understood, as (?x), behind which blanks stand for nothing. */
bool group_open(const char **at, struct group *out);

#endif
