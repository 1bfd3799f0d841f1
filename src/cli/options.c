#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

static const struct option config_rows[] = {
    {.name = "config",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct option_words, config, const char *),
     .value = "FILE",
     .about = "read FILE after the configuration of the system and yours; see wsalog.conf(5)"},
    {.name = "no-config",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct option_words, no_config, bool),
     .about = "do not read those, only the FILE of --config"},
    {.name = "job",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct option_words, job, const char *),
     .value = "NAME",
     .about = "do the job that a configuration describes under this name"},
};

static const struct option help_rows[] = {
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

const struct option_use *options_common(void)
{
    static const struct option_table config = {"Configuration", config_rows,
                                               sizeof config_rows / sizeof *config_rows};
    static const struct option_table help = {"Help", help_rows,
                                             sizeof help_rows / sizeof *help_rows};
    static const struct option_use uses[] = {{&config, 0}, {&help, 0}, {NULL, 0}};
    return uses;
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

static bool find(const struct option_use *uses, matches_fn *matches, struct str wanted,
                 struct option_setting *out)
{
    for (const struct option_use *use = uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++)
            if (matches(&use->table->rows[i], wanted)) {
                *out = (struct option_setting){.row = &use->table->rows[i], .at = use->at};
                return true;
            }
    return false;
}

bool options_find(const struct option_use *uses, struct str name, struct option_setting *out)
{
    return find(uses, matches_name, name, out);
}

bool options_find_letter(const struct option_use *uses, char letter, struct option_setting *out)
{
    return find(uses, matches_letter, (struct str){&letter, 1}, out);
}

void options_suggest(const struct option_use *uses, struct suggestion *best)
{
    for (const struct option_use *use = uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++)
            suggestion_offer(best, use->table->rows[i].name);
}

/* ---- growing ------------------------------------------------------------------------------- */

/* Room for one more of `size` bytes behind `count` others; it doubles, and what it leaves behind
 * stays in the arena. NULL: no memory. */
static void *make_room(struct arena *memory, void *items, size_t count, size_t size)
{
    if (count & (count - 1)) /* no power of two is full */
        return items;
    void *more = arena_array(memory, count ? 2 * count : 1, size);
    if (more && count)
        memcpy(more, items, count * size);
    return more;
}

static enum status list_add(struct option_words *out, struct option_list *list, const char *word,
                            struct error *err)
{
    const char **items = make_room(&out->memory, (void *)list->items, list->count, sizeof *items);
    if (!items)
        return error_no_memory(err);
    list->items = items;
    list->items[list->count++] = word;
    return STATUS_OK;
}

enum status options_add_word(struct option_words *out, const char *word, struct error *err)
{
    return list_add(out, &out->words, word, err);
}

enum status options_set(struct option_words *out, const struct option_setting *setting,
                        struct error *err)
{
    struct option_setting *items =
        make_room(&out->memory, out->settings, out->setting_count, sizeof *items);
    if (!items)
        return error_no_memory(err);
    out->settings = items;
    out->settings[out->setting_count++] = *setting;
    return STATUS_OK;
}

/* ---- values -------------------------------------------------------------------------------- */

static enum status read_flag(const struct option *row, const char *value, bool *to,
                             struct error *err)
{
    *to = !value || strcmp(value, "yes") == 0;
    if (*to || strcmp(value, "no") == 0)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "--%s takes yes or no, not '%s'", row->name, value);
}

static enum status read_number(const struct option *row, const char *value, int64_t *to,
                               struct error *err)
{
    if (str_to_i64(str_from(value), to) && *to >= row->least && *to <= row->most)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "--%s needs a number from %lld to %lld, not '%s'",
                     row->name, (long long)row->least, (long long)row->most, value);
}

static enum status read_choice(const struct option *row, const char *value, size_t *to,
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

/* A value as its option's kind has it. */
union value {
    bool flag;
    int64_t number;
    size_t choice;
};

static enum status read_value(const struct option *row, const char *value, union value *to,
                              struct error *err)
{
    switch (row->kind) {
    case OPTION_FLAG:
        return read_flag(row, value, &to->flag, err);
    case OPTION_NUMBER:
        return read_number(row, value, &to->number, err);
    case OPTION_CHOICE:
        return read_choice(row, value, &to->choice, err);
    case OPTION_STRING:
    case OPTION_LIST:
        break;
    }
    return STATUS_OK;
}

enum status options_check(const struct option *row, const char *value, struct error *err)
{
    union value ignored;
    return read_value(row, value, &ignored, err);
}

/* ---- into the struct ----------------------------------------------------------------------- */

static void set_fallback(const struct option *row, void *to)
{
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)to = false;
        break;
    case OPTION_STRING:
        *(const char **)to = NULL;
        break;
    case OPTION_LIST:
        *(struct option_list *)to = (struct option_list){0};
        break;
    case OPTION_NUMBER:
        *(int64_t *)to = row->fallback;
        break;
    case OPTION_CHOICE:
        *(size_t *)to = (size_t)row->fallback;
        break;
    }
}

enum status options_take(struct option_words *out, void *args, const struct option_setting *setting,
                         struct error *err)
{
    const struct option *row = setting->row;
    void *to = (char *)args + setting->at + row->at;
    union value read;
    enum status status = read_value(row, setting->value, &read, err);
    if (status)
        return status;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)to = read.flag;
        break;
    case OPTION_STRING:
        *(const char **)to = setting->value;
        break;
    case OPTION_LIST:
        status = list_add(out, to, setting->value, err);
        break;
    case OPTION_NUMBER:
        *(int64_t *)to = read.number;
        break;
    case OPTION_CHOICE:
        *(size_t *)to = read.choice;
        break;
    }
    return status;
}

static enum status record(struct option_words *out, const struct option_setting *setting,
                          struct error *err)
{
    const struct option *row = setting->row;
    bool flag = row->kind == OPTION_FLAG;
    const char *value = flag ? NULL : setting->value;
    if (!row->recorded || (flag && setting->value && strcmp(setting->value, "yes") != 0))
        return STATUS_OK;
    size_t room = strlen(row->name) + (value ? strlen(value) : 0) + sizeof "--=";
    char *text = arena_alloc(&out->memory, room);
    if (!text)
        return error_no_memory(err);
    (void)snprintf(text, room, "--%s%s%s", row->name, value ? "=" : "", value ? value : "");
    return list_add(out, &out->recorded, text, err);
}

/* Of the settings for one option, those of the highest layer. */
static void choose(struct option_words *out, const struct option *row)
{
    unsigned highest = 0;
    for (size_t i = 0; i < out->setting_count; i++)
        if (out->settings[i].row == row && out->settings[i].layer > highest)
            highest = out->settings[i].layer;
    for (size_t i = 0; i < out->setting_count; i++)
        if (out->settings[i].row == row)
            out->settings[i].counts = out->settings[i].layer == highest;
}

enum status options_apply(const struct option_use *uses, void *args, struct option_words *out,
                          struct error *err)
{
    for (const struct option_use *use = uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++) {
            const struct option *row = &use->table->rows[i];
            set_fallback(row, (char *)args + use->at + row->at);
            choose(out, row);
        }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < out->setting_count && !status; i++) {
        const struct option_setting *s = &out->settings[i];
        if (!s->counts)
            continue;
        if (s->origin && !*s->value) {
            set_fallback(s->row, (char *)args + s->at + s->row->at);
            continue;
        }
        status = options_take(out, args, s, err);
        if (!status)
            status = record(out, s, err);
    }
    return status;
}
