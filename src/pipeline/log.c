#include "pipeline/log.h"

#include <stdlib.h>
#include <string.h>

/* Syslog writes no year: it is taken from the file's own date. */
static void take_year(struct log *log, const struct source_info *info)
{
    if (!info->has_mtime)
        return;
    int64_t days = info->mtime_s / 86400 - (info->mtime_s % 86400 < 0);
    civil_date(days, &log->times.year, &log->times.month, &log->times.day);
}

enum status log_new(const char *path, const struct source_info *info, struct str head,
                    const struct log_options *options, struct log **out, struct error *err)
{
    size_t words = options->error_count / 64 + 1;
    struct log *log = calloc(1, sizeof *log);
    if (log) {
        log->path = strdup(path);
        log->line_errors = calloc(words, sizeof *log->line_errors);
        log->record_errors = calloc(words, sizeof *log->record_errors);
    }
    if (!log || !log->path || !log->line_errors || !log->record_errors) {
        log_free(log);
        return error_no_memory(err);
    }
    if (options->hosts)
        log->host = path_host_of(options->hosts, str_from(log->path));
    log->opened_as = *info;
    log->line_end = info->line_end;
    log->line_at_hand = log->record_at_hand = log->message_line = UINT64_MAX;
    take_year(log, info);
    struct str sniffed = str_slice(head, 0, SNIFF_BYTES);
    log->times.order =
        timestamp_sniff_order(sniffed, log->line_end, options->order, &log->date_basis);
    log->times.utc = timestamp_sniff_utc(sniffed, log->line_end);
    log->has_records = timestamp_sniff_records(sniffed, log->line_end, &log->times);
    *out = log;
    return STATUS_OK;
}

void log_free(struct log *log)
{
    if (!log)
        return;
    free(log->path);
    free(log->head);
    free(log->line_errors);
    free(log->record_errors);
    free(log);
}
