#include "engine/multi.h"

#include <stdlib.h>
#include <string.h>

#include "base/os_library.h"

#include <hs/hs.h>

/* The library and the C++ that it is written in are loaded when they are first needed. */
#define HS_FUNCTIONS(F)                                                                            \
    F(hs_alloc_scratch)                                                                            \
    F(hs_compile_multi)                                                                            \
    F(hs_deserialize_database)                                                                     \
    F(hs_expression_info)                                                                          \
    F(hs_free_compile_error)                                                                       \
    F(hs_free_database)                                                                            \
    F(hs_free_scratch)                                                                             \
    F(hs_scan)                                                                                     \
    F(hs_serialize_database)                                                                       \
    F(hs_valid_platform)

struct hs {
    HS_FUNCTIONS(OS_LIBRARY_MEMBER)
};

static enum status load(struct hs *hs, struct error *err)
{
    static const char *const names[] = {HS_FUNCTIONS(OS_LIBRARY_NAME)};
    return os_library_load(WSALOG_LIBHS, names, OS_LIBRARY_COUNT(names), hs, err);
}

struct multi {
    struct hs hs;
    hs_database_t *database; /* owned; NULL: no pattern could be compiled */
};

struct multi_scratch {
    struct hs hs;
    hs_scratch_t *scratch; /* owned */
};

bool multi_available(void)
{
    struct hs hs;
    struct error err;
    return load(&hs, &err) == STATUS_OK && hs.hs_valid_platform() == HS_SUCCESS;
}

/* The bytes of a literal as an expression that matches just them. */
static char *quote_literal(const char *literal)
{
    size_t len = strlen(literal);
    char *out = malloc(len * 4 + 1);
    if (!out)
        return NULL;
    char *to = out;
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)literal[i];
        if (ascii_is_word(literal[i]) || literal[i] == ' ') {
            *to++ = literal[i];
            continue;
        }
        *to++ = '\\';
        *to++ = 'x';
        *to++ = hex[byte >> 4];
        *to++ = hex[byte & 15];
    }
    *to = '\0';
    return out;
}

static unsigned flags_of(const struct multi_pattern *p)
{
    unsigned flags = HS_FLAG_MULTILINE;
    if (p->literal)
        flags |= HS_FLAG_CASELESS;
    return flags;
}

/* Vectorscan names only the first bad expression, so each is tried alone; compiling one without
 * building its automaton is cheap. */
static bool is_supported(const struct hs *hs, const char *expression, unsigned flags)
{
    hs_expr_info_t *info = NULL;
    hs_compile_error_t *problem = NULL;
    bool ok = hs->hs_expression_info(expression, flags, &info, &problem) == HS_SUCCESS;
    free(info);
    hs->hs_free_compile_error(problem);
    return ok;
}

struct expressions {
    char **owned; /* quoted literals; NULL where the pattern itself is used */
    const char **text;
    unsigned *flags;
    unsigned *ids;
    unsigned count;
};

static void expressions_release(struct expressions *e, size_t count)
{
    for (size_t i = 0; e->owned && i < count; i++)
        free(e->owned[i]);
    free(e->owned);
    free(e->text);
    free(e->flags);
    free(e->ids);
}

static bool expressions_init(const struct hs *hs, struct expressions *e,
                             struct multi_pattern *patterns, size_t count)
{
    *e = (struct expressions){
        .owned = calloc(count + 1, sizeof *e->owned),
        .text = calloc(count + 1, sizeof *e->text),
        .flags = calloc(count + 1, sizeof *e->flags),
        .ids = calloc(count + 1, sizeof *e->ids),
    };
    if (!e->owned || !e->text || !e->flags || !e->ids)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct multi_pattern *p = &patterns[i];
        if (p->literal && !(e->owned[i] = quote_literal(p->pattern)))
            return false;
        const char *text = e->owned[i] ? e->owned[i] : p->pattern;
        p->unsupported = !is_supported(hs, text, flags_of(p));
        if (p->unsupported)
            continue;
        e->text[e->count] = text;
        e->flags[e->count] = flags_of(p);
        e->ids[e->count] = (unsigned)i;
        e->count++;
    }
    return true;
}

static enum status compile(struct multi *m, const struct expressions *e, struct error *err)
{
    const hs_platform_info_t any_processor = {0};
    hs_compile_error_t *problem = NULL;
    if (!e->count || m->hs.hs_compile_multi(e->text, e->flags, e->ids, e->count, HS_MODE_BLOCK,
                                            &any_processor, &m->database, &problem) == HS_SUCCESS)
        return STATUS_OK;
    enum status status =
        error_set(err, STATUS_INVALID, "Vectorscan: %s",
                  problem && problem->message ? problem->message : "cannot compile");
    m->hs.hs_free_compile_error(problem);
    return status;
}

enum status multi_compile(struct multi_pattern *patterns, size_t count, struct multi **out,
                          struct error *err)
{
    struct multi *m = calloc(1, sizeof *m);
    struct expressions e = {0};
    enum status status = m ? load(&m->hs, err) : error_no_memory(err);
    if (!status && !expressions_init(&m->hs, &e, patterns, count))
        status = error_no_memory(err);
    if (!status)
        status = compile(m, &e, err);
    expressions_release(&e, count);
    if (status)
        multi_free(m);
    else
        *out = m;
    return status;
}

void multi_free(struct multi *m)
{
    if (m && m->database)
        m->hs.hs_free_database(m->database);
    free(m);
}

enum status multi_serialize(const struct multi *m, struct buf *out, struct error *err)
{
    char *bytes = NULL;
    size_t len = 0;
    if (!m->database)
        return STATUS_OK;
    if (m->hs.hs_serialize_database(m->database, &bytes, &len) != HS_SUCCESS)
        return error_no_memory(err);
    buf_add(out, (struct str){bytes, len});
    free(bytes);
    return out->failed ? error_no_memory(err) : STATUS_OK;
}

bool multi_deserialize(struct str bytes, struct multi **out)
{
    struct multi *m = bytes.len ? calloc(1, sizeof *m) : NULL;
    struct error err;
    if (m && load(&m->hs, &err) == STATUS_OK &&
        m->hs.hs_deserialize_database(bytes.ptr, bytes.len, &m->database) == HS_SUCCESS) {
        *out = m;
        return true;
    }
    free(m);
    return false;
}

enum status multi_scratch_new(const struct multi *m, struct multi_scratch **out, struct error *err)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return error_no_memory(err);
    (*out)->hs = m->hs;
    if (!m->database || m->hs.hs_alloc_scratch(m->database, &(*out)->scratch) == HS_SUCCESS)
        return STATUS_OK;
    multi_scratch_free(*out);
    *out = NULL;
    return error_no_memory(err);
}

void multi_scratch_free(struct multi_scratch *s)
{
    if (s && s->scratch)
        s->hs.hs_free_scratch(s->scratch);
    free(s);
}

struct relay {
    multi_hit_fn *hit;
    void *state;
};

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                    void *context)
{
    (void)from;
    (void)flags;
    struct relay *relay = context;
    relay->hit(relay->state, id, (size_t)to);
    return 0;
}

bool multi_scan(const struct multi *m, struct multi_scratch *scratch, struct str text,
                multi_hit_fn *hit, void *state)
{
    if (!m->database || text.len == 0)
        return true;
    struct relay relay = {hit, state};
    return m->hs.hs_scan(m->database, text.ptr, (unsigned)text.len, 0, scratch->scratch, on_match,
                         &relay) == HS_SUCCESS;
}
