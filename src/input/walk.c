#include "input/walk.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/os_process.h"
#include "input/seen.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 256
#define OPEN_MAX 32 /* folders that are kept open, each in the one before */
#define DEVICE_NONE UINT64_MAX
#define MADE_UP "made up by the kernel, as /proc is; a file there is only read when it is named"
#define GLOB_MAX 4096
#define PATH_BYTES_MAX ((size_t)1 << 20)                    /* of one path */
#define WALK_BYTES_MAX ((size_t)2 * 1024 * 1024 * 1024 - 1) /* of all of them */

struct walker {
    const struct walk_options *options;
    struct walk *out;
    size_t file_room; /* of its lists */
    size_t problem_room;
    struct seen seen; /* the note is a file's place in out->files, from 1; 0 for a folder */
    struct buf path;  /* of where we are */
    size_t root;      /* how much of it the user has named */
    uint64_t device;  /* of the folder that is being walked */
    uint64_t bytes;   /* of the files that were asked about */
    bool over;        /* no more files are wanted */
};

/* ---- lists ---------------------------------------------------------------------------------- */

static bool add_file(struct walker *w, const char *path, struct walk_file file)
{
    struct walk_file *files =
        list_grown(w->out->files, w->out->file_count, &w->file_room, sizeof *files);
    if (files)
        w->out->files = files;
    char *copy = arena_copy(&w->out->memory, str_from(path));
    if (!files || !copy)
        return false;
    file.path = copy;
    files[w->out->file_count++] = file;
    const struct walk_options *o = w->options;
    w->over = o->found && !o->found(o->state, &files[w->out->file_count - 1]);
    return true;
}

static bool add_problem(struct walker *w, const char *path, const char *reason, bool named)
{
    struct walk_problem *list =
        list_grown(w->out->problems, w->out->problem_count, &w->problem_room, sizeof *list);
    if (list)
        w->out->problems = list;
    char *path_copy = arena_copy(&w->out->memory, str_from(path));
    char *reason_copy = arena_copy(&w->out->memory, str_from(reason));
    if (!list || !path_copy || !reason_copy)
        return false;
    list[w->out->problem_count++] =
        (struct walk_problem){.path = path_copy, .reason = reason_copy, .named = named};
    return true;
}

static bool pass_made_up(struct walker *w, bool named)
{
    bool done = add_problem(w, buf_text(&w->path), MADE_UP, named);
    if (done)
        w->out->problems[w->out->problem_count - 1].by_rule = true;
    return done;
}

/* ---- globs ---------------------------------------------------------------------------------- */

static const char *after_dots(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

/* A pattern without a slash is held against the name; one with a slash against the path, as shown
 * and from the folder that the user named. A slash at the end asks for a folder, one at the start
 * for the beginning of the path. */
static bool glob_matches(const char *glob, const struct walker *w, const char *name,
                         enum os_kind kind)
{
    size_t len = strlen(glob);
    char own[GLOB_MAX];
    if (len >= sizeof own)
        return false;
    if (len > 1 && glob[len - 1] == '/') {
        if (kind != OS_DIRECTORY)
            return false;
        memcpy(own, glob, len - 1);
        own[len - 1] = '\0';
        glob = own;
    }
    if (!strchr(glob, '/'))
        return os_glob_match(glob, name);
    const char *path = after_dots(buf_text(&w->path));
    const char *inside = buf_text(&w->path) + w->root;
    while (*inside == '/')
        inside++;
    return os_glob_match(after_dots(glob), path) ||
           os_glob_match(*glob == '/' ? glob + 1 : after_dots(glob), inside);
}

static bool any_matches(const char *const *globs, size_t count, const struct walker *w,
                        const char *name, enum os_kind kind)
{
    for (size_t i = 0; i < count; i++)
        if (glob_matches(globs[i], w, name, kind))
            return true;
    return false;
}

static bool is_wanted(const struct walker *w, const char *name, enum os_kind kind)
{
    const struct walk_options *o = w->options;
    if (any_matches(o->exclude, o->exclude_count, w, name, kind))
        return false; /* a folder too: what is in it is not looked at */
    return kind == OS_DIRECTORY || o->include_count == 0 ||
           any_matches(o->include, o->include_count, w, name, kind);
}

/* ---- walking -------------------------------------------------------------------------------- */

static bool walk_folder(struct walker *w, unsigned depth, bool named);

static bool walk_device(struct walker *w, uint64_t device, unsigned depth, bool named)
{
    uint64_t around = w->device;
    w->device = device;
    bool done = walk_folder(w, depth, named);
    w->device = around;
    return done;
}

/* Of what is not on the same device as its folder only. */
static bool is_made_up(const struct walker *w, const struct os_stat *st, bool named)
{
    return st->device != w->device && !(named && st->kind != OS_DIRECTORY) &&
           os_is_made_up(buf_text(&w->path));
}

/* Takes up a file or folder, named or found; the path stands in w->path. */
static bool take(struct walker *w, const struct os_stat *st, unsigned depth, bool named)
{
    if (is_made_up(w, st, named))
        return pass_made_up(w, named);
    bool before;
    size_t *note = seen_meet(&w->seen, st, &before);
    if (!note)
        return false;
    if (before) {
        w->out->duplicates++;
        if (named && *note) /* found first, named later */
            w->out->files[*note - 1].explicit_path = true;
        return true;
    }
    if (st->kind == OS_DIRECTORY)
        return walk_device(w, st->device, depth, named);
    struct walk_file file = {.explicit_path = named,
                             .bytes = st->kind == OS_REGULAR ? st->size : UINT64_MAX};
    if (!add_file(w, buf_text(&w->path), file))
        return false;
    w->bytes += st->size;
    *note = w->out->file_count;
    return true;
}

/* An entry of which the system tells nothing: a link that goes round in a circle is met again and
 * again; another one may lead to a file that is not there, or not any more. */
static bool pass_unknown(struct walker *w)
{
    char target[1];
    bool circle = os_too_many_links();
    const char *reason = os_reason();
    if (circle) {
        w->out->duplicates++;
        return true;
    }
    if (os_link_target(w->path.ptr, target, sizeof target))
        reason = "a link to what is not there, or cannot be reached";
    return add_problem(w, w->path.ptr, reason, false);
}

/* An entry of the folder in w->path, which is the same again afterwards. */
static bool visit(struct walker *w, const struct os_folder *folder, const struct os_entry *entry,
                  unsigned depth)
{
    const char *name = entry->name;
    if (*name == '.') {
        w->out->hidden++;
        return true;
    }
    size_t before = w->path.len;
    if (before && w->path.ptr[before - 1] != '/')
        buf_add_char(&w->path, '/');
    buf_add_text(&w->path, name);
    if (w->path.failed)
        return false;

    bool done = true;
    struct os_stat st;
    if (entry->regular && w->options->ask_up_to && w->bytes >= w->options->ask_up_to)
        done = !is_wanted(w, name, OS_REGULAR) ||
               add_file(w, buf_text(&w->path), (struct walk_file){.unasked = true});
    else if (!(folder->dir ? os_folder_stat(folder, name, &st) : os_stat_path(w->path.ptr, &st)))
        done = pass_unknown(w);
    else if (!is_wanted(w, name, st.kind))
        done = true;
    else if (st.kind == OS_REGULAR || st.kind == OS_DIRECTORY)
        done = take(w, &st, depth + 1, false);
    else
        w->out->special++;
    w->path.len = before;
    w->path.ptr[before] = '\0';
    return done;
}

static bool walk_folder(struct walker *w, unsigned depth, bool named)
{
    if (depth >= DEPTH_MAX)
        return add_problem(w, buf_text(&w->path), "too many folders deep", false);
    struct os_entry *entries = NULL;
    struct os_folder folder;
    int64_t count =
        os_folder_open(buf_text(&w->path), &folder) ? os_folder_list(&folder, &entries) : -1;
    bool done = count >= 0 || add_problem(w, buf_text(&w->path), os_reason(), named);
    if (depth >= OPEN_MAX)
        os_folder_close(&folder);
    for (int64_t i = 0; i < count && done && !w->over && !os_interrupted(); i++)
        done = visit(w, &folder, &entries[i], depth);
    os_folder_close(&folder);
    free(entries);
    return done;
}

/* A path that the user named; "-" is what standard input is. */
static bool walk_named(struct walker *w, const char *path)
{
    buf_clear(&w->path);
    buf_add_text(&w->path, path);
    if (w->path.failed)
        return false;
    w->root = w->path.len;

    struct os_stat st;
    bool there;
    if (strcmp(path, "-") == 0) {
        struct os_file in;
        there = os_open_read(path, &in, &st);
        os_close(&in);
    } else {
        there = os_stat_path(path, &st);
    }
    return there ? take(w, &st, 0, true) : add_problem(w, path, os_reason(), true);
}

/* An output of an earlier run is met like a file that was read before. */
static bool pass_over_outputs(struct walker *w)
{
    for (size_t i = 0; i < w->options->output_count; i++) {
        struct os_stat st;
        bool before;
        if (os_stat_path(w->options->outputs[i], &st) && st.kind == OS_REGULAR &&
            !seen_meet(&w->seen, &st, &before))
            return false;
    }
    return true;
}

enum status walk_paths(const char *const *paths, size_t path_count,
                       const struct walk_options *options, struct walk *out, struct error *err)
{
    *out = (struct walk){.memory = ARENA_INIT(WALK_BYTES_MAX)};
    struct walker w = {
        .options = options,
        .out = out,
        .seen = SEEN_INIT,
        .path = BUF_INIT(PATH_BYTES_MAX),
        .device = DEVICE_NONE,
    };
    bool done = pass_over_outputs(&w);
    for (size_t i = 0; i < path_count && done && !w.over; i++)
        done = walk_named(&w, paths[i]);
    seen_release(&w.seen);
    buf_release(&w.path);
    return done ? STATUS_OK : error_no_memory(err);
}

void walk_release(struct walk *w)
{
    free(w->files);
    free(w->problems);
    arena_release(&w->memory);
    *w = (struct walk){.memory = ARENA_INIT(WALK_BYTES_MAX)};
}
