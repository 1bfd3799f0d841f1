#include "cli/explain.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/sheet.h"
#include "report/phrase.h"

#define MARGIN 2
#define INDENT 16           /* column at which values begin, after their labels */
#define NUMBERS 4           /* column of the numbers of causes and actions */
#define ADVICE 8            /* column of their texts */
#define FULL_MEANINGS_MAX 5 /* a term with more is answered with a list */

/* How the kinds of aliases are called, in the order in which they are shown. */
static const struct {
    const char *kind;
    const char *label;
} alias_labels[] = {
    {"dotnet", ".NET"},     {"bsd", "BSD sockets"},  {"win32", "Win32"},
    {"eai", "getaddrinfo"}, {"netdb", "netdb.h"},    {"php", "PHP"},
    {"libuv", "libuv"},     {"alternative", "Also"}, {"misspelling", "Misspelt as"},
};

static struct str visible(struct page *p, const char *text)
{
    struct buf *out = page_scratch(p);
    utf8_add_visible(out, str_from(text));
    return buf_str(out);
}

static void add_value(struct page *p, const char *label, const char *value)
{
    page_item(p, label, str_from(value), MARGIN, INDENT);
}

static void add_heading(struct page *p, struct str heading)
{
    page_line(p);
    page_goto(p, MARGIN);
    page_put(p, INK_FAINT, heading);
    page_line(p);
}

static void add_title(const struct catalog *catalog, const struct catalog_error *e, struct page *p)
{
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%d %s", (int)e->code, e->name);
    page_put(p, INK_STRONG, buf_str(text));
    page_put(p, INK_PLAIN, STR("  "));
    page_paragraph(p, INK_PLAIN, MARGIN, visible(p, e->title));
    page_goto(p, MARGIN);
    page_put(p, ink_of(e->severity), str_from(phrase_severity(e->severity)->word));
    text = page_scratch(p);
    buf_add_text(text, ", ");
    utf8_add_visible(text, str_from(catalog->categories[e->category].title));
    buf_add_format(text, "; %s", phrase_retry(e->retry));
    page_paragraph(p, INK_PLAIN, MARGIN, buf_str(text));
    page_line(p);
    page_paragraph(p, INK_PLAIN, MARGIN, visible(p, e->description));
    page_line(p);
}

static void add_message(const struct catalog *catalog, const struct catalog_error *e,
                        struct page *p)
{
    for (size_t i = 0; i < catalog->message_count; i++) {
        const struct catalog_message *m = &catalog->messages[i];
        if ((m->code == e->code || m->also == e->code) && strcmp(m->language, "en") == 0) {
            add_value(p, "Windows says", m->text);
            return;
        }
    }
}

static void add_numbers(const struct catalog_error *e, struct page *p)
{
    uint32_t hresult = catalog_hresult(e->code);
    struct buf *text = page_scratch(p);
    buf_add_format(text, "0x%X; HRESULT 0x%08X, %lu or %ld in decimal", (unsigned)e->code,
                   (unsigned)hresult, (unsigned long)hresult, (long)(int32_t)hresult);
    add_value(p, "Also written", buf_text(text));
}

static void add_aliases(const struct catalog_error *e, struct page *p)
{
    for (size_t k = 0; k < sizeof alias_labels / sizeof *alias_labels; k++) {
        struct buf *names = page_scratch(p);
        for (size_t i = 0; i < e->alias_count; i++)
            if (strcmp(e->aliases[i].kind, alias_labels[k].kind) == 0)
                buf_add_format(names, "%s%s", names->len ? ", " : "", e->aliases[i].alias);
        add_value(p, alias_labels[k].label, buf_text(names));
    }
}

/* "on bind or connect: ", or nothing for advice that holds always. */
static void add_operations(operation_set operations, struct buf *text)
{
    const char *before = "on ";
    for (unsigned i = 0; i < OPERATION_COUNT; i++)
        if (operations & 1u << i) {
            buf_add_format(text, "%s%s", before, operation_id((enum operation)i));
            before = " or ";
        }
    if (operations)
        buf_add_text(text, ": ");
}

static void add_number(struct page *p, size_t n)
{
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%zu.", n);
    page_goto(p, NUMBERS);
    page_put(p, INK_PLAIN, buf_str(text));
    page_goto(p, ADVICE);
}

static void add_causes(const struct catalog_error *e, struct page *p)
{
    if (e->cause_count)
        add_heading(p, STR("Likely causes"));
    for (size_t i = 0; i < e->cause_count; i++) {
        add_number(p, i + 1);
        struct buf *text = page_scratch(p);
        add_operations(e->causes[i].operations, text);
        utf8_add_visible(text, str_from(e->causes[i].text));
        page_paragraph(p, INK_PLAIN, ADVICE, buf_str(text));
    }
}

/* As in the text report, but with the operation, which is not known here. */
static void add_action(const struct catalog_action *a, struct page *p)
{
    struct buf *text = page_scratch(p);
    if (a->audience != AUDIENCE_NOBODY)
        buf_add_format(text, "[%s, %s] ", audience_id(a->audience), action_id(a->kind));
    page_put(p, a->kind == ACTION_CHANGE ? INK_ACTIONABLE : INK_INFORMATIONAL, buf_str(text));
    text = page_scratch(p);
    add_operations(a->operations, text);
    utf8_add_visible(text, str_from(a->text));
    page_paragraph(p, INK_PLAIN, ADVICE, buf_str(text));
    if (*a->command)
        page_command(p, ADVICE + 4, visible(p, a->command));
    if (!*a->risk)
        return;
    page_goto(p, ADVICE);
    page_put(p, INK_ACTIONABLE, STR("Risk: "));
    page_paragraph(p, INK_PLAIN, ADVICE, visible(p, a->risk));
}

static void add_actions(const struct catalog_error *e, struct page *p)
{
    if (e->action_count)
        add_heading(p, STR("What to do"));
    for (size_t i = 0; i < e->action_count; i++) {
        add_number(p, i + 1);
        add_action(&e->actions[i], p);
    }
}

static void add_page(const struct catalog *catalog, const struct catalog_error *e, struct page *p)
{
    add_title(catalog, e, p);
    add_message(catalog, e, p);
    add_numbers(e, p);
    add_aliases(e, p);
    add_causes(e, p);
    add_actions(e, p);
}

static void add_line(const struct catalog_error *e, struct page *p)
{
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%-6d %-26s ", (int)e->code, e->name);
    page_goto(p, MARGIN);
    page_put(p, INK_PLAIN, buf_str(text));
    page_paragraph(p, INK_PLAIN, MARGIN + 34, visible(p, e->title));
}

static void add_ambiguity(const struct explain_item *item, struct page *p)
{
    struct buf *text = page_scratch(p);
    buf_add_char(text, '\'');
    utf8_add_visible(text, str_from(item->term));
    buf_add_format(text, "' may mean any of %zu errors:", item->meanings);
    page_paragraph(p, INK_PLAIN, 0, buf_str(text));
}

enum status explain_text(const struct explanation *e, const struct render_style *style,
                         const struct sink *sink, struct error *err)
{
    struct page page = page_open(sink, style);
    for (size_t i = 0; i < e->count; i++) {
        const struct explain_item *item = &e->items[i];
        bool begins = i == 0 || item->term != e->items[i - 1].term;
        bool list = item->meanings > FULL_MEANINGS_MAX;
        if (i && (begins || !list))
            page_line(&page);
        if (begins && item->meanings > 1) {
            add_ambiguity(item, &page);
            page_line(&page);
        }
        if (list)
            add_line(item->error, &page);
        else
            add_page(e->catalog, item->error, &page);
    }
    return page_close(&page, err);
}
