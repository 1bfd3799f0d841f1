#include "pipeline/reader.h"

static enum status open_next(struct reader *r, struct error *err)
{
    const struct walk_file *file = &r->walk->files[r->next_file++];
    struct source_options options = r->options;
    options.explicit_path = file->explicit_path;
    return source_open(file->path, &options, &r->source, err);
}

/* The first block tells the log's profile. */
static enum status begin_log(struct reader *r, struct block *block, struct error *err)
{
    const struct source_info *info = source_info(r->source);
    enum status status = log_new(source_name(r->source), info, block, &r->logs, &r->log, err);
    if (!status) /* what is binary in an archive is skipped by rule */
        r->log->named = r->walk->files[r->next_file - 1].explicit_path && !info->binary;
    return status;
}

enum status reader_next(struct reader *r, struct block *block, enum reading *what, struct log **log,
                        struct source_info *info, struct error *err)
{
    enum status status = STATUS_OK;
    *what = READING_DONE;
    if (!r->source) {
        if (r->next_file == r->walk->file_count)
            return STATUS_OK;
        if ((status = open_next(r, err)))
            return status;
    }
    if ((status = source_read(r->source, block, err)) ||
        (!r->log && (status = begin_log(r, block, err))))
        return status;
    *log = r->log;
    if (block->owned_len) {
        *what = READING_BLOCK;
        return STATUS_OK;
    }
    *what = READING_LOG_END;
    *info = *source_info(r->source);
    r->log = NULL;
    bool more;
    status = source_next(r->source, &more, err);
    if (status || !more) {
        source_close(r->source);
        r->source = NULL;
    }
    return status;
}

void reader_release(struct reader *r)
{
    source_close(r->source);
    log_free(r->log);
    r->source = NULL;
    r->log = NULL;
}
