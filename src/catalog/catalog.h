/*
 * The catalog: what each Winsock error means and what to do about it.
 *
 * The built-in catalog is generated at build time from table/ as constant data: using it costs
 * nothing. catalog_load() lays other tables over it (--table). A catalog is immutable once made,
 * and any number of threads may read it.
 *
 * All strings are UTF-8 C strings, never NULL ("" when there is none).
 */
#ifndef WSALOG_CATALOG_CATALOG_H
#define WSALOG_CATALOG_CATALOG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vocabulary.h"

/* Most errors and categories that a catalog may hold (the built-in one has about a hundred errors),
 * and most aliases, causes or actions that one error may have. */
#define CATALOG_ERRORS_MAX 4096
#define CATALOG_CATEGORIES_MAX 256
#define CATALOG_FACTS_MAX 4096
#define CATALOG_RELATED_MAX 1024

/* Operations that a row of advice is for: bit 1 << OPERATION_x; 0 means any. */
typedef uint16_t operation_set;

struct catalog_alias {
    const char *alias;
    const char *kind; /* bsd, dotnet, win32, php, eai, netdb, alternative, misspelling, libuv */
};

struct catalog_cause {
    operation_set operations;
    const char *text;
    const char *source;
};

struct catalog_action {
    operation_set operations;
    enum audience audience;
    enum action kind;
    const char *text;
    const char *command; /* "" when there is none */
    const char *risk;    /* "" for a check */
    const char *source;
};

struct catalog_error {
    int32_t code;     /* as WSAGetLastError() returns it */
    const char *name; /* canonical: WSAECONNRESET */
    const char *title;
    const char *description;
    uint16_t category; /* index into catalog.categories */
    enum severity severity;
    enum retry retry;
    const struct catalog_alias *aliases;
    size_t alias_count;
    const struct catalog_cause *causes; /* likeliest first */
    size_t cause_count;
    const struct catalog_action *actions; /* in the order to try them */
    size_t action_count;
};

struct catalog_category {
    const char *id;
    int rank; /* 1 is read first */
    const char *title;
    const char *description;
};

struct catalog_operation {
    enum operation id;
    const char *title;
    const char *calls; /* lower-case words of logs and API names, separated by spaces */
};

/* Windows' own text for an error, as FormatMessage() gives it on a system of that language. */
struct catalog_message {
    int32_t code;
    int32_t also;         /* a second code with the very same text, or 0 */
    const char *language; /* en, de, pt-BR, ... */
    const char *text;
};

/* A code of Win32 that tells of the network and is not Winsock's: reported apart, in no total. */
struct catalog_related {
    int32_t code;
    const char *name; /* ERROR_NETNAME_DELETED */
    const char *title;
};

struct catalog {
    const struct catalog_error *errors; /* ascending by code, no code twice */
    size_t error_count;
    const struct catalog_category *categories; /* ascending by rank */
    size_t category_count;
    const struct catalog_operation *operations;
    size_t operation_count;
    const struct catalog_message *messages; /* as in messages.csv; for catalog_lookup() */
    size_t message_count;
    const struct catalog_related *related; /* ascending by code */
    size_t related_count;
    struct arena memory; /* empty for the built-in catalog */
};

/* The catalog compiled into the program. */
const struct catalog *catalog_builtin(void);

/*
 * A catalog read from tables alone (`base` NULL), or laid over `base`, which must then outlive it.
 * Each of `paths` is a directory that holds any of errors.csv, aliases.csv, causes.csv,
 * actions.csv, messages.csv, related.csv, categories.csv, operations.csv (see table/README.md), or
 * one such file, known by its name. Later ones win: an error, category or operation row replaces
 * the fields of its code or id, or adds one; alias, cause, action and message rows are appended to
 * their code's, whichever path brings the code. The error names file, line and column name. Owned
 * by the caller: catalog_free().
 */
enum status catalog_load(const struct catalog *base, const char *const *paths, size_t path_count,
                         struct catalog **out, struct error *err);
void catalog_free(struct catalog *catalog); /* NULL is fine; never pass the built-in one */

/* The error of a code, or NULL. Its dense index is `entry - catalog->errors`. */
const struct catalog_error *catalog_find(const struct catalog *catalog, int64_t code);

/* Dense indices of errors go on with those of related codes: what a mention at `index` is. */
int32_t catalog_code_at(const struct catalog *catalog, size_t index);
const char *catalog_name_at(const struct catalog *catalog, size_t index);

/* HRESULT_FROM_WIN32 of a code, as unsigned: 0x80072746 for 10054. */
uint32_t catalog_hresult(int32_t code);

/*
 * Everything that `term` may mean, for `explain`: a code in decimal or hex (with or without 0x), an
 * HRESULT in hex, signed or unsigned decimal, OpenSSL's 8000_2746, a name, an alias, a .NET name
 * (any case), a whole message of Windows, or words of a title or of a message. Writes at most
 * `room` matches, exact meanings first, and returns how many there are (0: unknown term). Words
 * are tried only when there is no exact meaning and they have at least 3 characters. Texts compare
 * without regard to ASCII case, line breaks and the shape of the apostrophe.
 */
size_t catalog_lookup(const struct catalog *catalog, struct str term,
                      const struct catalog_error **out, size_t room);

#endif
