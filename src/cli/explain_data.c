#include "cli/explain.h"

#include "engine/csv.h"
#include "engine/json.h"
#include "report/stream.h"

static const char *category_id(const struct catalog *catalog, const struct catalog_error *e)
{
    return catalog->categories[e->category].id;
}

/* A string, or null for an empty one. */
static void add_json_or_null(struct buf *out, const char *text)
{
    if (*text)
        json_add_string(out, str_from(text));
    else
        buf_add_text(out, "null");
}

static void add_json_member(struct buf *out, const char *name, const char *value)
{
    buf_add_format(out, ",\n  \"%s\": ", name);
    json_add_string(out, str_from(value));
}

static void add_json_aliases(struct buf *out, const struct catalog_error *e)
{
    buf_add_text(out, ",\n  \"aliases\": [");
    for (size_t i = 0; i < e->alias_count; i++) {
        buf_add_text(out, i ? ", " : "");
        json_add_string(out, str_from(e->aliases[i].alias));
    }
    buf_add_char(out, ']');
}

static void add_json_actions(struct buf *out, const struct catalog_error *e)
{
    buf_add_text(out, ",\n  \"actions\": [");
    for (size_t i = 0; i < e->action_count; i++) {
        const struct catalog_action *a = &e->actions[i];
        buf_add_format(out,
                       "%s\n   {\"audience\": \"%s\", \"kind\": \"%s\", \"text\": ", i ? "," : "",
                       audience_id(a->audience), action_id(a->kind));
        json_add_string(out, str_from(a->text));
        buf_add_text(out, ", \"command\": ");
        add_json_or_null(out, a->command);
        buf_add_text(out, ", \"risk\": ");
        add_json_or_null(out, a->risk);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void add_json_error(const struct catalog *catalog, const struct catalog_error *e,
                           struct buf *out)
{
    uint32_t hresult = catalog_hresult(e->code);
    buf_add_format(out, " {\"code\": %d", (int)e->code);
    add_json_member(out, "name", e->name);
    add_json_aliases(out, e);
    add_json_member(out, "title", e->title);
    add_json_member(out, "category", category_id(catalog, e));
    add_json_member(out, "severity", severity_id(e->severity));
    add_json_member(out, "retry", retry_id(e->retry));
    add_json_member(out, "description", e->description);
    add_json_actions(out, e);
    buf_add_format(out, ",\n  \"hresult\": \"0x%08X\",\n  \"hresult_decimal\": %ld}",
                   (unsigned)hresult, (long)(int32_t)hresult);
}

enum status explain_json(const struct explanation *e, const struct render_style *style,
                         const struct sink *sink, struct error *err)
{
    struct stream stream = STREAM_INIT(sink);
    (void)style;
    buf_add_char(&stream.buf, '[');
    for (size_t i = 0; i < e->count; i++) {
        buf_add_text(&stream.buf, i ? ",\n" : "\n");
        add_json_error(e->catalog, e->items[i].error, &stream.buf);
        stream_flush(&stream);
    }
    buf_add_text(&stream.buf, e->count ? "\n]\n" : "]\n");
    return stream_end(&stream, err);
}

/* Several values in one cell. */
static void add_joined(struct buf *cell, const char *value)
{
    if (cell->len)
        buf_add_text(cell, "; ");
    buf_add_text(cell, value);
}

static void add_csv_error(const struct catalog *catalog, const struct catalog_error *e,
                          struct buf *out)
{
    struct buf aliases = BUF_INIT(out->ceiling);
    struct buf actions = BUF_INIT(out->ceiling);
    for (size_t i = 0; i < e->alias_count; i++)
        add_joined(&aliases, e->aliases[i].alias);
    for (size_t i = 0; i < e->action_count; i++)
        add_joined(&actions, e->actions[i].text);
    uint32_t hresult = catalog_hresult(e->code);
    const char *const cells[] = {e->name,
                                 buf_text(&aliases),
                                 e->title,
                                 category_id(catalog, e),
                                 severity_id(e->severity),
                                 retry_id(e->retry),
                                 e->description,
                                 buf_text(&actions)};
    buf_add_format(out, "%d", (int)e->code);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buf_add_char(out, ',');
        csv_add_text(out, str_from(cells[i]));
    }
    buf_add_format(out, ",0x%08X,%ld\r\n", (unsigned)hresult, (long)(int32_t)hresult);
    buf_release(&aliases);
    buf_release(&actions);
}

enum status explain_csv(const struct explanation *e, const struct render_style *style,
                        const struct sink *sink, struct error *err)
{
    struct stream stream = STREAM_INIT(sink);
    (void)style;
    buf_add_text(&stream.buf, "code,name,aliases,title,category,severity,retry,description,actions,"
                              "hresult,hresult_decimal\r\n");
    for (size_t i = 0; i < e->count; i++) {
        add_csv_error(e->catalog, e->items[i].error, &stream.buf);
        stream_flush(&stream);
    }
    return stream_end(&stream, err);
}
