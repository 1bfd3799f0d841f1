#include "report/change.h"

#define ROW(name, id) id,
static const char *const ids[] = {REPORT_CHANGE_LIST(ROW)};
#undef ROW

const char *report_change_id(enum report_change_kind kind)
{
    return (unsigned)kind < REPORT_CHANGE_COUNT ? ids[kind] : "?";
}
