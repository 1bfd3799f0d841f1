#include "scan/trace.h"

#include <string.h>

#include "scan/internal.h"

static void tell(const struct scan_scratch *scratch, struct scan_event event)
{
    scratch->tracer->event(scratch->tracer->state, &event);
}

void trace_line(const struct scan_scratch *scratch, struct str line, uint64_t number)
{
    tell(scratch, (struct scan_event){.kind = SCAN_LINE, .text = line, .line = number});
}

void trace_window(const struct scanner *s, struct scan_scratch *scratch, struct str seen)
{
    scratch->traced = seen;
    for (size_t t = 0; t < s->trigger_count; t++) {
        if (!bit_has(scratch->triggers, t))
            continue;
        bool literal = t >= s->rules->trigger_count;
        const char *name = literal ? s->message_triggers[t - s->rules->trigger_count].literal
                                   : s->rules->triggers[t].name;
        tell(scratch,
             (struct scan_event){.kind = SCAN_TRIGGER_HIT, .trigger = name, .literal = literal});
    }
}

void trace_tried(const struct scan_scratch *scratch, size_t item, struct str seen, bool matched,
                 int64_t ns)
{
    tell(scratch, (struct scan_event){.kind = SCAN_RULE_TRIED,
                                      .rule = (uint16_t)item,
                                      .text = seen,
                                      .matched = matched,
                                      .ns = ns});
}

void trace_skipped(const struct scan_scratch *scratch, size_t item)
{
    tell(scratch, (struct scan_event){.kind = SCAN_RULE_SKIPPED, .rule = (uint16_t)item});
}

/* What is told of a candidate in any case. */
static struct scan_event of_candidate(const struct scan_scratch *scratch, enum scan_event_kind kind,
                                      const struct candidate *c)
{
    return (struct scan_event){.kind = kind,
                               .rule = c->item,
                               .text = str_slice(scratch->traced, c->whole.at, c->whole.len),
                               .error = c->error,
                               .confidence = c->confidence,
                               .by = SCAN_RULE_NONE};
}

void trace_match(const struct scan_scratch *scratch, const struct candidate *c, bool known)
{
    tell(scratch, of_candidate(scratch, known ? SCAN_CANDIDATE : SCAN_UNKNOWN_CODE, c));
}

void trace_refused(const struct scan_scratch *scratch, const struct candidate *c, size_t guard)
{
    struct scan_event event = of_candidate(scratch, SCAN_GUARD_REFUSED, c);
    event.guard = guard;
    tell(scratch, event);
}

void trace_dropped(const struct scan_scratch *scratch, const struct candidate *c, uint16_t by)
{
    struct scan_event event = of_candidate(scratch, SCAN_DROPPED, c);
    event.by = by;
    tell(scratch, event);
}

void trace_mention(const struct scan_scratch *scratch, const struct candidate *c,
                   const struct match *earlier)
{
    struct scan_event event = of_candidate(scratch, earlier ? SCAN_REPEATED : SCAN_ACCEPTED, c);
    if (earlier)
        event.by = earlier->rule;
    tell(scratch, event);
}

enum status scan_trace_block(const struct scanner *s, struct scan_scratch *scratch,
                             const struct scan_block *block, const struct scan_tracer *tracer,
                             struct scan_result *out, struct error *err)
{
    scratch->tracer = tracer;
    enum status status = scan_block(s, scratch, block, out, err);
    scratch->tracer = NULL;
    return status;
}

enum status scan_trace_line(const struct scanner *s, struct scan_scratch *scratch, struct str text,
                            char line_end, const struct w3c_columns *columns,
                            const struct scan_tracer *tracer, struct error *err)
{
    const char *end = text.len ? memchr(text.ptr, line_end, text.len) : NULL;
    struct scan_block block = {
        .bytes = text,
        .owned_len = end ? (size_t)(end - text.ptr) + 1 : text.len,
        .line_end = line_end,
        .columns = *columns,
    };
    struct scan_result ignored;
    return scan_trace_block(s, scratch, &block, tracer, &ignored, err);
}
