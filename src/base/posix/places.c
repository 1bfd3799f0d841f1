#include <stdlib.h>

#include "base/buf.h"
#include "base/os_process.h"

#define PATH_BYTES_MAX ((size_t)64 * 1024)

static char *file_below(const char *folder, const char *between, const char *name)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    buf_add_format(&path, "%s%s/%s/%s.conf", folder, between, name, name);
    if (!path.failed)
        return path.ptr;
    buf_release(&path);
    return NULL;
}

char *os_system_configuration(const char *name)
{
    return file_below("/etc", "", name);
}

/* As the XDG Base Directory Specification has it, which says that a relative path is no answer. */
char *os_user_configuration(const char *name)
{
    const char *folder = os_environment("XDG_CONFIG_HOME");
    if (folder && folder[0] == '/')
        return file_below(folder, "", name);
    const char *home = os_environment("HOME");
    return home ? file_below(home, "/.config", name) : NULL;
}
