/*
 * wsalog.conf: what a line of a configuration says, before anybody asks what it means.
 *
 *     # a comment, on a line of its own or behind a value, after a blank
 *     min-confidence = certain
 *     title = "kept as it is # between quotes"
 *     [report]                        what follows is for one command
 *     [job web]                       or for a job
 *     path = /var/log/iis
 *
 * UTF-8 with or without a byte order mark, lines that end in LF or CRLF, 1 MiB at most. An empty
 * value is one too.
 */
#ifndef WSALOG_CLI_CONFIG_FILE_H
#define WSALOG_CLI_CONFIG_FILE_H

#include "base/arena.h"
#include "base/error.h"

struct config_line {
    const char *section; /* "": before the first one; the name of a command, or of a job */
    bool job;
    const char *name; /* "": the line is the head of the section */
    const char *value;
    unsigned number; /* from 1 */
};

struct config_file {
    const char *path; /* as given; not owned */
    struct config_line *lines;
    size_t count;
};

/* All of it in `memory`. STATUS_INVALID names file and line; STATUS_IO when it cannot be read. */
enum status config_file_read(const char *path, struct arena *memory, struct config_file *out,
                             struct error *err);

#endif
