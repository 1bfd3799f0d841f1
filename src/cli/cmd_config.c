/*
 * wsalog config: the options that hold, and where each came from. Written so that it could be a
 * configuration.
 */
#include "cli/cmd_config.h"
#include "base/utf8.h"
#include "cli/console.h"

#define TEXT_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define ORIGIN_COLUMN 40

static void add_origin(struct buf *text, size_t begin, const char *origin)
{
    size_t width = text->len - begin;
    buf_add_repeat(text, ' ', width < ORIGIN_COLUMN ? ORIGIN_COLUMN - width : 1);
    buf_add_text(text, "# ");
    utf8_add_visible(text, str_from(origin));
    buf_add_char(text, '\n');
}

static bool needs_quotes(struct str value)
{
    return str_starts(value, STR("\"")) || str_find(value, STR(" #"), 0) != SIZE_MAX ||
           str_starts(value, STR("#")) || str_trim(value).len != value.len;
}

static void add_value(struct buf *text, const char *name, const char *value, const char *origin)
{
    size_t begin = text->len;
    const char *quote = needs_quotes(str_from(value)) ? "\"" : "";
    buf_add_format(text, "%s = %s", name, quote);
    utf8_add_visible(text, str_from(value));
    buf_add_text(text, quote);
    add_origin(text, begin, origin);
}

/* What holds when nobody says anything; a text or a list that is none is a comment. */
static void add_fallback(struct buf *text, const struct option *row)
{
    size_t begin = text->len;
    switch (row->kind) {
    case OPTION_FLAG:
        buf_add_format(text, "%s = no", row->name);
        break;
    case OPTION_NUMBER:
        buf_add_format(text, "%s = %lld", row->name, (long long)row->fallback);
        break;
    case OPTION_CHOICE:
        buf_add_format(text, "%s = %s", row->name, row->choice((size_t)row->fallback));
        break;
    case OPTION_STRING:
    case OPTION_LIST:
        buf_add_format(text, "# %s =", row->name);
        break;
    }
    add_origin(text, begin, "default");
}

static void add_option(struct buf *text, const struct option *row, const struct option_words *given)
{
    bool said = false;
    for (size_t i = 0; i < given->setting_count; i++) {
        const struct option_setting *s = &given->settings[i];
        if (s->row != row || !s->counts || (s->value && !*s->value && s->origin))
            continue;
        add_value(text, row->name, s->value ? s->value : "yes",
                  s->origin ? s->origin : "command line");
        said = true;
    }
    if (!said)
        add_fallback(text, row);
}

static void add_head(struct buf *text, const struct command *command, const struct config *config)
{
    buf_add_format(text, "# The options of %s", command->name);
    for (size_t i = 0; i < config->count; i++) {
        buf_add_text(text, i ? ", " : ", with ");
        utf8_add_visible(text, str_from(config->files[i].path));
    }
    buf_add_text(text, config->count ? "\n" : "; no configuration was read\n");
    buf_add_format(text, "[%s]\n", command->name);
}

void config_show(const struct command *command, const struct config *config,
                 const struct option_words *given, struct outcome *out)
{
    struct buf text = BUF_INIT(TEXT_BYTES_MAX);
    struct console console;
    struct error err;
    add_head(&text, command, config);
    for (const struct option_use *use = command->uses; use->table; use++)
        for (size_t i = 0; i < use->table->count; i++)
            add_option(&text, &use->table->rows[i], given);
    for (size_t i = 0; command->takes_paths && i < given->words.count; i++) {
        buf_add_text(&text, i ? "" : "# and of what it reads:\n");
        buf_add_text(&text, "# path = ");
        utf8_add_visible(&text, str_from(given->words.items[i]));
        buf_add_char(&text, '\n');
    }
    enum status status = text.failed ? error_no_memory(&err) : STATUS_OK;
    console_init(&console);
    (void)console_print(&console, &text);
    console_finish(&console, status, &err, out);
    buf_release(&text);
}

static const struct option_use uses[] = {{NULL, 0}};

const struct command cmd_config = {
    .name = "config",
    .synopsis = "config [COMMAND] [OPTION]... [PATH]...",
    .about = "Show which options hold, for report or another command, and where each came from.",
    .details = "Examples\n"
               "  wsalog config\n"
               "  wsalog config --job web\n"
               "  wsalog config find --min-confidence certain\n",
    .uses = uses,
    .args_size = 1,
};
