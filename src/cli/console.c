#include "cli/console.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/os_process.h"
#include "base/utf8.h"

#define STDOUT 1
#define STDERR 2
#define PENDING_BYTES ((size_t)64 * 1024) /* written when so much has gathered */
#define MESSAGE_MAX 8192

void console_init(struct console *c)
{
    *c = (struct console){.pending = BUF_INIT(2 * PENDING_BYTES)};
}

static void write_out(struct console *c, struct str piece)
{
    if (c->failed || c->closed || piece.len == 0 || os_write_fd(STDOUT, piece))
        return;
    if (os_broken_pipe()) {
        c->closed = true;
        return;
    }
    c->failed = true;
    (void)snprintf(c->reason, sizeof c->reason, "%s", os_reason());
}

static void flush(struct console *c)
{
    write_out(c, buf_str(&c->pending));
    buf_clear(&c->pending);
}

bool console_write(struct console *c, struct str piece)
{
    if (c->pending.len + piece.len > PENDING_BYTES)
        flush(c);
    if (piece.len > PENDING_BYTES)
        write_out(c, piece);
    else
        buf_add(&c->pending, piece);
    if (c->pending.failed) { /* no memory to gather in: write as it comes */
        write_out(c, piece);
        buf_clear(&c->pending);
    }
    return !c->failed && !c->closed;
}

bool console_print(struct console *c, const struct buf *text)
{
    return console_write(c, buf_str(text));
}

static bool sink_write(void *state, struct str piece)
{
    return console_write(state, piece);
}

struct sink console_sink(struct console *c)
{
    return (struct sink){sink_write, c};
}

void console_finish(struct console *c, enum status status, const struct error *err,
                    struct outcome *out)
{
    flush(c);
    buf_release(&c->pending);
    if (c->failed)
        fail(out, "standard output: %s", c->reason);
    else if (status && status != STATUS_IO)
        fail(out, "%s", err->text);
}

/* Makes a message safe where it stands, for when there is no memory for more. */
static struct str make_plain(char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++)
        if (text[i] < ' ' || text[i] > '~')
            text[i] = '?';
    text[len] = '\n'; /* in place of the NUL */
    return (struct str){text, len + 1};
}

/* As syslog(3) numbers them. */
enum priority { PRIORITY_ERROR = 3, PRIORITY_WARNING = 4, PRIORITY_INFO = 6 };

/* The journal knows who speaks and wants to know how much it matters; see sd-daemon(3). */
static void add_prefix(struct buf *line, enum priority priority)
{
    if (os_journal_listens())
        buf_add_format(line, "<%d>", (int)priority);
    else
        buf_add_text(line, "wsalog: ");
}

/* The format stands in the callers, where the compiler checks it. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 0)))
#endif
static void
tell(enum priority priority, const char *format, va_list args)
{
    char text[MESSAGE_MAX];
    (void)vsnprintf(text, sizeof text, format, args);
    struct buf line = BUF_INIT(sizeof text * 16);
    add_prefix(&line, priority);
    utf8_add_visible(&line, str_from(text));
    buf_add_char(&line, '\n');
    /* If that fails there is nobody left to tell. */
    (void)os_write_fd(STDERR, line.failed ? make_plain(text) : buf_str(&line));
    buf_release(&line);
}

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(PRIORITY_WARNING, format, args);
    va_end(args);
}

void inform_journal(const char *format, ...)
{
    va_list args;
    if (!os_journal_listens())
        return;
    va_start(args, format);
    tell(PRIORITY_INFO, format, args);
    va_end(args);
}

void fail(struct outcome *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(PRIORITY_ERROR, format, args);
    va_end(args);
    out->unusable = true;
}

/* In the order of enum color_choice. */
static const char *color_choices(size_t index)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[index];
}

static const struct option display_rows[] = {
    {.name = "color",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct display_args, color, size_t),
     .value = "WHEN",
     .choice = color_choices,
     .about = "when to colour standard output (honours NO_COLOR)"},
};
const struct option_table display_options = {"Display", display_rows,
                                             sizeof display_rows / sizeof *display_rows};

bool color_wanted(const struct display_args *args)
{
    if (args->color != COLOR_AUTO)
        return args->color == COLOR_ALWAYS;
    const char *terminal = os_environment("TERM");
    return os_fd_kind(STDOUT) == OS_TERMINAL && !os_environment("NO_COLOR") && terminal &&
           strcmp(terminal, "dumb") != 0;
}

bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str value = str_from(os_environment(names[i]));
        if (value.len)
            return str_find_nocase(value, STR("utf-8"), 0) != SIZE_MAX ||
                   str_find_nocase(value, STR("utf8"), 0) != SIZE_MAX;
    }
    return false;
}

/* A pipe always gets the same bytes, whatever the locale: only a terminal may fail to show them. */
struct render_style console_style(const struct display_args *args)
{
    bool terminal = os_fd_kind(STDOUT) == OS_TERMINAL;
    return (struct render_style){
        .color = color_wanted(args),
        .ascii = terminal && !locale_is_utf8(),
        .width = terminal ? os_terminal_width(STDOUT) : 0,
    };
}
