#include "cli/redacting.h"

#include <stdlib.h>

#include "base/os_file.h"
#include "report/redaction.h"

#define KEY_FILE_MAX ((size_t)1024 * 1024)
#define MAP_BYTES_MAX ((size_t)1024 * 1024 * 1024)

static const struct option rows[] = {
    {.name = "redact",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct redact_args, redact, bool),
     .recorded = true,
     .about =
         "replace addresses, hosts, users, shares, passwords and tokens by pseudonyms that are "
         "the same throughout the report"},
    {.name = "redact-key",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct redact_args, key, const char *),
     .value = "FILE",
     .about = "the same, with pseudonyms that agree between reports made with this key and tell "
              "nothing without it"},
    {.name = "redact-map",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct redact_args, map, const char *),
     .value = "FILE",
     .about = "the same, and write to FILE what each pseudonym stands for: for you alone"},
};
const struct option_table redact_options = {"Redaction", rows, sizeof rows / sizeof *rows};

static enum status read_key(const char *file, struct keyed_hash_key *key, struct error *err)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status status = os_read_whole(file, KEY_FILE_MAX, &bytes, &len, err);
    if (status)
        return status;
    if (len < REDACT_KEY_LEAST)
        status = error_set(err, STATUS_INVALID,
                           "%s: a key needs %d bytes or more; make one with: "
                           "head -c 32 /dev/urandom > %s",
                           file, REDACT_KEY_LEAST, file);
    else
        status = keyed_hash_key_from((struct str){bytes, len}, key, err);
    free(bytes);
    return status;
}

enum status redacting_init(const struct redact_args *args, struct redacting *out, struct error *err)
{
    *out = (struct redacting){.wanted = args->redact || args->key || args->map,
                              .keyed = args->key != NULL};
    return args->key ? read_key(args->key, &out->key, err) : STATUS_OK;
}

static enum status write_map(const char *file, const struct pseudonyms *p, struct error *err)
{
    struct buf text = BUF_INIT(MAP_BYTES_MAX);
    report_redaction_map(p, &text);
    struct os_output *output = NULL;
    enum status status = text.failed ? error_no_memory(err) : os_output_open(file, &output, err);
    if (!status) {
        os_output_keep_private(output);
        (void)os_output_write(output, buf_str(&text)); /* the commit tells */
        status = os_output_commit(output, err);
    }
    buf_release(&text);
    return status;
}

enum status redacting_apply(const struct redact_args *args, const struct redacting *r,
                            struct report_model *model, struct error *err)
{
    if (!r->wanted)
        return STATUS_OK;
    struct redactor *redactor = NULL;
    enum status status =
        redactor_new(redactions_builtin(), r->keyed ? &r->key : NULL, &redactor, err);
    if (!status)
        status = report_redact(model, redactor, err);
    if (!status && args->map)
        status = write_map(args->map, redactor_pseudonyms(redactor), err);
    redactor_free(redactor);
    return status;
}
