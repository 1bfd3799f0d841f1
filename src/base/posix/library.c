#include "base/os_library.h"

#include <dlfcn.h>
#include <string.h>

static const char *reason(void)
{
    const char *text = dlerror();
    return text ? text : "unknown error";
}

enum status os_library_load(const char *library, const char *const *names, size_t count,
                            void *table, struct error *err)
{
    /* Not closed: the next one who needs it finds it at once. */
    void *loaded = dlopen(library, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (!loaded)
        return error_set(err, STATUS_NOT_FOUND, "cannot load %s", reason());
    char *to = table;
    for (size_t i = 0; i < count; i++) {
        void *function = dlsym(loaded, names[i]);
        if (!function)
            return error_set(err, STATUS_NOT_FOUND, "cannot load %s", reason());
        /* POSIX has it that a pointer to a function fits. */
        memcpy(to + i * sizeof function, &function, sizeof function);
    }
    return STATUS_OK;
}
