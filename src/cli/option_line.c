#include <string.h>

#include "cli/options.h"

#define WORDS_BYTES_MAX ((size_t)64 * 1024 * 1024) /* a command line is far shorter */

struct parser {
    const struct option_use *uses;
    int argc;
    char **argv;
    int at; /* the word being read */
    struct option_words *out;
};

/* Those of every command are wanted at once: they say what is to be read next. */
static enum status take(struct parser *p, bool common, struct option_setting *setting,
                        struct error *err)
{
    setting->layer = OPTION_LAYER_COMMAND_LINE;
    return common ? options_take(p->out, p->out, setting, err) : options_set(p->out, setting, err);
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
    options_suggest(p->uses, &best);
    options_suggest(options_common(), &best);
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
    struct option_setting found;
    bool own = options_find(p->uses, name, &found);
    if (!own && !options_find(options_common(), name, &found))
        return unknown_option(p, name, err);
    enum status status = STATUS_OK;
    if (found.row->kind != OPTION_FLAG)
        status = next_value(p, found.row, &value, err);
    found.value = value;
    return status ? status : take(p, !own, &found, err);
}

static enum status parse_letters(struct parser *p, const char *letters, struct error *err)
{
    for (; *letters; letters++) {
        struct option_setting found;
        bool own = options_find_letter(p->uses, *letters, &found);
        if (!own && !options_find_letter(options_common(), *letters, &found))
            return error_set(err, STATUS_INVALID, "unknown option '-%.*s'",
                             (int)strcspn(letters, "= "), letters);
        bool flag = found.row->kind == OPTION_FLAG;
        enum status status = STATUS_OK;
        if (!flag) {
            found.value = letters[1] ? letters + 1 : NULL;
            status = next_value(p, found.row, &found.value, err);
        }
        if (!status)
            status = take(p, !own, &found, err);
        if (status || !flag)
            return status;
    }
    return STATUS_OK;
}

/* `-` is standard input, `-2147014842` an error code. */
static bool is_option(const char *word)
{
    int64_t number;
    return word[0] == '-' && word[1] && !str_to_i64(str_from(word), &number);
}

enum status options_read(const struct option_use *uses, int argc, char **argv,
                         struct option_words *out, struct error *err)
{
    *out = (struct option_words){.memory = ARENA_INIT(WORDS_BYTES_MAX)};
    struct parser p = {.uses = uses, .argc = argc, .argv = argv, .out = out};
    bool ended = false;
    for (; p.at < argc && !out->help && !out->version; p.at++) {
        const char *word = argv[p.at];
        enum status status;
        if (ended || !is_option(word))
            status = options_add_word(out, word, err);
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
