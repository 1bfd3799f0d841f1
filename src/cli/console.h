/*
 * Standard output and standard error. Only this folder writes to them.
 *
 * Output is gathered and written in large pieces. When the reader of a pipe has gone away, writing
 * stops quietly; any other failure is remembered with the system's reason.
 */
#ifndef WSALOG_CLI_CONSOLE_H
#define WSALOG_CLI_CONSOLE_H

#include "base/buf.h"
#include "cli/options.h"
#include "cli/outcome.h"
#include "report/renderer.h"

struct console {
    struct buf pending;
    bool closed;      /* the reader has gone away */
    bool failed;      /* anything else; reason says what */
    char reason[256]; /* the system's words */
};

void console_init(struct console *c);
bool console_write(struct console *c, struct str piece); /* false: no use going on */
bool console_print(struct console *c, const struct buf *text);
struct sink console_sink(struct console *c);

/* Writes what is left and releases. `status` and `err`: of what was rendered to it (STATUS_IO means
 * that the console refused). A failure is told on standard error and noted in `out`. */
void console_finish(struct console *c, enum status status, const struct error *err,
                    struct outcome *out);

/* One message on standard error, "wsalog: …", made safe to show; when the system's journal reads
 * it, with a priority in front. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void complain(const char *format, ...);

/* The same, and the run is unusable. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void fail(struct outcome *out, const char *format, ...);

/* One that is no complaint: for the journal alone, where it tells that a run has ended well. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void inform_journal(const char *format, ...);

/* --color. */
enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
struct display_args {
    size_t color; /* enum color_choice */
};
extern const struct option_table display_options;
bool color_wanted(const struct display_args *args); /* honours NO_COLOR and TERM=dumb */

/* How text looks on standard output: colours, width, and marks that the locale can show. */
struct render_style console_style(const struct display_args *args);

/* Whether a terminal is likely to show more than ASCII. */
bool locale_is_utf8(void);

#endif
