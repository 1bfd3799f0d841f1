#include <stdlib.h>

#include "base/buf.h"
#include "scan/internal.h"

const char *lazy_regex_pattern(const struct lazy_regex *lazy, struct buf *spare)
{
    if (lazy->pattern)
        return lazy->pattern;
    buf_clear(spare);
    message_pattern(spare, lazy->message);
    return spare->failed ? NULL : buf_text(spare);
}

/* Windows' texts make patterns of words and blanks alone. */
static bool is_proven(const struct lazy_regex *lazy)
{
    return lazy->proven || lazy->message || ruleset_has_built_in(lazy->pattern);
}

const struct regex *lazy_regex_get(struct lazy_regex *lazy)
{
    struct regex *regex = atomic_load_explicit(&lazy->regex, memory_order_acquire);
    if (regex)
        return regex;
    /* Patterns were checked when they were read, so only memory can be wanting. */
    struct buf spare = LAZY_PATTERN_INIT;
    const char *pattern = lazy_regex_pattern(lazy, &spare);
    bool made = pattern && !(is_proven(lazy) ? regex_compile_proven(pattern, &regex, NULL)
                                             : regex_compile(pattern, &regex, NULL));
    buf_release(&spare);
    if (!made)
        return NULL;
    struct regex *expected = NULL;
    if (!atomic_compare_exchange_strong(&lazy->regex, &expected, regex)) {
        regex_free(regex); /* another thread was faster */
        return expected;
    }
    return regex;
}
