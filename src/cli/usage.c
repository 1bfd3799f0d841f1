#include "cli/usage.h"

#include <stdio.h>

#include "base/os_file.h"
#include "cli/sheet.h"

#define MARGIN 2
#define INDENT 27 /* column at which descriptions of options begin */
#define LABEL_MAX 80

/* Which values are right and which one holds when none is given, from the row itself. */
static void add_about(const struct option *row, struct buf *about)
{
    buf_add_text(about, row->about);
    if (row->kind == OPTION_LIST)
        buf_add_text(about, " (repeatable)");
    if (row->kind == OPTION_CHOICE) {
        for (size_t i = 0; row->choice(i); i++)
            buf_add_format(about, "%s%s", i ? ", " : ": ", row->choice(i));
        buf_add_format(about, " [%s]", row->choice((size_t)row->fallback));
    }
    if (row->kind == OPTION_NUMBER && row->fallback != row->least)
        buf_add_format(about, " [%lld]", (long long)row->fallback);
}

static void add_option(const struct option *row, struct page *p)
{
    char label[LABEL_MAX];
    struct buf *about = page_scratch(p);
    (void)snprintf(label, sizeof label, "%c%c%c --%s%s%s", row->letter ? '-' : ' ',
                   row->letter ? row->letter : ' ', row->letter ? ',' : ' ', row->name,
                   row->value ? " " : "", row->value ? row->value : "");
    add_about(row, about);
    page_item(p, label, buf_str(about), MARGIN, INDENT);
}

static void add_table(const struct option_table *table, struct page *p)
{
    page_line(p);
    page_put(p, INK_STRONG, str_from(table->title));
    page_line(p);
    for (size_t i = 0; i < table->count; i++)
        add_option(&table->rows[i], p);
}

static void add_options(const struct command *command, struct page *p)
{
    for (const struct option_use *use = command->uses; use->table; use++)
        add_table(use->table, p);
    for (const struct option_use *use = options_common(); use->table; use++)
        add_table(use->table, p);
    if (!command->details)
        return;
    page_line(p);
    page_put(p, INK_PLAIN, str_from(command->details));
}

void usage_program(const struct command *const *commands, struct page *p)
{
    page_command(p, 0, STR("Usage: wsalog [COMMAND] [OPTION]... [PATH]..."));
    page_line(p);
    page_paragraph(p, INK_PLAIN, 0,
                   STR("Finds, counts and explains Windows Sockets (Winsock) errors in log files. "
                       "PATH is a file, a directory, or - for standard input."));
    page_line(p);
    page_put(p, INK_STRONG, STR("Commands"));
    page_line(p);
    for (size_t i = 0; commands[i]; i++)
        page_item(p, commands[i]->name, str_from(commands[i]->about), MARGIN, 12);
    page_line(p);
    struct buf *text = page_scratch(p);
    buf_add_format(text,
                   "'wsalog help COMMAND' shows the options of a command. These are those of %s, "
                   "which is meant when no command is given.",
                   commands[0]->name);
    page_paragraph(p, INK_PLAIN, 0, buf_str(text));
    add_options(commands[0], p);
}

void usage_command(const struct command *command, struct page *p)
{
    struct buf *text = page_scratch(p);
    buf_add_format(text, "Usage: wsalog %s", command->synopsis);
    page_command(p, 0, buf_str(text));
    page_line(p);
    page_paragraph(p, INK_PLAIN, 0, str_from(command->about));
    add_options(command, p);
}

void usage_tell(const struct command *command, struct outcome *out)
{
    struct buf text = BUF_INIT(STREAM_BYTES_MAX);
    buf_add_format(&text, "Usage: wsalog %s\nTry 'wsalog help %s'.\n", command->synopsis,
                   command->name);
    (void)os_write_fd(2, buf_str(&text)); /* there is nobody left to tell */
    buf_release(&text);
    out->unusable = true;
}
