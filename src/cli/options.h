/*
 * Options, declared once: a table of rows feeds parsing, usage text, and the tests that hold the
 * manual to the program.
 *
 *     struct find_args { size_t format; bool quiet; };
 *     static const struct option rows[] = {
 *         OPTION_FLAG_ROW(struct find_args, quiet, "quiet", 'q', "say less"),
 *         ...
 *     };
 *
 * A row writes into a member of the command's argument struct; a member of the wrong type does not
 * compile. Rows that several commands share stand in a table of their own with a struct of its
 * own; struct option_use says where that struct lies in the command's.
 *
 * Understood: `--name=value`, `--name value`, `-n value`, `-nvalue`, flags together (`-qV`).
 * `--` ends the options; `-` and a negative number are words, not options.
 */
#ifndef WSALOG_CLI_OPTIONS_H
#define WSALOG_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/error.h"

enum option_kind { OPTION_FLAG, OPTION_STRING, OPTION_LIST, OPTION_NUMBER, OPTION_CHOICE };

/* Words in the order given. In the parser's memory; the words themselves are those of argv. */
struct option_list {
    const char **items;
    size_t count;
};

/* The words that a choice allows, by index; NULL after the last. */
typedef const char *option_choices(size_t index);

struct option {
    const char *name; /* without the dashes */
    char letter;      /* or 0 */
    enum option_kind kind;
    size_t at;              /* of the member in the argument struct */
    const char *value;      /* what its value is called in usage; NULL for a flag */
    option_choices *choice; /* for OPTION_CHOICE */
    int64_t least, most;    /* for OPTION_NUMBER */
    int64_t fallback;       /* the value, or the index of the choice, when not given */
    bool recorded;          /* it changes what a report says, and so is named there */
    const char *about;
};

/* The offset of a member, if it has the type that the kind of option writes. */
#define OPTION_AT(type, member, wanted)                                                            \
    (offsetof(type, member) + 0 * sizeof(char[_Generic(((type *)0)->member, wanted : 1)]))

struct option_table {
    const char *title; /* of the section in usage */
    const struct option *rows;
    size_t count;
};

struct option_use {
    const struct option_table *table; /* NULL ends a list of them */
    size_t at;                        /* of the table's struct in the command's */
};

/* What a command line held. */
struct option_words {
    struct option_list words;    /* paths or terms */
    struct option_list recorded; /* "--name=value", in the order given */
    bool help;
    bool version;
    struct arena memory;
};

/* Reads the words of argv (without the program and the command) into `args`, which is first set to
 * the fallbacks. Stops early at --help and --version. `out` is to be released in any case. */
enum status options_parse(const struct option_use *uses, int argc, char **argv, void *args,
                          struct option_words *out, struct error *err);
void option_words_release(struct option_words *w);

/* --help and --version, which every command has. */
const struct option_table *options_common(void);

#endif
