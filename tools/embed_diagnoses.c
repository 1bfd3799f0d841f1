/*
 * embed_diagnoses DIAGNOSES.yaml OUT.c
 *
 * Reads and checks the diagnoses and writes them as constant C data, so that the program starts
 * without parsing anything. Run by the build.
 */
#include <float.h>
#include <stdlib.h>

#include "c_source.h"
#include "diagnose/diagnosis.h"

/* Parts are written before what refers to them; each gets the next number for its name. */
struct embedding {
    FILE *out;
    unsigned next;
};

static void put_string(const struct embedding *e, const char *text)
{
    c_source_string(e->out, text);
    fputs(", ", e->out);
}

/* Opens an array and returns the number in its name. */
static unsigned open_array(struct embedding *e, const char *type)
{
    fprintf(e->out, "static const %s part_%u[] = {\n", type, ++e->next);
    return e->next;
}

static void close_array(const struct embedding *e)
{
    fputs("};\n", e->out);
}

static void put_reference(const struct embedding *e, unsigned part, size_t count)
{
    if (count)
        fprintf(e->out, "part_%u, %zu, ", part, count);
    else
        fputs("NULL, 0, ", e->out);
}

static unsigned put_scope(struct embedding *e, const struct diagnosis_scope *scope)
{
    if (!scope->count)
        return 0;
    unsigned part = open_array(e, "struct diagnosis_subject");
    for (size_t i = 0; i < scope->count; i++)
        fprintf(e->out, "    {%ld, %u},\n", (long)scope->subjects[i].code,
                (unsigned)scope->subjects[i].operations);
    close_array(e);
    return part;
}

/* The scopes of a figure, written before it. */
struct figure_parts {
    unsigned of, to;
};

static struct figure_parts put_figure_parts(struct embedding *e, const struct figure *f)
{
    struct figure_parts parts = {put_scope(e, &f->of), 0};
    parts.to = put_scope(e, &f->to);
    return parts;
}

static void put_figure(const struct embedding *e, const struct figure *f, struct figure_parts parts)
{
    fprintf(e->out, "{%d, {", (int)f->measure);
    put_reference(e, parts.of, f->of.count);
    fputs("}, {", e->out);
    put_reference(e, parts.to, f->to.count);
    fprintf(e->out, "}, %d}, ", f->minutes);
}

static void put_bound(const struct embedding *e, double bound)
{
    if (bound <= -DBL_MAX)
        fputs("-DBL_MAX, ", e->out);
    else if (bound >= DBL_MAX)
        fputs("DBL_MAX, ", e->out);
    else
        fprintf(e->out, "%.17g, ", bound);
}

static unsigned put_conditions(struct embedding *e, const struct diagnosis_condition *conditions,
                               size_t count)
{
    struct figure_parts parts[DIAGNOSIS_ROWS_MAX];
    if (!count)
        return 0;
    for (size_t i = 0; i < count; i++)
        parts[i] = put_figure_parts(e, &conditions[i].figure);
    unsigned part = open_array(e, "struct diagnosis_condition");
    for (size_t i = 0; i < count; i++) {
        fputs("    {", e->out);
        put_figure(e, &conditions[i].figure, parts[i]);
        put_bound(e, conditions[i].least);
        put_bound(e, conditions[i].most);
        fputs("},\n", e->out);
    }
    close_array(e);
    return part;
}

static unsigned put_cases(struct embedding *e, const struct diagnosis *d)
{
    unsigned when[DIAGNOSIS_ROWS_MAX];
    for (size_t i = 0; i < d->case_count; i++)
        when[i] = put_conditions(e, d->cases[i].when, d->cases[i].when_count);
    unsigned part = open_array(e, "struct diagnosis_case");
    for (size_t i = 0; i < d->case_count; i++) {
        fprintf(e->out, "    {%d, ", (int)d->cases[i].certainty);
        put_string(e, d->cases[i].text);
        put_reference(e, when[i], d->cases[i].when_count);
        fputs("},\n", e->out);
    }
    close_array(e);
    return part;
}

static unsigned put_line(struct embedding *e, const struct evidence_line *line)
{
    struct figure_parts parts[DIAGNOSIS_ROWS_MAX];
    for (size_t i = 0; i < line->count; i++)
        parts[i] = put_figure_parts(e, &line->pieces[i].figure);
    unsigned part = open_array(e, "struct evidence_piece");
    for (size_t i = 0; i < line->count; i++) {
        const struct evidence_piece *piece = &line->pieces[i];
        fputs("    {", e->out);
        put_string(e, piece->text);
        fputs(piece->has_figure ? "true, " : "false, ", e->out);
        put_figure(e, &piece->figure, parts[i]);
        put_string(e, piece->one);
        put_string(e, piece->many);
        fputs("},\n", e->out);
    }
    close_array(e);
    return part;
}

static unsigned put_evidence(struct embedding *e, const struct diagnosis *d)
{
    unsigned lines[DIAGNOSIS_ROWS_MAX];
    for (size_t i = 0; i < d->evidence_count; i++)
        lines[i] = put_line(e, &d->evidence[i]);
    unsigned part = open_array(e, "struct evidence_line");
    for (size_t i = 0; i < d->evidence_count; i++) {
        fputs("    {", e->out);
        put_reference(e, lines[i], d->evidence[i].count);
        fputs("},\n", e->out);
    }
    close_array(e);
    return part;
}

static unsigned put_actions(struct embedding *e, const struct diagnosis *d)
{
    unsigned part = open_array(e, "struct catalog_action");
    for (size_t i = 0; i < d->action_count; i++) {
        const struct catalog_action *a = &d->actions[i];
        fprintf(e->out, "    {0, %d, %d, ", (int)a->audience, (int)a->kind);
        put_string(e, a->text);
        put_string(e, a->command);
        put_string(e, a->risk);
        put_string(e, a->source);
        fputs("},\n", e->out);
    }
    close_array(e);
    return part;
}

static unsigned put_texts(struct embedding *e, const char *const *texts, size_t count)
{
    if (!count)
        return 0;
    unsigned part = open_array(e, "char *const");
    for (size_t i = 0; i < count; i++)
        put_string(e, texts[i]);
    close_array(e);
    return part;
}

struct parts {
    unsigned errors, yields_to, when, cases, evidence, actions;
};

static struct parts put_parts(struct embedding *e, const struct diagnosis *d)
{
    struct parts p = {.errors = put_scope(e, &d->errors)};
    p.yields_to = put_texts(e, d->yields_to, d->yields_to_count);
    p.when = put_conditions(e, d->when, d->when_count);
    p.cases = put_cases(e, d);
    p.evidence = put_evidence(e, d);
    p.actions = put_actions(e, d);
    return p;
}

static void put_diagnosis(const struct embedding *e, const struct diagnosis *d,
                          const struct parts *p)
{
    fputs("    {", e->out);
    put_string(e, d->id);
    put_string(e, d->title);
    fprintf(e->out, "%d, %d, %d, {", (int)d->severity, (int)d->audience, (int)d->layer);
    put_reference(e, p->errors, d->errors.count);
    fputs("}, ", e->out);
    put_reference(e, p->yields_to, d->yields_to_count);
    put_reference(e, p->when, d->when_count);
    put_reference(e, p->cases, d->case_count);
    put_reference(e, p->evidence, d->evidence_count);
    put_reference(e, p->actions, d->action_count);
    fputs("},\n", e->out);
}

static void put_set(FILE *out, const struct diagnosis_set *set)
{
    struct embedding e = {.out = out};
    struct parts parts[DIAGNOSES_MAX];
    fputs("/* Generated from rules/diagnoses.yaml. */\n"
          "#include \"diagnose/diagnosis.h\"\n\n#include <float.h>\n\n",
          out);
    for (size_t i = 0; i < set->count; i++)
        parts[i] = put_parts(&e, &set->items[i]);
    fputs("\nstatic const struct diagnosis diagnoses[] = {\n", out);
    for (size_t i = 0; i < set->count; i++)
        put_diagnosis(&e, &set->items[i], &parts[i]);
    fprintf(out, "};\n\nstatic const struct diagnosis_set builtin = {diagnoses, %zu, {0}};\n\n",
            set->count);
    fputs("const struct diagnosis_set *diagnoses_builtin(void)\n{\n    return &builtin;\n}\n", out);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: embed_diagnoses DIAGNOSES.yaml OUT.c\n", stderr);
        return 2;
    }
    struct error err;
    struct diagnosis_set *set = NULL;
    if (diagnoses_load(argv[1], &set, &err)) {
        fprintf(stderr, "embed_diagnoses: %s\n", err.text);
        return 1;
    }
    FILE *out = fopen(argv[2], "w");
    if (out)
        put_set(out, set);
    diagnoses_free(set);
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "embed_diagnoses: cannot write %s\n", argv[2]);
        return 1;
    }
    return 0;
}
