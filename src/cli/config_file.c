#include "cli/config_file.h"

#include <stdlib.h>

#include "base/os_file.h"

#define FILE_BYTES_MAX ((size_t)1024 * 1024)
#define BYTE_ORDER_MARK STR("\xEF\xBB\xBF")

struct reader {
    struct config_file *file;
    struct arena *memory;
    const char *section; /* that in which the next line stands */
    bool job;
    unsigned number;
    struct error *err;
};

static enum status wrong(const struct reader *r, const char *what)
{
    return error_set(r->err, STATUS_INVALID, "%s:%u: %s", r->file->path, r->number, what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static enum status add_line(struct reader *r, struct str name, struct str value)
{
    struct config_line *to = &r->file->lines[r->file->count++];
    *to = (struct config_line){.section = r->section,
                               .job = r->job,
                               .name = arena_copy(r->memory, name),
                               .value = arena_copy(r->memory, value),
                               .number = r->number};
    return to->name && to->value ? STATUS_OK : error_no_memory(r->err);
}

/* [report], [job web]. A name may hold blanks. */
static enum status take_section(struct reader *r, struct str line)
{
    if (line.ptr[line.len - 1] != ']')
        return wrong(r, "a section ends in ']'");
    struct str name = str_trim(str_slice(line, 1, line.len - 2));
    r->job = str_starts(name, STR("job ")) || str_starts(name, STR("job\t"));
    if (r->job)
        name = str_trim(str_slice(name, 4, name.len));
    if (!name.len || (!r->job && str_equal(name, STR("job"))))
        return wrong(r, "a section has a name: [report], [job NAME]");
    r->section = arena_copy(r->memory, name);
    return r->section ? add_line(r, STR(""), STR("")) : error_no_memory(r->err);
}

static struct str without_comment(struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == '#' && (i == 0 || is_blank(value.ptr[i - 1])))
            return str_trim(str_slice(value, 0, i));
    return value;
}

/* Between quotes all is kept but what stands behind them, which must be a comment. There is no way
 * to write a quote within them, and no need: a value that does not begin with one keeps all. */
static enum status take_value(struct reader *r, struct str text, struct str *value)
{
    if (!str_starts(text, STR("\""))) {
        *value = without_comment(text);
        return STATUS_OK;
    }
    size_t end = str_find(text, STR("\""), 1);
    if (end == SIZE_MAX)
        return wrong(r, "a quote that is not closed");
    *value = str_slice(text, 1, end - 1);
    struct str rest = str_slice(text, end + 1, text.len);
    return without_comment(rest).len ? wrong(r, "something stands behind the closing quote")
                                     : STATUS_OK;
}

static enum status take_line(struct reader *r, struct str line)
{
    size_t equals = str_find(line, STR("="), 0);
    struct str name = str_trim(str_slice(line, 0, equals)), value;
    if (equals == SIZE_MAX || !name.len)
        return wrong(r, "expected NAME = VALUE, a section such as [report] or [job NAME], or a "
                        "comment, which begins with #");
    enum status status = take_value(r, str_trim(str_slice(line, equals + 1, line.len)), &value);
    return status ? status : add_line(r, name, value);
}

static enum status read_line(struct reader *r, struct str line)
{
    r->number++;
    if (memchr(line.ptr, '\0', line.len))
        return wrong(r, "a NUL byte; is this a text in UTF-8?");
    line = str_trim(line);
    if (!line.len || line.ptr[0] == '#')
        return STATUS_OK;
    return line.ptr[0] == '[' ? take_section(r, without_comment(line)) : take_line(r, line);
}

static enum status read_text(struct reader *r, struct str text)
{
    enum status status = STATUS_OK;
    if (str_starts(text, BYTE_ORDER_MARK))
        text = str_slice(text, BYTE_ORDER_MARK.len, text.len);
    r->file->lines = arena_array(r->memory, str_count(text, '\n') + 1, sizeof *r->file->lines);
    if (!r->file->lines)
        return error_no_memory(r->err);
    while (text.len && !status) {
        size_t end = str_find(text, STR("\n"), 0);
        status = read_line(r, str_slice(text, 0, end));
        text = str_slice(text, end == SIZE_MAX ? text.len : end + 1, text.len);
    }
    return status;
}

enum status config_file_read(const char *path, struct arena *memory, struct config_file *out,
                             struct error *err)
{
    char *text = NULL;
    size_t len = 0;
    *out = (struct config_file){.path = path};
    enum status status = os_read_whole(path, FILE_BYTES_MAX, &text, &len, err);
    struct reader r = {.file = out, .memory = memory, .section = "", .err = err};
    if (!status)
        status = read_text(&r, (struct str){text, len});
    free(text);
    return status;
}
