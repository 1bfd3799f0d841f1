#include "input/path_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/os_file.h"
#include "input/utf16.h"

#define LIST_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Ends each path with a NUL, in place. A CR before the line end is no part of the path. */
static void split(char *text, size_t len)
{
    if (len == 0 || memchr(text, '\0', len))
        return;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\n')
            continue;
        text[i] = '\0';
        if (i && text[i - 1] == '\r')
            text[i - 1] = '\0';
    }
}

/* A list that was made on Windows begins with a byte order mark, and may be UTF-16, as PowerShell
 * writes it. False for want of memory. */
static bool take_mark(char **text, size_t *len)
{
    struct str all = {*text, *len};
    if (str_starts(all, STR("\xef\xbb\xbf"))) {
        *len -= 3;
        memmove(*text, *text + 3, *len + 1);
        return true;
    }
    bool little = str_starts(all, STR("\xff\xfe"));
    if (!little && !str_starts(all, STR("\xfe\xff")))
        return true;
    struct str wide = str_slice(all, 2, all.len);
    char *narrow = malloc(utf16_room(wide.len) + 1);
    if (!narrow)
        return false;
    *len = utf16_to_utf8(wide, little ? ENCODING_UTF16LE : ENCODING_UTF16BE, narrow);
    narrow[*len] = '\0';
    free(*text);
    *text = narrow;
    return true;
}

static size_t count_paths(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += text[i] != '\0' && (i == 0 || text[i - 1] == '\0');
    return count;
}

enum status path_list_read(struct path_list *list, const char *const *paths, size_t count,
                           const char *from, struct error *err)
{
    *list = (struct path_list){0};
    size_t len = 0;
    if (from) {
        enum status status = os_read_whole(from, LIST_BYTES_MAX, &list->text, &len, err);
        if (status)
            return status;
        if (!take_mark(&list->text, &len)) {
            path_list_release(list);
            return error_no_memory(err);
        }
        split(list->text, len);
    }
    list->items = calloc(count + count_paths(list->text, len) + 1, sizeof *list->items);
    if (!list->items) {
        path_list_release(list);
        return error_no_memory(err);
    }
    for (size_t i = 0; i < count; i++)
        list->items[list->count++] = paths[i];
    for (size_t i = 0; i < len; i++)
        if (list->text[i] != '\0' && (i == 0 || list->text[i - 1] == '\0'))
            list->items[list->count++] = list->text + i;
    return STATUS_OK;
}

void path_list_release(struct path_list *list)
{
    free(list->items);
    free(list->text);
    *list = (struct path_list){0};
}
