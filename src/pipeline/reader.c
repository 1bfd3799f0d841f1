#include "pipeline/reader.h"

static enum status open_next(struct reader *r, struct error *err)
{
    const struct walk_file *file = &r->walk->files[r->next_file++];
    struct source_options options = {.explicit_path = file->explicit_path};
    return source_open(file->path, &options, &r->source, err);
}

/* The first block is decoded here, not by a worker: it tells the log's profile. */
static enum status begin_log(struct reader *r, struct block *block, struct error *err)
{
    enum status status = block->owned_len ? block_decode(block, err) : STATUS_OK;
    if (status)
        return status;
    const struct walk_file *file = &r->walk->files[r->next_file - 1];
    status = log_new(file->path, source_info(r->source), block, r->error_count, &r->log, err);
    if (!status)
        r->log->named = file->explicit_path;
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
    source_close(r->source);
    r->source = NULL;
    r->log = NULL;
    return STATUS_OK;
}

void reader_release(struct reader *r)
{
    source_close(r->source);
    log_free(r->log);
    r->source = NULL;
    r->log = NULL;
}
