#include "report/tally_file.h"

#include <stdlib.h>

#include "base/os_file.h"
#include "base/utf8.h"
#include "report/stream.h"
#include "tally/form.h"

#define MAGIC STR("wsalog tally 1\n")
#define MAGIC_OF_ANY STR("wsalog tally ")
#define CHECK_BYTES 8
#define FILE_BYTES_MAX ((size_t)512 * 1024 * 1024)
#define MEMORY_BYTES_MAX ((size_t)1024 * 1024 * 1024)
#define TEXT_BYTES_MAX ((size_t)64 * 1024)
#define SOURCES_MAX ((size_t)1000 * 1000)
#define LIST_MAX ((size_t)10000)

/* FNV-1a, against accidents. */
static uint64_t checksum(struct str bytes)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 1099511628211u;
    return hash;
}

/* ---- the form -------------------------------------------------------------------------------- */

/* What all parts need: texts that are read are copied to `memory`. */
struct forming {
    struct wire *wire;
    struct arena *memory;
    struct str prefix; /* of sources that are read */
    bool no_memory;
};

static const char *keep(struct forming *f, struct str prefix, struct str text)
{
    struct buf whole = BUF_INIT(2 * TEXT_BYTES_MAX);
    buf_add(&whole, prefix);
    buf_add(&whole, text);
    const char *copy = whole.failed ? NULL : arena_copy(f->memory, buf_str(&whole));
    buf_release(&whole);
    f->no_memory = f->no_memory || !copy;
    return copy ? copy : "";
}

static void form_text(struct forming *f, const char **text)
{
    struct str bytes = str_from(*text);
    wire_text(f->wire, &bytes, TEXT_BYTES_MAX);
    if (wire_reads(f->wire))
        *text = keep(f, STR(""), bytes);
}

/* Words of the program itself, which reports show as they are: another one may have written them.
 */
static void form_word(struct forming *f, const char **text)
{
    struct buf visible = BUF_INIT(TEXT_BYTES_MAX * 16);
    form_text(f, text);
    utf8_add_visible(&visible, str_from(*text));
    if (wire_reads(f->wire) && !str_equal(buf_str(&visible), str_from(*text)))
        wire_fail(f->wire, "a word of it is none");
    buf_release(&visible);
}

/* Also of no text at all. */
static void form_maybe(struct forming *f, const char **text,
                       void (*form)(struct forming *f, const char **text))
{
    bool any = *text != NULL;
    wire_bool(f->wire, &any);
    if (any)
        form(f, text);
}

static void form_list(struct forming *f, const char *const **items, size_t *count,
                      void (*form)(struct forming *f, const char **text))
{
    size_t all = *count;
    const char **list = NULL;
    wire_size(f->wire, &all, LIST_MAX);
    if (wire_reads(f->wire)) {
        list = arena_array(f->memory, all + 1, sizeof *list);
        f->no_memory = f->no_memory || !list;
    }
    for (size_t i = 0; i < all && !f->no_memory; i++) {
        const char *text = list ? "" : (*items)[i];
        form(f, &text);
        if (list)
            list[i] = text;
    }
    if (list)
        *items = list;
    *count = f->no_memory ? 0 : all;
}

static void form_status(struct forming *f, const char **status)
{
    static const char *const known[] = {"read", "partial", "skipped", "failed"};
    const size_t count = sizeof known / sizeof *known;
    size_t i = 0;
    while (!wire_reads(f->wire) && i + 1 < count && strcmp(known[i], *status) != 0)
        i++;
    wire_size(f->wire, &i, count - 1);
    *status = known[i];
}

static void form_path(struct forming *f, const char **path)
{
    struct str bytes = str_from(*path);
    wire_text(f->wire, &bytes, TEXT_BYTES_MAX);
    if (wire_reads(f->wire))
        *path = keep(f, f->prefix, bytes);
}

static void form_source(struct forming *f, struct report_source *s)
{
    form_path(f, &s->path);
    wire_bool(f->wire, &s->named);
    form_status(f, &s->status);
    form_maybe(f, &s->reason, form_text);
    wire_bool(f->wire, &s->doubtful);
    wire_bool(f->wire, &s->garbled);
    wire_bool(f->wire, &s->unreached);
    form_maybe(f, &s->encoding, form_word);
    form_maybe(f, &s->compression, form_word);
    form_maybe(f, &s->date_order, form_word);
    form_maybe(f, &s->date_basis, form_word);
    wire_count(f->wire, &s->bytes);
    wire_count(f->wire, &s->lines);
    wire_count(f->wire, &s->events);
}

static void form_sources(struct forming *f, struct report_coverage *c)
{
    size_t count = c->source_count;
    struct report_source *list = NULL;
    wire_size(f->wire, &count, SOURCES_MAX);
    if (wire_reads(f->wire)) {
        list = arena_array(f->memory, count + 1, sizeof *list);
        f->no_memory = f->no_memory || !list;
    }
    for (size_t i = 0; i < count && !f->wire->wrong && !f->no_memory; i++) {
        struct report_source source = list ? (struct report_source){0} : c->sources[i];
        form_source(f, &source);
        if (list)
            list[i] = source;
    }
    if (list) {
        c->sources = list;
        c->source_count = count;
    }
}

static void form_window(struct wire *w, struct window *window)
{
    int64_t from = window->from_ms, to = window->to_ms;
    form_moment(w, &window->since);
    form_moment(w, &window->until);
    wire_bool(w, &window->daily);
    wire_i64(w, &from, 0, WINDOW_DAY_MS);
    wire_i64(w, &to, 0, WINDOW_DAY_MS);
    window->from_ms = (int32_t)from;
    window->to_ms = (int32_t)to;
}

static void form_coverage(struct forming *f, struct report_coverage *c)
{
    struct wire *w = f->wire;
    form_sources(f, c);
    wire_count(w, &c->files_read);
    wire_count(w, &c->files_skipped);
    wire_count(w, &c->files_failed);
    wire_count(w, &c->files_garbled);
    wire_count(w, &c->files_unreached);
    wire_count(w, &c->hidden);
    wire_count(w, &c->duplicates);
    wire_count(w, &c->special);
    wire_bool(w, &c->resumed);
    wire_count(w, &c->logs_continued);
    wire_count(w, &c->logs_unchanged);
    wire_count(w, &c->bytes);
    wire_count(w, &c->lines);
    wire_count(w, &c->long_lines);
    form_list(f, &c->limited_rules, &c->limited_rule_count, form_word);
    form_maybe(f, &c->zone, form_word);
    wire_bool(w, &c->zone_shown);
    form_window(w, &c->window);
    wire_count(w, &c->outside);
    wire_count(w, &c->out_of_reach);
}

/* The codes of a catalog, for the tally's indices. False: no memory. */
static bool list_codes(const struct catalog *catalog, struct arena *memory,
                       struct tally_names *names)
{
    int32_t *errors = arena_array(memory, catalog->error_count + 1, sizeof *errors);
    int32_t *related = arena_array(memory, catalog->related_count + 1, sizeof *related);
    for (size_t i = 0; errors && i < catalog->error_count; i++)
        errors[i] = catalog->errors[i].code;
    for (size_t i = 0; related && i < catalog->related_count; i++)
        related[i] = catalog->related[i].code;
    names->errors = errors;
    names->related = related;
    return errors && related;
}

/* All of it but the tally. */
static void form_head(struct forming *f, struct tally_file *file)
{
    form_word(f, &file->rules);
    form_list(f, &file->options, &file->option_count, form_text);
    wire_bool(f->wire, &file->partial);
    form_coverage(f, &file->coverage);
    wire_size(f->wire, &file->tally.options.samples, TALLY_SAMPLES_MAX);
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum status add_file(struct buf *out, const struct report_model *m, struct error *err)
{
    struct arena memory = ARENA_INIT(MEMORY_BYTES_MAX);
    struct tally_names names = {0};
    struct wire wire = wire_to(out);
    struct forming f = {.wire = &wire, .memory = &memory};
    struct tally_file file = {
        .tally = *m->tally, /* only read from here on */
        .coverage = m->coverage,
        .rules = m->options.rules,
        .options = m->options.options,
        .option_count = m->options.option_count,
        .partial = m->options.partial,
    };
    bool done = list_codes(m->catalog, &memory, &names);
    buf_add(out, MAGIC);
    form_head(&f, &file);
    done = done && form_tally(&wire, &file.tally, &names) && !f.no_memory;
    uint64_t check = checksum(buf_str(out));
    for (size_t i = 0; i < CHECK_BYTES; i++)
        buf_add_char(out, (char)(unsigned char)(check >> 8 * i));
    arena_release(&memory);
    return done ? STATUS_OK : error_no_memory(err);
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct stream out = STREAM_INIT(sink);
    enum status status = add_file(&out.buf, model, err);
    enum status ended = stream_end(&out, err);
    return status ? status : ended;
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum status unwrap(struct str *bytes, uint64_t *check, struct error *err)
{
    if (!str_starts(*bytes, MAGIC)) {
        bool other = str_starts(*bytes, MAGIC_OF_ANY);
        return error_set(err, STATUS_INVALID,
                         other ? "is a tally of another version of wsalog"
                               : "is no tally; -o FILE" TALLY_FILE_EXTENSION " writes one");
    }
    size_t end = bytes->len >= MAGIC.len + CHECK_BYTES ? bytes->len - CHECK_BYTES : 0;
    struct str whole = str_slice(*bytes, 0, end);
    *check = 0;
    for (size_t i = 0; i < CHECK_BYTES && end; i++)
        *check |= (uint64_t)(unsigned char)bytes->ptr[end + i] << 8 * i;
    if (!end || *check != checksum(whole))
        return error_set(err, STATUS_INVALID, "the tally is damaged, or cut off");
    *bytes = str_slice(whole, MAGIC.len, whole.len);
    return STATUS_OK;
}

/* What goes before the names of files: whose they are. */
static struct str prefix_of(const char *path, struct buf *room)
{
    struct str name = str_from(path), extension = STR(TALLY_FILE_EXTENSION);
    if (name.len > extension.len &&
        str_equal_nocase(str_slice(name, name.len - extension.len, extension.len), extension))
        name.len -= extension.len;
    buf_add(room, name);
    buf_add_char(room, ':');
    return buf_str(room);
}

static enum status take_tally(struct forming *f, struct tally_file *out,
                              const struct catalog *catalog, struct error *err)
{
    struct tally_names names = {.prefix = f->prefix};
    struct tally_options options = {.error_count = catalog->error_count,
                                    .related_count = catalog->related_count,
                                    .samples = out->tally.options.samples};
    if (f->no_memory || !list_codes(catalog, f->memory, &names))
        return error_no_memory(err);
    enum status status = tally_init(&out->tally, &options, err);
    if (!status && !form_tally(f->wire, &out->tally, &names))
        status = error_no_memory(err);
    return status;
}

static enum status take_file(const char *path, struct str bytes, const struct catalog *catalog,
                             struct tally_file *out, struct error *err)
{
    struct buf prefix = BUF_INIT(TEXT_BYTES_MAX);
    enum status status = unwrap(&bytes, &out->checksum, err);
    if (status)
        return status;
    struct wire wire = wire_from(bytes);
    struct forming f = {.wire = &wire, .memory = &out->memory, .prefix = prefix_of(path, &prefix)};
    form_head(&f, out);
    status = take_tally(&f, out, catalog, err);
    if (!status && (wire.wrong || wire.in.len))
        status = error_set(err, STATUS_INVALID, "%s",
                           wire.wrong ? wire.wrong : "something stands behind the tally");
    if (!status && out->coverage.zone_shown)
        status = zone_open(out->coverage.zone ? out->coverage.zone : "UTC", &out->zone, err);
    out->tally.options.zone = out->zone;
    buf_release(&prefix);
    return status;
}

/* The caller says which file it is. */
static enum status read_bytes(const char *path, char **bytes, size_t *len, struct error *err)
{
    struct error why;
    enum status status = os_read_whole(path, FILE_BYTES_MAX, bytes, len, &why);
    struct str text = str_from(why.text), name = str_from(path);
    if (!status)
        return STATUS_OK;
    bool named = str_starts(text, name) && text.len > name.len + 2;
    return error_set(err, status, "%s", why.text + (named ? name.len + 2 : 0));
}

enum status tally_file_read(const char *path, const struct catalog *catalog, struct tally_file *out,
                            struct error *err)
{
    char *bytes = NULL;
    size_t len = 0;
    *out = (struct tally_file){.memory = ARENA_INIT(MEMORY_BYTES_MAX)};
    enum status status = read_bytes(path, &bytes, &len, err);
    if (!status)
        status = take_file(path, (struct str){bytes, len}, catalog, out, err);
    free(bytes);
    return status;
}

void tally_file_release(struct tally_file *f)
{
    tally_release(&f->tally);
    zone_close(f->zone);
    arena_release(&f->memory);
    *f = (struct tally_file){0};
}

/* ---- merging --------------------------------------------------------------------------------- */

static bool same_moment(const struct moment *a, const struct moment *b)
{
    return a->known == b->known && a->wall_ms == b->wall_ms && a->offset_min == b->offset_min &&
           a->has_zone == b->has_zone;
}

static bool same_window(const struct window *a, const struct window *b)
{
    return same_moment(&a->since, &b->since) && same_moment(&a->until, &b->until) &&
           a->daily == b->daily && a->from_ms == b->from_ms && a->to_ms == b->to_ms;
}

static bool same_zone(const struct report_coverage *a, const struct report_coverage *b)
{
    return a->zone_shown == b->zone_shown && str_equal(str_from(a->zone), str_from(b->zone));
}

/* Both lists, one behind the other; NULL: no memory. */
static void *join(struct arena *memory, const void *a, size_t count, const void *b, size_t more,
                  size_t size)
{
    char *list = arena_array(memory, count + more + 1, size);
    if (list && count)
        memcpy(list, a, count * size);
    if (list && more)
        memcpy(list + count * size, b, more * size);
    return list;
}

static bool merge_lists(struct tally_file *f, const struct report_coverage *from)
{
    struct report_coverage *c = &f->coverage;
    c->sources = join(&f->memory, c->sources, c->source_count, from->sources, from->source_count,
                      sizeof *c->sources);
    c->source_count += from->source_count;
    c->limited_rules =
        join(&f->memory, c->limited_rules, c->limited_rule_count, from->limited_rules,
             from->limited_rule_count, sizeof *c->limited_rules);
    c->limited_rule_count += from->limited_rule_count;
    return c->sources && c->limited_rules;
}

static void merge_counts(struct report_coverage *c, const struct report_coverage *from)
{
    c->files_read += from->files_read;
    c->files_skipped += from->files_skipped;
    c->files_failed += from->files_failed;
    c->files_unreached += from->files_unreached;
    c->files_garbled += from->files_garbled;
    c->hidden += from->hidden;
    c->duplicates += from->duplicates;
    c->special += from->special;
    c->resumed = c->resumed || from->resumed;
    c->logs_continued += from->logs_continued;
    c->logs_unchanged += from->logs_unchanged;
    c->bytes += from->bytes;
    c->lines += from->lines;
    c->long_lines += from->long_lines;
    c->outside += from->outside;
    c->out_of_reach += from->out_of_reach;
}

enum status tally_file_merge(struct tally_file *f, const struct tally_file *from, struct error *err)
{
    if (!same_window(&f->coverage.window, &from->coverage.window))
        return error_set(err, STATUS_INVALID, "is of another window of time (--since, --until)");
    if (!same_zone(&f->coverage, &from->coverage))
        return error_set(err, STATUS_INVALID, "shows times in another zone (--tz)");
    merge_counts(&f->coverage, &from->coverage);
    f->partial = f->partial || from->partial;
    return merge_lists(f, &from->coverage) && tally_merge(&f->tally, &from->tally)
               ? STATUS_OK
               : error_no_memory(err);
}

enum status tally_file_add_failure(struct tally_file *f, const char *path, const char *reason,
                                   struct error *err)
{
    struct report_source source = {.path = arena_copy(&f->memory, str_from(path)),
                                   .named = true,
                                   .status = "failed",
                                   .reason = arena_copy(&f->memory, str_from(reason))};
    struct report_coverage c = {.sources = &source, .source_count = 1, .files_failed = 1};
    merge_counts(&f->coverage, &c);
    return source.path && source.reason && merge_lists(f, &c) ? STATUS_OK : error_no_memory(err);
}

const struct renderer renderer_tally = {
    .id = "tally",
    .extension = TALLY_FILE_EXTENSION,
    .about = "for wsalog merge: the counts themselves",
    .raw = true,
    .render = render,
};
