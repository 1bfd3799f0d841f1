#include "base/os_file.h"

#ifdef __linux__

#include <sys/vfs.h>

/* Numbers of file systems, as in statfs(2). Some have no name in any header of the C library. */
static const unsigned long made_up[] = {
    0x00009fa0, /* proc */
    0x62656572, /* sysfs */
    0x0027e0eb, /* cgroup */
    0x63677270, /* cgroup2 */
    0x64626720, /* debugfs */
    0x74726163, /* tracefs */
    0x73636673, /* securityfs */
    0x62656570, /* configfs */
    0xcafe4a11, /* bpf */
    0xde5e81e4, /* efivarfs */
    0xf97cff8c, /* selinuxfs */
    0x5a3c69f0, /* apparmorfs */
    0x43415d53, /* smackfs */
    0x42494e4d, /* binfmt_misc */
    0x65735543, /* fusectl */
    0x19800202, /* mqueue */
    0x00001cd1, /* devpts */
    0x6e736673, /* nsfs */
    0x67596969, /* rpc_pipefs */
    0x958458f6, /* hugetlbfs */
};

bool os_is_made_up(const char *path)
{
    struct statfs fs;
    if (statfs(path, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++)
        if (((unsigned long)fs.f_type & 0xffffffff) == made_up[i])
            return true;
    return false;
}

#else

/* Elsewhere nothing of the kind is in the way of logs. */
bool os_is_made_up(const char *path)
{
    (void)path;
    return false;
}

#endif
