#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose/diagnosis.h"
#include "diagnose/measure.h"
#include "diagnose/pack.h"
#include "diagnose/template.h"

#define SET_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* The set under construction, and what stands at hand: for messages. */
struct loading {
    struct arena *memory;
    const char *path;
    int line;
    const char *id;
    struct error *err;
};

static enum status refuse(const struct loading *l, const char *what, const char *detail)
{
    return error_set(l->err, STATUS_INVALID, "%s:%d: diagnosis %s: %s%s", l->path, l->line, l->id,
                     what, detail);
}

static const char *keep(const struct loading *l, const char *text)
{
    return arena_copy(l->memory, str_from(text));
}

static enum status load_scope(const struct loading *l, char *const *texts, size_t count,
                              struct diagnosis_scope *out)
{
    struct diagnosis_subject *subjects = arena_array(l->memory, count, sizeof *subjects);
    if (!subjects)
        return error_no_memory(l->err);
    for (size_t i = 0; i < count; i++) {
        if (!template_subject(str_from(texts[i]), &subjects[i]))
            return refuse(l, "this names no error: ", texts[i]);
        for (size_t k = 0; k < i; k++)
            if (subjects[k].code == subjects[i].code)
                return refuse(l, "named twice: ", texts[i]);
    }
    *out = (struct diagnosis_scope){subjects, count};
    return STATUS_OK;
}

static enum status load_condition(const struct loading *l, const struct pack_condition *from,
                                  struct diagnosis_condition *out)
{
    *out = (struct diagnosis_condition){.least = -DBL_MAX, .most = DBL_MAX};
    out->figure.minutes = from->minutes;
    if (!measure_from(str_from(from->measure), &out->figure.measure))
        return refuse(l, "unknown measure ", from->measure);
    enum measured_kind kind = measure_kind(out->figure.measure);
    if (kind == MEASURED_NAME || kind == MEASURED_TIME || kind == MEASURED_PERIOD)
        return refuse(l, "a condition needs a number, not ", from->measure);
    if (!from->least && !from->most)
        return refuse(l, "a condition needs least or most: ", from->measure);
    out->least = from->least ? *from->least : out->least;
    out->most = from->most ? *from->most : out->most;
    enum status status = load_scope(l, from->of, from->of_count, &out->figure.of);
    if (!status)
        status = load_scope(l, from->to, from->to_count, &out->figure.to);
    const char *what = status ? NULL : template_check(&out->figure);
    return what ? refuse(l, what, "") : status;
}

static enum status load_conditions(const struct loading *l, const struct pack_condition *from,
                                   size_t count, const struct diagnosis_condition **out)
{
    struct diagnosis_condition *conditions = arena_array(l->memory, count, sizeof *conditions);
    enum status status = conditions ? STATUS_OK : error_no_memory(l->err);
    for (size_t i = 0; i < count && !status; i++)
        status = load_condition(l, &from[i], &conditions[i]);
    *out = conditions;
    return status;
}

static enum status load_cases(const struct loading *l, const struct pack_diagnosis *from,
                              struct diagnosis *d)
{
    struct diagnosis_case *cases = arena_array(l->memory, from->cases_count, sizeof *cases);
    if (!cases)
        return error_no_memory(l->err);
    for (unsigned i = 0; i < from->cases_count; i++) {
        const struct pack_case *one = &from->cases[i];
        if (!certainty_from(str_from(one->certainty), &cases[i].certainty))
            return refuse(l, "certainty is high, medium or low, not ", one->certainty);
        if (!(cases[i].text = keep(l, one->text)))
            return error_no_memory(l->err);
        enum status status = load_conditions(l, one->when, one->when_count, &cases[i].when);
        if (status)
            return status;
        cases[i].when_count = one->when_count;
    }
    d->cases = cases;
    d->case_count = from->cases_count;
    return STATUS_OK;
}

static enum status load_evidence(const struct loading *l, const struct pack_diagnosis *from,
                                 struct diagnosis *d)
{
    struct evidence_line *lines = arena_array(l->memory, from->evidence_count, sizeof *lines);
    if (!lines)
        return error_no_memory(l->err);
    for (unsigned i = 0; i < from->evidence_count; i++) {
        const char *what = "";
        enum status status =
            template_line(str_from(from->evidence[i]), l->memory, &lines[i], &what);
        if (status == STATUS_NO_MEMORY)
            return error_no_memory(l->err);
        if (status)
            return error_set(l->err, status, "%s:%d: diagnosis %s: evidence: %s: %s", l->path,
                             l->line, l->id, what, from->evidence[i]);
    }
    d->evidence = lines;
    d->evidence_count = from->evidence_count;
    return STATUS_OK;
}

/* A check only looks, so that it has no risk; a change has one, and comes after all checks. */
static enum status load_action(const struct loading *l, const struct pack_advice *from,
                               struct catalog_action *out)
{
    if (!action_from(str_from(from->kind), &out->kind))
        return refuse(l, "an action is a check or a change, not ", from->kind);
    if (!audience_from(str_from(from->audience), &out->audience))
        return refuse(l, "unknown audience ", from->audience);
    if ((out->kind == ACTION_CHANGE) != (from->risk != NULL))
        return refuse(l, "a change states its risk, a check has none: ", from->text);
    out->text = keep(l, from->text);
    out->command = keep(l, from->command);
    out->risk = keep(l, from->risk);
    out->source = "";
    return out->text && out->command && out->risk ? STATUS_OK : error_no_memory(l->err);
}

static enum status load_actions(const struct loading *l, const struct pack_diagnosis *from,
                                struct diagnosis *d)
{
    struct catalog_action *actions = arena_array(l->memory, from->actions_count, sizeof *actions);
    if (!actions)
        return error_no_memory(l->err);
    for (unsigned i = 0; i < from->actions_count; i++) {
        enum status status = load_action(l, &from->actions[i], &actions[i]);
        if (status)
            return status;
        if (i && actions[i].kind < actions[i - 1].kind)
            return refuse(l, "checks come before changes: ", actions[i].text);
    }
    d->actions = actions;
    d->action_count = from->actions_count;
    return STATUS_OK;
}

static enum status load_words(const struct loading *l, const struct pack_diagnosis *from,
                              struct diagnosis *d)
{
    if (!severity_from(str_from(from->severity), &d->severity))
        return refuse(l, "unknown severity ", from->severity);
    if (!audience_from(str_from(from->audience), &d->audience))
        return refuse(l, "unknown audience ", from->audience);
    if (!layer_from(str_from(from->layer), &d->layer))
        return refuse(l, "unknown layer ", from->layer);
    const char **others = arena_array(l->memory, from->yields_to_count, sizeof *others);
    d->id = keep(l, from->id);
    d->title = keep(l, from->title);
    if (!others || !d->id || !d->title)
        return error_no_memory(l->err);
    for (unsigned i = 0; i < from->yields_to_count; i++)
        if (!(others[i] = keep(l, from->yields_to[i])))
            return error_no_memory(l->err);
    d->yields_to = others;
    d->yields_to_count = from->yields_to_count;
    return STATUS_OK;
}

static enum status load_diagnosis(const struct loading *l, const struct pack_diagnosis *from,
                                  struct diagnosis *d)
{
    enum status status;
    *d = (struct diagnosis){.when_count = from->when_count};
    if ((status = load_words(l, from, d)) ||
        (status = load_scope(l, from->errors, from->errors_count, &d->errors)) ||
        (status = load_conditions(l, from->when, from->when_count, &d->when)) ||
        (status = load_cases(l, from, d)) || (status = load_evidence(l, from, d)))
        return status;
    return load_actions(l, from, d);
}

static const struct diagnosis *find(const struct diagnosis_set *set, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(set->items[i].id, id) == 0)
            return &set->items[i];
    return NULL;
}

/* What can be told only when all are known. */
static enum status check_others(struct loading *l, const struct diagnosis_set *set,
                                const int *lines)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct diagnosis *d = &set->items[i];
        l->line = lines[i];
        l->id = d->id;
        if (find(set, i, d->id))
            return refuse(l, "another diagnosis has this id", "");
        for (size_t k = 0; k < d->yields_to_count; k++)
            if (!find(set, set->count, d->yields_to[k]))
                return refuse(l, "yields to an unknown diagnosis: ", d->yields_to[k]);
    }
    return STATUS_OK;
}

static enum status load_all(struct loading *l, const struct diagnosis_file *file,
                            struct diagnosis_set *set)
{
    size_t count = file->pack ? file->pack->diagnoses_count : 0;
    struct diagnosis *items = arena_array(l->memory, count, sizeof *items);
    int *lines = arena_array(l->memory, count, sizeof *lines);
    if (!items || !lines)
        return error_no_memory(l->err);
    diagnosis_file_lines(file, lines, count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++) {
        l->line = lines[i];
        l->id = file->pack->diagnoses[i].id;
        status = load_diagnosis(l, &file->pack->diagnoses[i], &items[i]);
    }
    set->items = items;
    set->count = count;
    return status ? status : check_others(l, set, lines);
}

enum status diagnoses_load(const char *path, struct diagnosis_set **out, struct error *err)
{
    struct diagnosis_file file;
    struct diagnosis_set *set = calloc(1, sizeof *set);
    if (!set)
        return error_no_memory(err);
    set->memory = ARENA_INIT(SET_BYTES_MAX);
    struct loading l = {.memory = &set->memory, .path = path, .err = err};
    enum status status = diagnosis_file_read(path, &file, err);
    if (!status)
        status = load_all(&l, &file, set);
    diagnosis_file_release(&file);
    if (status) {
        diagnoses_free(set);
        return status;
    }
    *out = set;
    return STATUS_OK;
}

void diagnoses_free(struct diagnosis_set *set)
{
    if (!set)
        return;
    arena_release(&set->memory);
    free(set);
}
