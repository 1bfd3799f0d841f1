#include "report/nights.h"

#include "report/asset.h"
#include "report/markup.h"
#include "report/phrase.h"

#define DAY_MS ((int64_t)86400000)

static const char description_begin[] = "<meta name=\"description\" content=\"";

bool nights_is_own(struct str head)
{
    return str_find(head, STR("<meta name=\"generator\" content=\"wsalog\">"), 0) != SIZE_MAX;
}

/* The page may be anybody's who can write to the folder: what is taken over is text, in which
 * nothing can begin or end a tag. */
const char *nights_description(struct str head, struct arena *memory)
{
    struct str none = {"", 0}, text = none;
    size_t at = str_find(head, str_from(description_begin), 0);
    if (at != SIZE_MAX && nights_is_own(head)) {
        text = str_slice(head, at + sizeof description_begin - 1, head.len);
        size_t end = str_find(text, STR("\""), 0);
        text = end == SIZE_MAX ? none : str_slice(text, 0, end);
    }
    bool marked = str_count(text, '<') || str_count(text, '>') || str_count(text, '\0');
    return arena_copy(memory, marked ? none : text);
}

/* A name as a link to the folder of the page: all but letters, digits and -._~ is encoded. */
static void add_link(struct buf *out, const char *name)
{
    buf_add_text(out, "<a href=\"./");
    for (const char *at = name; *at; at++) {
        bool plain = ascii_is_alpha(*at) || ascii_is_digit(*at) || strchr("-._~", *at);
        buf_add_format(out, plain ? "%c" : "%%%02X", (unsigned char)*at);
    }
    buf_add_text(out, "\">");
    markup_text(out, str_from(name));
    buf_add_text(out, "</a>");
}

static void add_night(struct buf *out, const struct night *night)
{
    struct buf time = BUF_INIT(64);
    bool day = night->time.wall_ms % DAY_MS == 0;
    buf_add_text(out, "<tr><th scope=\"row\">");
    phrase_time(&time, night->time);
    buf_add(out, str_slice(buf_str(&time), 0, day ? sizeof "2026-11-20" - 1 : time.len));
    buf_release(&time);
    if (night->serial > 1)
        buf_add_format(out, " (%u)", night->serial);
    buf_add_format(out, "</th><td>%s</td><td>", night->description);
    for (size_t i = 0; i < night->file_count; i++) {
        buf_add_text(out, i ? "<br>" : "");
        add_link(out, night->files[i]);
    }
    buf_add_text(out, "</td></tr>\n");
}

static void add_head(struct buf *out)
{
    buf_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    buf_add_format(out,
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
                   report_stylesheet.sha256);
    buf_add_text(out, "<meta name=\"generator\" content=\"wsalog\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<title>Winsock errors by night</title>\n<style>");
    buf_add(out, report_stylesheet.text);
    buf_add_text(out, "</style>\n</head>\n<body>\n<header class=\"wrap\">\n"
                      "<p class=\"eyebrow\">Windows Sockets error reports</p>\n"
                      "<h1>Winsock errors by night</h1>\n</header>\n");
}

void nights_render(const struct night *nights, size_t count, struct buf *out)
{
    add_head(out);
    buf_add_text(out, "<main class=\"wrap\">\n<p class=\"lead\">");
    phrase_count(out, count, "report", "reports");
    buf_add_text(out, ", the newest first.</p>\n<div class=\"card\"><section class=\"scroll\" "
                      "tabindex=\"0\" aria-label=\"Reports\">\n<table>\n<thead><tr>"
                      "<th scope=\"col\">Night</th><th scope=\"col\">What it came to</th>"
                      "<th scope=\"col\">Report</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++)
        add_night(out, &nights[i]);
    buf_add_text(out, "</tbody>\n</table>\n</section>\n</div>\n</main>\n</body>\n</html>\n");
}
