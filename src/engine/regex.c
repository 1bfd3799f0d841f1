#include "engine/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct regex {
    pcre2_code *code; /* owned */
    uint32_t groups;  /* with the whole match */
    bool jit;
};

struct regex_scratch {
    pcre2_match_data *data; /* owned, like the rest */
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

static enum status compile_failed(int code, size_t offset, struct error *err)
{
    char words[256] = "";
    (void)pcre2_get_error_message(code, (PCRE2_UCHAR *)words, sizeof words);
    return error_set(err, STATUS_INVALID, "offset %zu: %s", offset, words);
}

enum status regex_compile(const char *pattern, struct regex **out, struct error *err)
{
    struct regex *r = calloc(1, sizeof *r);
    if (!r)
        return error_no_memory(err);
    int code = 0;
    size_t offset = 0;
    r->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                            PCRE2_NEVER_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_DUPNAMES |
                                PCRE2_USE_OFFSET_LIMIT,
                            &code, &offset, NULL);
    if (!r->code) {
        free(r);
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
    /* Where the processor has no JIT the interpreter gives the same answers. */
    r->jit = pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) == 0;
    *out = r;
    return STATUS_OK;
}

void regex_free(struct regex *r)
{
    if (!r)
        return;
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
    s->stack = pcre2_jit_stack_create(32 * 1024, REGEX_SCRATCH_STACK, NULL);
    if (!s->data || !s->context || !s->stack) {
        regex_scratch_free(s);
        return error_no_memory(err);
    }
    pcre2_set_match_limit(s->context, REGEX_MATCH_LIMIT);
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
    pcre2_jit_stack_free(s->stack);
    free(s);
}

enum regex_result regex_search(const struct regex *r, struct regex_scratch *scratch,
                               struct str subject, size_t from, struct span *groups)
{
    return regex_search_until(r, scratch, subject, from, PCRE2_UNSET, groups);
}

enum regex_result regex_search_until(const struct regex *r, struct regex_scratch *scratch,
                                     struct str subject, size_t from, size_t until,
                                     struct span *groups)
{
    (void)pcre2_set_offset_limit(scratch->context, until);
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
    int rc =
        r->jit
            ? pcre2_jit_match(r->code, text, subject.len, from, 0, scratch->data, scratch->context)
            : pcre2_match(r->code, text, subject.len, from, 0, scratch->data, scratch->context);
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
