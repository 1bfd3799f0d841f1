/*
 * The host that a log comes from, told by its path: where each server has its folder.
 *
 * A pattern is one of
 *
 * - a path with {host} where the host stands: `logs/{host}/`, `/srv/{host}/app-*.log`,
 *   `backup/{host}.zip`. {host} is (a part of) one folder's or file's name; * is any text within a
 *   name, ** any text, ? one byte. It is held against whole names anywhere in the path, from the
 *   root if it begins with a slash, and the first place where it fits counts; if it begins with
 *   {host}, against the end of the path, so that `{host}/` is the folder in which the log lies. A
 *   slash is also a backslash, and the ! before the member of an archive.
 * - a regular expression with a group of the name: `srv-(?<host>\w+)`, found anywhere in the path.
 */
#ifndef WSALOG_CONTEXT_PATH_HOST_H
#define WSALOG_CONTEXT_PATH_HOST_H

#include "base/error.h"
#include "base/str.h"

#define PATH_HOST_PATTERN_MAX 4096 /* bytes */

struct path_host;

/* STATUS_INVALID: the pattern is neither, or has a mistake, which `err` tells. `out` is NULL
 * unless all went well. */
enum status path_host_new(const char *pattern, struct path_host **out, struct error *err);
void path_host_free(struct path_host *p); /* NULL is fine */

/* A view into the path; empty when the pattern does not fit. For one thread at a time. */
struct str path_host_of(const struct path_host *p, struct str path);

#endif
