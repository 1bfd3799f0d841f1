#include "cli/alarms.h"

#include <stdlib.h>

#include "cli/console.h"

#define REASON_BYTES_MAX ((size_t)16 * 1024)

enum status alarms_init(const struct option_list *texts, bool compared,
                        const struct catalog *catalog, const struct diagnosis_set *diagnoses,
                        struct alarms *out, struct error *err)
{
    *out = (struct alarms){.items = calloc(texts->count + 1, sizeof *out->items)};
    enum status status = out->items ? STATUS_OK : error_no_memory(err);
    for (; out->count < texts->count && !status; out->count++) {
        struct threshold *t = &out->items[out->count];
        status = threshold_parse(str_from(texts->items[out->count]), catalog, diagnoses, t, err);
        if (!status && threshold_compares(t) && !compared)
            status = error_set(err, STATUS_INVALID, "--fail-on %s: needs --compare",
                               texts->items[out->count]);
    }
    return status;
}

void alarms_release(struct alarms *a)
{
    free(a->items);
    *a = (struct alarms){0};
}

enum status alarms_apply(const struct alarms *a, struct report_model *model, struct outcome *out,
                         struct error *err)
{
    struct report_alarm *alarms = arena_array(&model->memory, a->count + 1, sizeof *alarms);
    struct buf reason = BUF_INIT(REASON_BYTES_MAX);
    enum status status = alarms ? STATUS_OK : error_no_memory(err);
    for (size_t i = 0; i < a->count && !status; i++) {
        const struct threshold *t = &a->items[i];
        buf_clear(&reason);
        if (!threshold_holds(t, model, &reason))
            continue;
        struct report_alarm alarm = {arena_copy(&model->memory, t->text),
                                     arena_copy(&model->memory, buf_str(&reason))};
        if (!alarm.condition || !alarm.reason) {
            status = error_no_memory(err);
            break;
        }
        alarms[model->alarm_count++] = alarm;
        complain("alarm: %s (--fail-on %s)", alarm.reason, alarm.condition);
        out->condition = true;
    }
    model->alarms = alarms;
    buf_release(&reason);
    return status;
}
