#include "diagnose/template.h"

#include "diagnose/measure.h"

#define MINUTES_MAX 100000

/* The part of *rest before `mark`, which is taken off as well; all of it when there is none. */
static struct str take(struct str *rest, const char *mark)
{
    size_t at = str_find(*rest, str_from(mark), 0);
    struct str part = str_slice(*rest, 0, at);
    *rest = at == SIZE_MAX ? (struct str){0} : str_slice(*rest, at + 1, rest->len);
    return part;
}

bool template_subject(struct str text, struct diagnosis_subject *out)
{
    int64_t code;
    bool any = str_find(text, STR("/"), 0) == SIZE_MAX;
    struct str code_text = take(&text, "/");
    bool whole = any || (text.len && text.ptr[text.len - 1] != '+');
    if (!whole || !str_to_i64(code_text, &code) || code <= 0 || code > INT32_MAX)
        return false;
    *out = (struct diagnosis_subject){.code = (int32_t)code};
    while (text.len) {
        struct str word = take(&text, "+");
        enum operation operation = OPERATION_NONE;
        if (!str_equal(word, STR("unknown")) && !operation_from(word, &operation))
            return false;
        out->operations = (uint16_t)(out->operations | 1u << operation);
    }
    return true;
}

const char *template_check(const struct figure *figure)
{
    if (measure_needs_minutes(figure->measure) != (figure->minutes > 0))
        return figure->minutes > 0 ? "the measure takes no minutes" : "the measure needs minutes";
    if (measure_needs_other(figure->measure) != (figure->to.count > 0))
        return figure->to.count ? "the measure takes no other errors"
                                : "the measure needs other errors";
    return NULL;
}

static enum status read_scope(struct str text, struct arena *memory, struct diagnosis_scope *out,
                              const char **what)
{
    struct diagnosis_subject *subjects = arena_array(memory, DIAGNOSIS_ROWS_MAX, sizeof *subjects);
    if (!subjects)
        return STATUS_NO_MEMORY;
    while (text.len) {
        if (out->count == DIAGNOSIS_ROWS_MAX ||
            !template_subject(take(&text, ","), &subjects[out->count])) {
            *what = "a figure names no error";
            return STATUS_INVALID;
        }
        out->count++;
    }
    out->subjects = subjects;
    return STATUS_OK;
}

/* What stands between the braces. */
static enum status read_figure(struct str text, struct arena *memory, struct evidence_piece *piece,
                               const char **what)
{
    int64_t minutes = 0;
    struct str figure = take(&text, "|");
    piece->one = arena_copy(memory, take(&text, "|"));
    piece->many = arena_copy(memory, text);
    if (!piece->one || !piece->many)
        return STATUS_NO_MEMORY;
    struct str before = take(&figure, "@");
    *what = "minutes are a number after @";
    if (figure.len && (!str_to_i64(figure, &minutes) || minutes < 1 || minutes > MINUTES_MAX))
        return STATUS_INVALID;
    struct str name = take(&before, ":");
    struct str of = take(&before, ">");
    *what = "unknown measure";
    if (!measure_from(name, &piece->figure.measure))
        return STATUS_INVALID;
    piece->figure.minutes = (int)minutes;
    piece->has_figure = true;
    enum status status = read_scope(of, memory, &piece->figure.of, what);
    if (!status)
        status = read_scope(before, memory, &piece->figure.to, what);
    if (!status && (*what = template_check(&piece->figure)))
        status = STATUS_INVALID;
    return status;
}

static bool is_name(const struct evidence_piece *piece)
{
    return piece->has_figure && measure_kind(piece->figure.measure) == MEASURED_NAME;
}

static enum status read_piece(struct str *text, struct arena *memory, struct evidence_piece *piece,
                              const char **what)
{
    bool has_figure = str_find(*text, STR("{"), 0) != SIZE_MAX;
    *piece = (struct evidence_piece){.one = "", .many = ""};
    if (!(piece->text = arena_copy(memory, take(text, "{"))))
        return STATUS_NO_MEMORY;
    if (!has_figure)
        return STATUS_OK;
    *what = "a figure is not closed by }";
    if (str_find(*text, STR("}"), 0) == SIZE_MAX)
        return STATUS_INVALID;
    return read_figure(take(text, "}"), memory, piece, what);
}

enum status template_line(struct str text, struct arena *memory, struct evidence_line *out,
                          const char **what)
{
    struct evidence_piece *pieces = arena_array(memory, DIAGNOSIS_ROWS_MAX, sizeof *pieces);
    size_t names = 0;
    if (!pieces)
        return STATUS_NO_MEMORY;
    *out = (struct evidence_line){.pieces = pieces};
    while (text.len) {
        *what = "too many figures";
        if (out->count == DIAGNOSIS_ROWS_MAX)
            return STATUS_INVALID;
        enum status status = read_piece(&text, memory, &pieces[out->count], what);
        if (status)
            return status;
        *what = "only one name fits a line of evidence";
        names += is_name(&pieces[out->count]);
        if (names > 1)
            return STATUS_INVALID;
        out->count++;
    }
    return STATUS_OK;
}
