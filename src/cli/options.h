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
 * Understood: `--name=value`, `--name value`, `-n value`, `-nvalue`, flags together (`-qV`), and
 * `--flag=no` against a configuration that says yes. `--` ends the options; `-` and a negative
 * number are words, not options.
 *
 * In two steps, between which a configuration may add what it says (config.h):
 *
 *     options_read()  the command line; each option becomes a setting
 *     options_set()   another one, from a file
 *     options_apply() the settings that count, into the struct
 *
 * Each setting has a layer. Of those for one option the ones of the highest layer count, all of
 * them when it is a list.
 */
#ifndef WSALOG_CLI_OPTIONS_H
#define WSALOG_CLI_OPTIONS_H

#include <limits.h>

#include "base/arena.h"
#include "base/error.h"
#include "cli/suggest.h"

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

#define OPTION_LAYER_COMMAND_LINE UINT_MAX

/* A value for an option, and who says so. */
struct option_setting {
    const struct option *row;
    size_t at;          /* of the table's struct in the command's */
    const char *value;  /* NULL: a flag without a value; "": back to what holds without it */
    const char *origin; /* NULL: the command line; else "FILE:LINE" */
    unsigned layer;
    bool counts; /* set by options_apply() */
};

/* What a command line held, and what a configuration has added. */
struct option_words {
    struct option_list words;    /* paths or terms */
    struct option_list recorded; /* "--name=value" of what counts, in the order given */
    struct option_setting *settings;
    size_t setting_count;
    const char *config; /* of every command: see config.h */
    const char *job;
    bool no_config;
    bool help;
    bool version;
    struct arena memory;
};

/* Reads the words of argv (without the program and the command). Stops early at --help and
 * --version. `out` is to be released in any case. */
enum status options_read(const struct option_use *uses, int argc, char **argv,
                         struct option_words *out, struct error *err);
void option_words_release(struct option_words *w);

/* Adds a word after those of the command line, or a setting. Texts must outlive `out`. */
enum status options_add_word(struct option_words *out, const char *word, struct error *err);
enum status options_set(struct option_words *out, const struct option_setting *setting,
                        struct error *err);

/* Fills `args`: the fallbacks first, then what counts. */
enum status options_apply(const struct option_use *uses, void *args, struct option_words *out,
                          struct error *err);

/* Writes the value of one setting into `args`. */
enum status options_take(struct option_words *out, void *args, const struct option_setting *setting,
                         struct error *err);

/* The option of that name or letter, and its place among `uses`, in `out`; false when there is
 * none. */
bool options_find(const struct option_use *uses, struct str name, struct option_setting *out);
bool options_find_letter(const struct option_use *uses, char letter, struct option_setting *out);
void options_suggest(const struct option_use *uses, struct suggestion *best);

/* Whether the option takes this value, so far as its row tells. */
enum status options_check(const struct option *row, const char *value, struct error *err);

/* Those that every command has, which write into struct option_words: which configuration, and
 * help. */
const struct option_use *options_common(void);

#endif
