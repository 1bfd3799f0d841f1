#include "base/buf.h"
#include "base/os_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Most bytes that the names of one directory may take: ten million files and more. */
#define NAMES_MAX ((size_t)1 << 30)

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct os_entry *)a)->name, ((const struct os_entry *)b)->name);
}

/* Not every system, nor every file system, tells what an entry is. */
static bool is_regular(const struct dirent *entry)
{
#ifdef DT_REG
    return entry->d_type == DT_REG;
#else
    (void)entry;
    return false;
#endif
}

/* Collects the names, each with a byte before it that tells whether it is a regular file, and with
 * its NUL; and counts them. False with errno. */
static bool collect_names(DIR *dir, struct buf *names, size_t *count)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry)
            return errno == 0;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        buf_add_char(names, is_regular(entry));
        buf_add(names, (struct str){entry->d_name, strlen(entry->d_name) + 1});
        if (names->failed) {
            errno = ENOMEM;
            return false;
        }
        ++*count;
    }
}

/* One allocation: the entries, then the names that they point to. */
static struct os_entry *sorted_list(struct str names, size_t count)
{
    struct os_entry *list = malloc(count * sizeof *list + names.len + 1);
    if (!list)
        return NULL;
    char *at = (char *)(list + count);
    if (names.len)
        memcpy(at, names.ptr, names.len);
    for (size_t i = 0; i < count; i++) {
        list[i] = (struct os_entry){.name = at + 1, .regular = *at};
        at += strlen(at + 1) + 2;
    }
    if (count > 1)
        qsort(list, count, sizeof *list, compare_names);
    return list;
}

bool os_folder_open(const char *path, struct os_folder *out)
{
    out->dir = opendir(path);
    return out->dir != NULL;
}

int64_t os_folder_list(struct os_folder *f, struct os_entry **out)
{
    *out = NULL;
    struct buf names = BUF_INIT(NAMES_MAX);
    size_t count = 0;
    bool done = collect_names(f->dir, &names, &count);
    int reason = errno;
    if (done) {
        *out = sorted_list(buf_str(&names), count);
        reason = ENOMEM;
    }
    buf_release(&names);
    errno = reason;
    return *out ? (int64_t)count : -1;
}

void os_folder_close(struct os_folder *f)
{
    int reason = errno;
    if (f->dir)
        (void)closedir(f->dir);
    f->dir = NULL;
    errno = reason;
}

int64_t os_list_directory(const char *path, struct os_entry **out)
{
    struct os_folder folder;
    *out = NULL;
    if (!os_folder_open(path, &folder))
        return -1;
    int64_t count = os_folder_list(&folder, out);
    os_folder_close(&folder);
    return count;
}
