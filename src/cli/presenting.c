#include "cli/presenting.h"

#include "cli/when.h"
#include "diagnose/diagnosis.h"
#include "report/phrase.h"

enum coverage_choice { COVERAGE_BRIEF, COVERAGE_FULL };

static const char *format_choices(size_t index)
{
    size_t count;
    const struct renderer *const *all = renderers(&count);
    return index < count ? all[index]->id : NULL;
}

static const char *grouping_choices(size_t index)
{
    return index < REPORT_GROUPING_COUNT ? report_grouping_id((enum report_grouping)index) : NULL;
}

static const char *coverage_choices(size_t index)
{
    static const char *const words[] = {"brief", "full", NULL};
    return words[index];
}

static const struct option rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct presenting_args, files, struct option_list),
     .value = "FILE",
     .about = "write the report to FILE, in the format of its extension, and nothing to standard "
              "output unless one FILE is -"},
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct presenting_args, format, size_t),
     .value = "FORMAT",
     .choice = format_choices,
     .about = "format on standard output"},
    {.name = "group-by",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct presenting_args, group_by, size_t),
     .value = "KEY",
     .choice = grouping_choices,
     .recorded = true,
     .about = "gather by"},
    {.name = "top",
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct presenting_args, top, int64_t),
     .value = "N",
     .least = 1,
     .most = TALLY_TOP,
     .fallback = REPORT_TOP_DEFAULT,
     .recorded = true,
     .about = "show the N most frequent files, peers and so on of each error"},
    {.name = "coverage",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct presenting_args, coverage, size_t),
     .value = "HOW",
     .choice = coverage_choices,
     .about = "name the logs with something to say, or every log"},
    {.name = "title",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct presenting_args, title, const char *),
     .value = "TEXT",
     .about = "put a title of your own on the report"},
    {.name = "note",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct presenting_args, note, const char *),
     .value = "TEXT",
     .about = "put a note at its top"},
    {.name = "summary",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct presenting_args, summary, bool),
     .about = "only the few lines that fit a chat message"},
    {.name = "fail-on",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct presenting_args, fail_on, struct option_list),
     .value = "WHEN",
     .recorded = true,
     .about =
         "exit with 1 when the report holds this: a severity (that or worse), a code or a name, "
         "each maybe with >=N events, or diagnosis:ID; with --compare also new, and CODE>Nx, more "
         "than N times the usual"},
    {.name = "stamp",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct presenting_args, stamp, bool),
     .about = "say when the report was made (honours SOURCE_DATE_EPOCH); without it, the same "
              "logs give the same bytes"},
};
const struct option_table presenting_options = {"Report", rows, sizeof rows / sizeof *rows};

static const struct renderer *chosen_renderer(const struct presenting_args *args)
{
    size_t count;
    return renderers(&count)[args->format];
}

/* When the report is made, for those that state it. */
static enum status look_at_clock(struct presenting *p, struct error *err)
{
    const struct renderer *chosen = chosen_renderer(p->args);
    bool dated =
        outputs_are_dated(&p->args->files, chosen) || outputs_are_dated(&p->shelf.patterns, chosen);
    if (!p->args->stamp && !dated)
        return STATUS_OK;
    enum status status = when_now(&p->made_s, err);
    if (!status && p->args->stamp)
        moment_format(moment_in_zone(p->made_s * 1000, NULL, true), &p->stamp);
    return status;
}

/* A pseudonym in the report would be no use beside the name in a tally. */
static enum status check_raw(const struct presenting *p, struct error *err)
{
    const struct renderer *chosen = chosen_renderer(p->args);
    if (p->redacting.wanted &&
        (outputs_are_raw(&p->args->files, chosen) || outputs_are_raw(&p->shelf.patterns, chosen)))
        return error_set(err, STATUS_INVALID,
                         "--redact: a tally holds what logs tell as it is; redact the report that "
                         "is made of it");
    return STATUS_OK;
}

enum status presenting_check(struct presenting_args *args, const struct option_words *given,
                             const char *zone, struct presenting *out, struct error *err)
{
    *out = (struct presenting){
        .args = args, .given = given, .stamp = BUF_INIT(64), .headline = BUF_INIT(4096)};
    enum status status = outputs_check(&args->files, &given->words, err);
    if (!status)
        status = shelf_check(&args->shelf, zone, &out->shelf, err);
    if (!status)
        status = showing_check(&args->showing, &args->files, &out->shelf.patterns, err);
    if (!status)
        status = redacting_init(&args->redact, &out->redacting, err);
    if (!status)
        status = check_raw(out, err);
    return status ? status : look_at_clock(out, err);
}

void presenting_release(struct presenting *p)
{
    alarms_release(&p->alarms);
    shelf_release(&p->shelf);
    buf_release(&p->headline);
    buf_release(&p->stamp);
}

enum status presenting_watch(struct presenting *p, bool compared, const struct catalog *catalog,
                             struct error *err)
{
    return alarms_init(&p->args->fail_on, compared, catalog, diagnoses_builtin(), &p->alarms, err);
}

enum status presenting_place(struct presenting *p, struct error *err)
{
    return shelf_choose(&p->shelf, &p->args->files, err);
}

static enum status build_model(struct presenting *p, struct presented *what,
                               struct report_model *model, struct outcome *out, struct error *err)
{
    const struct presenting_args *args = p->args;
    struct report_options *o = &what->options;
    o->version = WSALOG_VERSION;
    o->title = args->title;
    o->note = args->note;
    o->grouping = (enum report_grouping)args->group_by;
    o->top = (size_t)args->top;
    o->stamp = p->stamp.len ? buf_text(&p->stamp) : NULL;
    o->made_s = p->made_s;
    o->diagnoses = diagnoses_builtin();
    enum status status =
        report_model_build(what->catalog, what->tally, what->coverage, o, model, err);
    if (!status)
        status = alarms_apply(&p->alarms, model, out, err);
    return status ? status : redacting_apply(&args->redact, &p->redacting, model, err);
}

enum status presenting_write(struct presenting *p, struct presented *what, struct outcome *out,
                             struct error *err)
{
    const struct presenting_args *args = p->args;
    struct report_model model = {0};
    enum status status = build_model(p, what, &model, out, err);
    if (!status) {
        struct render_style style = console_style(&args->display);
        style.summary = args->summary;
        style.full_coverage = args->coverage == COVERAGE_FULL;
        outputs_write(&args->files, chosen_renderer(args), &style, &args->showing, &model,
                      &p->ready, out);
        phrase_headline(&p->headline, &model);
    }
    report_model_release(&model);
    return status;
}

void presenting_end(struct presenting *p, struct outcome *out)
{
    shelf_tidy(&p->shelf, out);
    if (!out->unusable)
        inform_journal("%s", buf_text(&p->headline));
    showing_open(&p->args->showing, &p->args->files, out);
}
