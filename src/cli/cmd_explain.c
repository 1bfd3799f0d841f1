/*
 * wsalog explain: what an error means and what to do about it, offline.
 */
#include <stdlib.h>

#include "cli/config.h"
#include "cli/console.h"
#include "cli/explain.h"
#include "cli/knowledge.h"
#include "cli/suggest.h"
#include "cli/usage.h"

struct explain_args {
    struct knowledge_args knowledge;
    struct display_args display;
    size_t format;
    bool all;
};

static const struct {
    const char *id;
    explain_fn *explain;
} formats[] = {{"text", explain_text}, {"json", explain_json}, {"csv", explain_csv}};

static const char *format_choices(size_t index)
{
    return index < sizeof formats / sizeof *formats ? formats[index].id : NULL;
}

static const struct option explain_rows[] = {
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct explain_args, format, size_t),
     .value = "FORMAT",
     .choice = format_choices,
     .about = "how the answer is written"},
    {.name = "all",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct explain_args, all, bool),
     .about = "explain every error there is"},
};
static const struct option_table explain_options = {"Output", explain_rows,
                                                    sizeof explain_rows / sizeof *explain_rows};

static const struct option_use uses[] = {
    {&explain_options, 0},
    {&table_options, offsetof(struct explain_args, knowledge)},
    {&display_options, offsetof(struct explain_args, display)},
    {NULL, 0},
};

/* The answer as it grows: at most every error once for each term. */
struct answer {
    struct explain_item *items; /* owned */
    size_t count;
    const struct catalog_error **found; /* owned; room for every error */
};

static void add_all(const struct catalog *catalog, struct answer *a)
{
    for (size_t i = 0; i < catalog->error_count; i++)
        a->items[a->count++] = (struct explain_item){.error = &catalog->errors[i], .meanings = 1};
}

/* The nearest name or alias. Numbers have no near ones: every digit matters. */
static const char *nearest_name(const struct catalog *catalog, struct str term)
{
    if (term.len && !ascii_is_alpha(term.ptr[0]))
        return NULL;
    struct suggestion best = suggestion_for(term);
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *e = &catalog->errors[i];
        suggestion_offer(&best, e->name);
        for (size_t k = 0; k < e->alias_count; k++)
            suggestion_offer(&best, e->aliases[k].alias);
    }
    return best.word;
}

/* The first number within a text that means an error, as in SocketException (10054); else empty.
 * Shorter than four digits, it says nothing. */
static struct str number_within(const struct catalog *catalog, struct str term)
{
    for (size_t at = 0; at < term.len;) {
        size_t end = at;
        while (end < term.len && ascii_is_word(term.ptr[end]))
            end++;
        struct str word = str_slice(term, at, end - at);
        if (word.len >= 4 && ascii_is_digit(word.ptr[0]) && catalog_lookup(catalog, word, NULL, 0))
            return word;
        at = end + 1;
    }
    return str_slice(term, 0, 0);
}

/* A code or a name of Windows that reports count apart. */
static const struct catalog_related *find_related(const struct catalog *catalog, const char *term)
{
    int64_t code = 0;
    struct str text = str_trim(str_from(term));
    bool is_number = str_to_i64(text, &code);
    for (size_t i = 0; i < catalog->related_count; i++) {
        const struct catalog_related *r = &catalog->related[i];
        if (is_number ? r->code == code : str_equal_nocase(text, str_from(r->name)))
            return r;
    }
    return NULL;
}

static void tell_unknown(const struct catalog *catalog, const char *term)
{
    const struct catalog_related *related = find_related(catalog, term);
    if (related) {
        complain("%d (%s) is an error of Windows and not of Winsock: %s; reports count it apart",
                 (int)related->code, related->name, related->title);
        return;
    }
    const char *near = nearest_name(catalog, str_from(term));
    struct str number = number_within(catalog, str_from(term));
    if (near)
        complain("unknown term '%s'; did you mean %s?", term, near);
    else if (number.len)
        complain("unknown term '%s'; did you mean %.*s?", term, STR_ARG(number));
    else
        complain("unknown term '%s': no code, name or text of a Winsock error", term);
}

static void add_term(const struct catalog *catalog, const char *term, struct answer *a,
                     struct outcome *out)
{
    size_t count = catalog_lookup(catalog, str_from(term), a->found, catalog->error_count);
    if (!count) {
        tell_unknown(catalog, term);
        out->condition = true;
    }
    for (size_t i = 0; i < count && i < catalog->error_count; i++)
        a->items[a->count++] = (struct explain_item){term, a->found[i], count};
}

static void show(const struct explain_args *args, const struct catalog *catalog,
                 const struct answer *a, struct outcome *out)
{
    struct explanation explanation = {catalog, a->items, a->count};
    struct render_style style = console_style(&args->display);
    struct console console;
    struct error err;
    console_init(&console);
    struct sink sink = console_sink(&console);
    enum status status = formats[args->format].explain(&explanation, &style, &sink, &err);
    console_finish(&console, status, &err, out);
}

static void explain(const struct explain_args *args, const struct option_list *terms,
                    const struct catalog *catalog, struct outcome *out)
{
    struct answer a = {
        .items = calloc((terms->count + 1) * catalog->error_count, sizeof *a.items),
        .found = calloc(catalog->error_count, sizeof *a.found),
    };
    if (a.items && a.found) {
        if (args->all)
            add_all(catalog, &a);
        for (size_t i = 0; i < terms->count; i++)
            add_term(catalog, terms->items[i], &a, out);
        show(args, catalog, &a, out);
    } else {
        fail(out, "out of memory");
    }
    free(a.items);
    free(a.found);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    const struct explain_args *args = state;
    struct knowledge knowledge;
    struct error err;
    if (!args->all && !given->words.count) {
        usage_tell(&cmd_explain, out);
        return;
    }
    if (knowledge_load(&args->knowledge, &knowledge, &err)) {
        fail_option(given, &err, out);
    } else {
        explain(args, &given->words, knowledge.catalog, out);
    }
    knowledge_release(&knowledge);
}

const struct command cmd_explain = {
    .name = "explain",
    .synopsis = "explain [OPTION]... TERM...",
    .about = "Say what an error means and what to do. TERM is a code, a name, an HRESULT, or words "
             "of a message.",
    .details = "Examples\n"
               "  wsalog explain 10054\n"
               "  wsalog explain WSAECONNRESET 0x80072746 -2147014842\n"
               "  wsalog explain \"forcibly closed\"\n"
               "\n"
               "Exit status: 0 all terms are known; 1 one is not; 2 wrong usage.\n",
    .uses = uses,
    .args_size = sizeof(struct explain_args),
    .run = run,
};
