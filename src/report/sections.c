#include "report/sections.h"

#define PART_BYTES_MAX ((size_t)8 * 1024 * 1024)

/* Adds an error, the first of a section with its heading, when it fits. */
static bool add_error(struct buf *out, const struct report_model *m, const struct report_group *g,
                      size_t index, size_t ceiling, const struct section_form *form)
{
    struct buf part = BUF_INIT(PART_BYTES_MAX);
    bool added = false;
    for (int full = 1; full >= 0 && !added; full--) {
        buf_clear(&part);
        if (index == 0)
            form->heading(&part, g);
        form->error(&part, m, &m->errors[g->first + index], full);
        added = !part.failed && out->len + part.len <= ceiling;
    }
    if (added)
        buf_add(out, buf_str(&part));
    buf_release(&part);
    return added;
}

size_t sections_add(struct buf *out, const struct report_model *m, size_t ceiling,
                    const struct section_form *form)
{
    size_t shown = 0;
    for (size_t i = 0; i < m->group_count; i++)
        for (size_t k = 0; k < m->groups[i].count; k++, shown++)
            if (!add_error(out, m, &m->groups[i], k, ceiling, form))
                return shown;
    return shown;
}
