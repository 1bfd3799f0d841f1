#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/suggest.h"

#define WORDS_BYTES_MAX ((size_t)64 * 1024 * 1024) /* a command line is far shorter */

struct parser {
    const struct option_use *uses;
    int argc;
    char **argv;
    int at; /* the word being read */
    char *args;
    struct option_words *out;
};

/* One option of the command and the struct it writes to. */
struct found_option {
    const struct option *row;
    char *target;
};

static const struct option common_rows[] = {
    {.name = "help",
     .letter = 'h',
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct option_words, help, bool),
     .about = "show this help"},
    {.name = "version",
     .letter = 'V',
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct option_words, version, bool),
     .about = "show the version"},
};

const struct option_table *options_common(void)
{
    static const struct option_table table = {"Help", common_rows,
                                              sizeof common_rows / sizeof *common_rows};
    return &table;
}

void option_words_release(struct option_words *w)
{
    arena_release(&w->memory);
    *w = (struct option_words){0};
}

typedef bool matches_fn(const struct option *row, struct str wanted);

static bool matches_name(const struct option *row, struct str wanted)
{
    return str_equal(str_from(row->name), wanted);
}

static bool matches_letter(const struct option *row, struct str wanted)
{
    return row->letter == wanted.ptr[0];
}

static bool find_option(const struct parser *p, matches_fn *matches, struct str wanted,
                        struct found_option *out)
{
    for (const struct option_use *use = p->uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++)
            if (matches(&use->table->rows[i], wanted)) {
                *out = (struct found_option){&use->table->rows[i], p->args + use->at};
                return true;
            }
    const struct option_table *common = options_common();
    for (size_t i = 0; i < common->count; i++)
        if (matches(&common->rows[i], wanted)) {
            *out = (struct found_option){&common->rows[i], (char *)p->out};
            return true;
        }
    return false;
}

/* Takes a word into a list. No list can grow longer than the command line. */
static enum status list_add(struct parser *p, struct option_list *list, const char *word,
                            struct error *err)
{
    if (!list->items) {
        list->items = arena_array(&p->out->memory, (size_t)p->argc, sizeof *list->items);
        if (!list->items)
            return error_no_memory(err);
    }
    list->items[list->count++] = word;
    return STATUS_OK;
}

static enum status record(struct parser *p, const struct option *row, const char *value,
                          struct error *err)
{
    if (!row->recorded)
        return STATUS_OK;
    size_t room = strlen(row->name) + (value ? strlen(value) : 0) + sizeof "--=";
    char *text = arena_alloc(&p->out->memory, room);
    if (!text)
        return error_no_memory(err);
    (void)snprintf(text, room, "--%s%s%s", row->name, value ? "=" : "", value ? value : "");
    return list_add(p, &p->out->recorded, text, err);
}

static enum status take_number(const struct option *row, const char *value, int64_t *to,
                               struct error *err)
{
    if (str_to_i64(str_from(value), to) && *to >= row->least && *to <= row->most)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "--%s needs a number from %lld to %lld, not '%s'",
                     row->name, (long long)row->least, (long long)row->most, value);
}

static enum status take_choice(const struct option *row, const char *value, size_t *to,
                               struct error *err)
{
    struct buf words = BUF_INIT(512);
    for (size_t i = 0; row->choice(i); i++) {
        if (strcmp(row->choice(i), value) == 0) {
            *to = i;
            buf_release(&words);
            return STATUS_OK;
        }
        buf_add_format(&words, "%s%s", i ? ", " : "", row->choice(i));
    }
    enum status status = error_set(err, STATUS_INVALID, "--%s takes one of %s, not '%s'", row->name,
                                   buf_text(&words), value);
    buf_release(&words);
    return status;
}

static enum status take_value(struct parser *p, struct found_option found, const char *value,
                              struct error *err)
{
    const struct option *row = found.row;
    void *to = found.target + row->at;
    enum status status = STATUS_OK;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)to = true;
        break;
    case OPTION_STRING:
        *(const char **)to = value;
        break;
    case OPTION_LIST:
        status = list_add(p, to, value, err);
        break;
    case OPTION_NUMBER:
        status = take_number(row, value, to, err);
        break;
    case OPTION_CHOICE:
        status = take_choice(row, value, to, err);
        break;
    }
    return status ? status : record(p, row, value, err);
}

/* The word after the option, where its value was not part of the word. */
static enum status next_value(struct parser *p, const struct option *row, const char **value,
                              struct error *err)
{
    if (*value)
        return STATUS_OK;
    if (p->at + 1 >= p->argc)
        return error_set(err, STATUS_INVALID, "--%s needs a value: %s", row->name, row->value);
    *value = p->argv[++p->at];
    return STATUS_OK;
}

static enum status unknown_option(const struct parser *p, struct str name, struct error *err)
{
    struct suggestion best = suggestion_for(name);
    for (const struct option_use *use = p->uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++)
            suggestion_offer(&best, use->table->rows[i].name);
    for (size_t i = 0; i < options_common()->count; i++)
        suggestion_offer(&best, options_common()->rows[i].name);
    if (best.word)
        return error_set(err, STATUS_INVALID, "unknown option '--%.*s'; did you mean '--%s'?",
                         STR_ARG(name), best.word);
    return error_set(err, STATUS_INVALID, "unknown option '--%.*s'", STR_ARG(name));
}

static enum status parse_long(struct parser *p, const char *word, struct error *err)
{
    struct str name = str_from(word);
    const char *value = NULL;
    size_t equals = str_find(name, STR("="), 0);
    if (equals != SIZE_MAX) {
        value = word + equals + 1;
        name.len = equals;
    }
    struct found_option found;
    if (!find_option(p, matches_name, name, &found))
        return unknown_option(p, name, err);
    if (found.row->kind == OPTION_FLAG && value)
        return error_set(err, STATUS_INVALID, "--%s takes no value", found.row->name);
    if (found.row->kind != OPTION_FLAG) {
        enum status status = next_value(p, found.row, &value, err);
        if (status)
            return status;
    }
    return take_value(p, found, value, err);
}

static enum status parse_letters(struct parser *p, const char *letters, struct error *err)
{
    for (; *letters; letters++) {
        struct found_option found;
        if (!find_option(p, matches_letter, (struct str){letters, 1}, &found))
            return error_set(err, STATUS_INVALID, "unknown option '-%.*s'",
                             (int)strcspn(letters, "= "), letters);
        if (found.row->kind == OPTION_FLAG) {
            enum status status = take_value(p, found, NULL, err);
            if (status)
                return status;
            continue;
        }
        const char *value = letters[1] ? letters + 1 : NULL;
        enum status status = next_value(p, found.row, &value, err);
        return status ? status : take_value(p, found, value, err);
    }
    return STATUS_OK;
}

/* The result of an earlier parse is no part of this one: fallbacks first. */
static void set_fallbacks(const struct parser *p)
{
    for (const struct option_use *use = p->uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++) {
            const struct option *row = &use->table->rows[i];
            void *to = p->args + use->at + row->at;
            if (row->kind == OPTION_NUMBER)
                *(int64_t *)to = row->fallback;
            else if (row->kind == OPTION_CHOICE)
                *(size_t *)to = (size_t)row->fallback;
        }
}

/* `-` is standard input, `-2147014842` an error code. */
static bool is_option(const char *word)
{
    int64_t number;
    return word[0] == '-' && word[1] && !str_to_i64(str_from(word), &number);
}

enum status options_parse(const struct option_use *uses, int argc, char **argv, void *args,
                          struct option_words *out, struct error *err)
{
    *out = (struct option_words){.memory = ARENA_INIT(WORDS_BYTES_MAX)};
    struct parser p = {.uses = uses, .argc = argc, .argv = argv, .args = args, .out = out};
    set_fallbacks(&p);
    bool ended = false;
    for (; p.at < argc && !out->help && !out->version; p.at++) {
        const char *word = argv[p.at];
        enum status status;
        if (ended || !is_option(word))
            status = list_add(&p, &out->words, word, err);
        else if (strcmp(word, "--") == 0) {
            ended = true;
            continue;
        } else if (word[1] == '-')
            status = parse_long(&p, word + 2, err);
        else
            status = parse_letters(&p, word + 1, err);
        if (status)
            return status;
    }
    return STATUS_OK;
}
