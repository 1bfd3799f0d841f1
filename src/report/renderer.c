#include "report/renderer.h"

/* The list of formats: options, help and documents are made from it. */
static const struct renderer *const all[] = {
    &renderer_text,     &renderer_csv,        &renderer_html,  &renderer_json,
    &renderer_markdown, &renderer_prometheus, &renderer_tally,
};
#define RENDERER_COUNT (sizeof all / sizeof *all)

const struct renderer *const *renderers(size_t *count)
{
    *count = RENDERER_COUNT;
    return all;
}

const struct renderer *renderer_by_id(struct str id)
{
    for (size_t i = 0; i < RENDERER_COUNT; i++)
        if (str_equal(id, str_from(all[i]->id)))
            return all[i];
    return NULL;
}

const struct renderer *renderer_by_extension(struct str path)
{
    for (size_t i = 0; i < RENDERER_COUNT; i++) {
        struct str extension = str_from(all[i]->extension);
        if (path.len >= extension.len &&
            str_equal_nocase(str_slice(path, path.len - extension.len, extension.len), extension))
            return all[i];
    }
    return NULL;
}
