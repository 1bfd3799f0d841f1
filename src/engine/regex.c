#include "engine/regex.h"

#include <stdatomic.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Making machine code of a pattern takes as long as some fifty searches without it, and of many
 * patterns few are made. */
#define SEARCHES_WITHOUT 6

/* A search without machine code gives up early and is done again with it: whether the pattern has
 * some by then must not show in what is found. */
#define LIMIT_WITHOUT 1000

/* The machine code of a pattern, once some thread has made it. */
struct machine {
    _Atomic(pcre2_code *) code; /* owned; NULL: not made yet */
    atomic_uint searches;       /* until then */
    atomic_bool none;           /* this processor has no JIT, or memory is wanting */
};

struct regex {
    pcre2_code *code;        /* owned */
    uint32_t groups;         /* with the whole match */
    struct machine *machine; /* owned */
};

struct regex_scratch {
    pcre2_match_data *data; /* owned, like the rest */
    pcre2_match_context *context;
    pcre2_match_context *hasty; /* gives up early */
    pcre2_jit_stack *stack;
};

static enum status compile_failed(int code, size_t offset, struct error *err)
{
    char words[256] = "";
    (void)pcre2_get_error_message(code, (PCRE2_UCHAR *)words, sizeof words);
    return error_set(err, STATUS_INVALID, "offset %zu: %s", offset, words);
}

static enum status compile(const char *pattern, uint32_t more_options, struct regex **out,
                           struct error *err)
{
    struct regex *r = calloc(1, sizeof *r);
    struct machine *machine = calloc(1, sizeof *machine);
    if (!r || !machine) {
        free(r);
        free(machine);
        return error_no_memory(err);
    }
    r->machine = machine;
    int code = 0;
    size_t offset = 0;
    r->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                            PCRE2_NEVER_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_DUPNAMES |
                                PCRE2_USE_OFFSET_LIMIT | more_options,
                            &code, &offset, NULL);
    if (!r->code) {
        regex_free(r);
        return compile_failed(code, offset, err);
    }
    uint32_t captures = 0;
    (void)pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &captures);
    r->groups = captures + 1;
    if (r->groups > REGEX_GROUPS_MAX) {
        regex_free(r);
        return error_set(err, STATUS_INVALID,
                         "offset 0: more than %d groups; use (?:…) where the "
                         "text is not needed",
                         REGEX_GROUPS_MAX - 1);
    }
    *out = r;
    return STATUS_OK;
}

enum status regex_compile(const char *pattern, struct regex **out, struct error *err)
{
    return compile(pattern, PCRE2_NO_START_OPTIMIZE, out, err);
}

enum status regex_compile_proven(const char *pattern, struct regex **out, struct error *err)
{
    return compile(pattern, 0, out, err);
}

void regex_free(struct regex *r)
{
    if (!r)
        return;
    pcre2_code_free(atomic_load(&r->machine->code));
    free(r->machine);
    pcre2_code_free(r->code);
    free(r);
}

enum status regex_scratch_new(struct regex_scratch **out, struct error *err)
{
    struct regex_scratch *s = calloc(1, sizeof *s);
    if (!s)
        return error_no_memory(err);
    s->data = pcre2_match_data_create(REGEX_GROUPS_MAX, NULL);
    s->context = pcre2_match_context_create(NULL);
    s->hasty = pcre2_match_context_create(NULL);
    s->stack = pcre2_jit_stack_create(32 * 1024, REGEX_SCRATCH_STACK, NULL);
    if (!s->data || !s->context || !s->hasty || !s->stack) {
        regex_scratch_free(s);
        return error_no_memory(err);
    }
    pcre2_set_match_limit(s->context, REGEX_MATCH_LIMIT);
    pcre2_set_match_limit(s->hasty, LIMIT_WITHOUT);
    pcre2_jit_stack_assign(s->context, NULL, s->stack);
    *out = s;
    return STATUS_OK;
}

void regex_scratch_free(struct regex_scratch *s)
{
    if (!s)
        return;
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    pcre2_match_context_free(s->hasty);
    pcre2_jit_stack_free(s->stack);
    free(s);
}

enum regex_result regex_search(const struct regex *r, struct regex_scratch *scratch,
                               struct str subject, size_t from, struct span *groups)
{
    return regex_search_until(r, scratch, subject, from, PCRE2_UNSET, groups);
}

/* The machine code, which is made now if no thread has; NULL: there is none to be had. */
static const pcre2_code *make_machine_code(const struct regex *r)
{
    struct machine *m = r->machine;
    pcre2_code *code = atomic_load_explicit(&m->code, memory_order_acquire);
    if (code || atomic_load_explicit(&m->none, memory_order_relaxed))
        return code;
    /* Another thread may be searching with the code as it is. */
    code = pcre2_code_copy(r->code);
    if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
        pcre2_code_free(code);
        atomic_store(&m->none, true);
        return NULL;
    }
    pcre2_code *expected = NULL;
    if (!atomic_compare_exchange_strong(&m->code, &expected, code)) {
        pcre2_code_free(code); /* another thread was faster */
        return expected;
    }
    return code;
}

/* The machine code where it is there, or is worth making by now: by one thread, while others go on
 * without. */
static const pcre2_code *machine_code(const struct regex *r)
{
    struct machine *m = r->machine;
    const pcre2_code *code = atomic_load_explicit(&m->code, memory_order_acquire);
    if (code || atomic_load_explicit(&m->none, memory_order_relaxed))
        return code;
    unsigned searches = atomic_fetch_add_explicit(&m->searches, 1, memory_order_relaxed);
    return searches == SEARCHES_WITHOUT ? make_machine_code(r) : NULL;
}

/* What PCRE2 returns: the same with machine code and without. */
static int search(const struct regex *r, struct regex_scratch *scratch, PCRE2_SPTR text, size_t len,
                  size_t from, size_t until)
{
    const pcre2_code *code = machine_code(r);
    if (!code && !atomic_load_explicit(&r->machine->none, memory_order_relaxed)) {
        (void)pcre2_set_offset_limit(scratch->hasty, until);
        int rc = pcre2_match(r->code, text, len, from, 0, scratch->data, scratch->hasty);
        if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH)
            return rc;
        code = make_machine_code(r);
    }
    (void)pcre2_set_offset_limit(scratch->context, until);
    return code ? pcre2_jit_match(code, text, len, from, 0, scratch->data, scratch->context)
                : pcre2_match(r->code, text, len, from, 0, scratch->data, scratch->context);
}

enum regex_result regex_search_until(const struct regex *r, struct regex_scratch *scratch,
                                     struct str subject, size_t from, size_t until,
                                     struct span *groups)
{
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
    int rc = search(r, scratch, text, subject.len, from, until);
    if (rc == PCRE2_ERROR_NOMATCH)
        return REGEX_NO_MATCH;
    if (rc <= 0)
        return REGEX_LIMITED;
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(scratch->data);
    for (uint32_t i = 0; i < r->groups; i++) {
        bool set = i < (uint32_t)rc && ends[2 * i] != PCRE2_UNSET && ends[2 * i] <= ends[2 * i + 1];
        groups[i] = set ? (struct span){ends[2 * i], ends[2 * i + 1] - ends[2 * i]}
                        : (struct span){SIZE_MAX, 0};
    }
    return REGEX_MATCH;
}

bool regex_may_go_on(const struct regex *r, struct regex_scratch *scratch, struct str subject,
                     size_t from)
{
    (void)pcre2_set_offset_limit(scratch->context, PCRE2_UNSET);
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
    int rc = pcre2_match(r->code, text, subject.len, from, PCRE2_PARTIAL_HARD, scratch->data,
                         scratch->context);
    return rc != PCRE2_ERROR_NOMATCH;
}

/* The entries of PCRE2's name table for one name: `*count` of them from the pointer returned. Each
 * is the group's number in two bytes, high first, then the name. */
static PCRE2_SPTR name_entries(const struct regex *r, const char *name, uint32_t *entry_size,
                               uint32_t *count)
{
    PCRE2_SPTR first = NULL, last = NULL;
    int rc = pcre2_substring_nametable_scan(r->code, (PCRE2_SPTR)name, &first, &last);
    if (rc <= 0)
        return NULL;
    *entry_size = (uint32_t)rc;
    *count = (uint32_t)((last - first) / rc) + 1;
    return first;
}

bool regex_has_group(const struct regex *r, const char *name)
{
    uint32_t size, count;
    return name_entries(r, name, &size, &count) != NULL;
}

struct span regex_group(const struct regex *r, const struct span *groups, const char *name)
{
    uint32_t size, count;
    PCRE2_SPTR entry = name_entries(r, name, &size, &count);
    for (uint32_t i = 0; entry && i < count; i++, entry += size) {
        uint32_t number = (uint32_t)entry[0] << 8 | entry[1];
        if (groups[number].at != SIZE_MAX)
            return groups[number];
    }
    return (struct span){SIZE_MAX, 0};
}
