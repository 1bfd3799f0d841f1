#include "report/redaction.h"

#include <string.h>

#include "engine/csv.h"

#define TEXT_BYTES_MAX ((size_t)1024 * 1024)

/* One walk over all names of a model, in the order of the report. What is done to each depends on
 * the pass. Arrays are copied before they are changed: the model owns none of them alone. */
struct walk {
    struct redactor *redactor;
    struct arena *memory;
    struct buf text;
    bool rewrites; /* else it learns */
    struct error *err;
};

enum name_kind { NAME_TEXT, NAME_HOST };

/* A view on a text of the model, replaced by what it becomes. */
static enum status visit(struct walk *w, enum name_kind kind, const char **text, size_t *len,
                         struct redactor_mark *mark)
{
    struct str old = {*text, *len};
    if (!w->rewrites)
        return kind == NAME_HOST ? redactor_learn_host(w->redactor, old, w->err)
                                 : redactor_learn(w->redactor, old, w->err);
    buf_clear(&w->text);
    enum status status = redactor_rewrite(w->redactor, old, mark, &w->text, w->err);
    char *copy = status ? NULL : arena_copy(w->memory, buf_str(&w->text));
    if (!status && !copy)
        return error_no_memory(w->err);
    if (!status) {
        *text = copy;
        *len = w->text.len;
    }
    return status;
}

static enum status visit_text(struct walk *w, const char **text)
{
    size_t len = *text ? strlen(*text) : 0;
    return len ? visit(w, NAME_TEXT, text, &len, NULL) : STATUS_OK;
}

static void *copy_array(struct walk *w, const void *items, size_t count, size_t size)
{
    return count ? arena_copy_bytes(w->memory, items, count * size) : arena_alloc(w->memory, size);
}

/* SQL01 and sql01 have become one name: their events are added up, most first as before. Returns
 * how many names are left. */
static size_t join_equal(struct report_count *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct report_count next = items[i];
        size_t at = 0;
        while (at < kept && !str_equal((struct str){items[at].name, items[at].name_len},
                                       (struct str){next.name, next.name_len}))
            at++;
        if (at < kept)
            next.events += items[at].events;
        else
            kept++;
        for (; at > 0 && items[at - 1].events < next.events; at--)
            items[at] = items[at - 1];
        items[at] = next;
    }
    return kept;
}

static enum status visit_list(struct walk *w, enum name_kind kind, struct report_list *list)
{
    struct report_count *items = copy_array(w, list->items, list->count, sizeof *items);
    if (!items)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < list->count && !status; i++)
        status = visit(w, kind, &items[i].name, &items[i].name_len, NULL);
    if (w->rewrites && !status)
        list->count = join_equal(items, list->count);
    list->items = items;
    return status;
}

static bool is_among(const struct catalog_action *own, size_t count, const char *command)
{
    size_t i = 0;
    while (i < count && own[i].command != command)
        i++;
    return i < count;
}

/* Of the commands only those that hold something from a log: they are not among the catalog's or
 * the diagnosis' own. */
static enum status visit_commands(struct walk *w, const struct catalog_action *own,
                                  size_t own_count, const struct catalog_action **list,
                                  size_t count)
{
    struct catalog_action *actions = copy_array(w, *list, count, sizeof *actions);
    if (!actions)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++)
        if (!is_among(own, own_count, actions[i].command))
            status = visit_text(w, &actions[i].command);
    *list = actions;
    return status;
}

static enum status visit_samples(struct walk *w, struct report_error *e)
{
    struct report_sample *samples = copy_array(w, e->samples, e->sample_count, sizeof *samples);
    if (!samples)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < e->sample_count && !status; i++) {
        struct report_sample *s = &samples[i];
        struct redactor_mark mark = {s->match_at, s->match_len};
        status = visit_text(w, &s->file);
        if (!status)
            status = visit(w, NAME_TEXT, &s->text, &s->text_len, &mark);
        s->match_at = mark.at;
        s->match_len = mark.len;
    }
    e->samples = samples;
    return status;
}

static enum status visit_errors(struct walk *w, struct report_model *m)
{
    struct report_error *errors = copy_array(w, m->errors, m->error_count, sizeof *errors);
    if (!errors)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < m->error_count && !status; i++) {
        struct report_error *e = &errors[i];
        if (!(status = visit_list(w, NAME_TEXT, &e->files)) &&
            !(status = visit_list(w, NAME_HOST, &e->peers)) &&
            !(status = visit_list(w, NAME_HOST, &e->hosts)) &&
            !(status = visit_list(w, NAME_TEXT, &e->processes)) &&
            !(status = visit_commands(w, e->meaning->actions, e->meaning->action_count, &e->actions,
                                      e->action_count)))
            status = visit_samples(w, e);
    }
    m->errors = errors;
    return status;
}

static enum status visit_members(struct walk *w, struct report_place *p)
{
    struct report_member *members = copy_array(w, p->members, p->member_count, sizeof *members);
    if (!members)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < p->member_count && !status; i++)
        status = visit(w, NAME_TEXT, &members[i].name, &members[i].name_len, NULL);
    p->members = members;
    return status;
}

/* Hours, days and operations stay: they are no text from a log. */
static enum status visit_places(struct walk *w, struct report_model *m)
{
    enum report_grouping by = m->options.grouping;
    bool hosts = by == REPORT_GROUP_BY_PEER || by == REPORT_GROUP_BY_HOST;
    enum name_kind kind = hosts ? NAME_HOST : NAME_TEXT;
    struct report_place *places = copy_array(w, m->places.items, m->places.count, sizeof *places);
    if (!places)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < m->places.count && !status; i++) {
        struct report_place *p = &places[i];
        if (!p->verbatim)
            continue;
        if (!(status = visit(w, kind, &p->name, &p->name_len, NULL)) &&
            !(status = visit(w, kind, &p->title, &p->title_len, NULL)))
            status = visit_members(w, p);
    }
    m->places.items = places;
    return status;
}

static enum status visit_evidence(struct walk *w, struct diagnosed *d)
{
    struct evidence *evidence = copy_array(w, d->evidence, d->evidence_count, sizeof *evidence);
    if (!evidence)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < d->evidence_count && !status; i++) {
        struct redactor_mark mark = {evidence[i].name_at, evidence[i].name_len};
        status = visit(w, NAME_TEXT, &evidence[i].text, &evidence[i].len, &mark);
        evidence[i].name_at = mark.at;
        evidence[i].name_len = mark.len;
    }
    d->evidence = evidence;
    return status;
}

static enum status visit_diagnoses(struct walk *w, struct report_model *m)
{
    struct diagnosed *diagnoses =
        copy_array(w, m->diagnoses, m->diagnosis_count, sizeof *diagnoses);
    if (!diagnoses)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < m->diagnosis_count && !status; i++)
        if (!(status = visit_evidence(w, &diagnoses[i])))
            status = visit_commands(w, diagnoses[i].diagnosis->actions,
                                    diagnoses[i].diagnosis->action_count, &diagnoses[i].actions,
                                    diagnoses[i].diagnosis->action_count);
    m->diagnoses = diagnoses;
    return status;
}

static enum status visit_coverage(struct walk *w, struct report_coverage *c)
{
    struct report_source *sources = copy_array(w, c->sources, c->source_count, sizeof *sources);
    if (!sources)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < c->source_count && !status; i++)
        if (!(status = visit_text(w, &sources[i].path)))
            status = visit_text(w, &sources[i].reason);
    c->sources = sources;
    return status;
}

/* Patterns and reasons are a site's own words, and name what it knows. */
static enum status visit_noise(struct walk *w, struct report_options *o)
{
    struct report_noise *items = copy_array(w, o->noise, o->noise_count, sizeof *items);
    if (!items)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < o->noise_count && !status; i++)
        if (!(status = visit_text(w, &items[i].where)))
            status = visit_text(w, &items[i].reason);
    o->noise = o->noise ? items : NULL;
    return status;
}

static enum status visit_options(struct walk *w, struct report_options *o)
{
    const char **options = copy_array(w, o->options, o->option_count, sizeof *options);
    if (!options)
        return error_no_memory(w->err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < o->option_count && !status; i++)
        status = visit_text(w, &options[i]);
    o->options = options;
    if (!status)
        status = visit_text(w, &o->title);
    return status ? status : visit_text(w, &o->note);
}

/* Hosts are learnt from the lists of all errors before anything else, so that a bare name in an
 * earlier text is known as one. */
static enum status walk_model(struct walk *w, struct report_model *m)
{
    enum status status = visit_errors(w, m);
    if (!status)
        status = visit_places(w, m);
    if (!status)
        status = visit_diagnoses(w, m);
    if (!status)
        status = visit_coverage(w, &m->coverage);
    if (!status)
        status = visit_noise(w, &m->options);
    return status ? status : visit_options(w, &m->options);
}

enum status report_redact(struct report_model *m, struct redactor *r, struct error *err)
{
    struct walk w = {
        .redactor = r, .memory = &m->memory, .text = BUF_INIT(TEXT_BYTES_MAX), .err = err};
    enum status status = walk_model(&w, m);
    w.rewrites = true;
    if (!status)
        status = walk_model(&w, m);
    buf_release(&w.text);
    return status;
}

void report_redaction_map(const struct pseudonyms *p, struct buf *out)
{
    buf_add_text(out, "pseudonym,kind,secret\r\n");
    for (const struct pseudonym *entry = NULL; (entry = pseudonyms_next(p, entry));) {
        buf_add_format(out, "%s,%s,", entry->text, secret_kind_id(entry->kind));
        csv_add_text(out, entry->secret);
        buf_add_text(out, "\r\n");
    }
}
