/*
 * Renderers: one file each, ending in a const descriptor; the table of descriptors is the list of
 * formats for options, help and documents alike.
 */
#ifndef WSALOG_REPORT_RENDERER_H
#define WSALOG_REPORT_RENDERER_H

#include "report/model.h"

/* Where the text goes. The text renderer asks for colour, width and ASCII; others ignore them. */
struct render_style {
    bool color;
    bool ascii;         /* no bars or marks outside ASCII */
    unsigned width;     /* columns, 60 to 200; 0: no terminal, do not draw bars */
    bool full_coverage; /* every source, not only those with something to say */
    bool summary;       /* the ten lines that fit a chat message */
};

/* Rendered text is handed on in pieces. Returns false to stop (the target failed); the renderer
 * then returns STATUS_IO without a message: the owner of the sink knows why. */
struct sink {
    bool (*write)(void *state, struct str piece);
    void *state;
};

struct renderer {
    const char *id;        /* text, csv, html, json, md, prom, tally: for -f */
    const char *extension; /* .txt …: for -o */
    const char *about;     /* a line of help */
    bool raw;              /* it holds what logs tell as it is: no redaction reaches it */
    bool dated;            /* it states when it was made, whoever asks: options.made_s is needed */
    enum status (*render)(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err);
};

/* Each is the last thing in its file. */
extern const struct renderer renderer_text;       /* text.c */
extern const struct renderer renderer_csv;        /* csv.c */
extern const struct renderer renderer_html;       /* html.c */
extern const struct renderer renderer_json;       /* json.c */
extern const struct renderer renderer_markdown;   /* markdown.c */
extern const struct renderer renderer_prometheus; /* prometheus.c */

extern const struct renderer renderer_tally; /* tally_file.c */

/* All renderers, `count` of them, text first. */
const struct renderer *const *renderers(size_t *count);
const struct renderer *renderer_by_id(struct str id);
const struct renderer *renderer_by_extension(struct str path); /* any case; NULL: unknown */

#endif
