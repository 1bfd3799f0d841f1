#include "engine/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/os_file.h"

/* What libcyaml logs on a failure: the reason, then a backtrace from the inside out. */
struct complaint {
    char reason[256];
    int line; /* of the innermost place, 0 when none was named */
};

static void listen(cyaml_log_t level, void *context, const char *format, va_list args)
{
    (void)level;
    struct complaint *c = context;
    char text[256];
    /* The format is libcyaml's own. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)vsnprintf(text, sizeof text, format, args);
#pragma GCC diagnostic pop
    text[strcspn(text, "\r\n")] = '\0';
    if (!c->reason[0]) {
        const char *words = strncmp(text, "Load: ", 6) == 0 ? text + 6 : text;
        (void)snprintf(c->reason, sizeof c->reason, "%s", words);
    }
    const char *place = strstr(text, "(line: ");
    if (place && !c->line)
        c->line = (int)strtol(place + 7, NULL, 10);
}

static const cyaml_config_t *config_with(cyaml_config_t *config, struct complaint *complaint)
{
    *config = (cyaml_config_t){
        .log_fn = listen,
        .log_ctx = complaint,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = cyaml_mem,
        /* No aliases: a few lines of YAML could otherwise unfold to gigabytes. */
        .flags = CYAML_CFG_NO_ALIAS,
    };
    return config;
}

/* libcyaml names the entry that a syntax error is in; libyaml knows the line itself. */
static void sharpen_syntax_error(struct str text, struct complaint *c)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            (void)snprintf(c->reason, sizeof c->reason, "%s",
                           parser.problem ? parser.problem : "not YAML");
            c->line = (int)parser.problem_mark.line + 1;
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

enum status yaml_read(const char *file, struct str text, const cyaml_schema_value_t *schema,
                      void **out, struct error *err)
{
    struct complaint complaint = {0};
    cyaml_config_t config;
    cyaml_data_t *data = NULL;
    cyaml_err_t rc = cyaml_load_data((const uint8_t *)text.ptr, text.len,
                                     config_with(&config, &complaint), schema, &data, NULL);
    if (rc == CYAML_OK) {
        *out = data;
        return STATUS_OK;
    }
    if (rc == CYAML_ERR_OOM)
        return error_no_memory(err);
    if (rc == CYAML_ERR_LIBYAML_PARSER)
        sharpen_syntax_error(text, &complaint);
    return error_set(err, STATUS_INVALID, "%s:%d: %s", file, complaint.line ? complaint.line : 1,
                     complaint.reason[0] ? complaint.reason : cyaml_strerror(rc));
}

void yaml_release(const cyaml_schema_value_t *schema, void *data)
{
    struct complaint complaint = {0};
    cyaml_config_t config;
    (void)cyaml_free(config_with(&config, &complaint), schema, data, 0);
}

struct item_finder {
    const char *key;
    int *lines;
    size_t room;
    size_t found;
    int depth;
    bool at_key; /* the next scalar of depth 1 is a key */
    bool wanted; /* inside the sequence of the key */
};

/* Follows the nesting by one event. Depth 1 is the top-level mapping, 2 the wanted sequence. */
static void follow(struct item_finder *f, const yaml_event_t *event)
{
    bool opens =
        event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
    bool closes = event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;
    if (f->depth == 1 && event->type == YAML_SCALAR_EVENT) {
        if (f->at_key)
            f->wanted = strcmp((const char *)event->data.scalar.value, f->key) == 0;
        f->at_key = !f->at_key;
    } else if (f->depth == 2 && f->wanted && (opens || event->type == YAML_SCALAR_EVENT)) {
        if (f->found < f->room)
            f->lines[f->found] = (int)event->start_mark.line + 1;
        f->found++;
    }
    if (opens)
        f->depth++;
    if (closes)
        f->depth--;
    if (f->depth == 1 && (opens || closes)) {
        f->at_key = true;
        f->wanted = f->wanted && opens;
    }
}

size_t yaml_item_lines(struct str text, const char *key, int *lines, size_t room)
{
    struct item_finder finder = {.key = key, .lines = lines, .room = room};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return 0;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            break;
        more = event.type != YAML_STREAM_END_EVENT;
        follow(&finder, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return finder.found;
}

enum status yaml_file_read(const char *path, const cyaml_schema_value_t *schema,
                           struct yaml_file *out, struct error *err)
{
    *out = (struct yaml_file){.path = path, .schema = schema};
    enum status status = os_read_whole(path, YAML_FILE_MAX, &out->text, &out->len, err);
    return status ? status
                  : yaml_read(path, (struct str){out->text, out->len}, schema, &out->data, err);
}

void yaml_file_release(struct yaml_file *f)
{
    if (f->data)
        yaml_release(f->schema, f->data);
    free(f->text);
    *f = (struct yaml_file){0};
}

void yaml_file_lines(const struct yaml_file *f, const char *key, int *lines, size_t count)
{
    memset(lines, 0, count * sizeof *lines);
    (void)yaml_item_lines((struct str){f->text, f->len}, key, lines, count);
}
