/*
 * What a time zone consists of: the changes of its clock so far, and the rule for those to come.
 */
#ifndef WSALOG_BASE_ZONE_TABLE_H
#define WSALOG_BASE_ZONE_TABLE_H

#include "base/error.h"
#include "base/str.h"

/* A day of every year, and the time on it by the clock before the change. */
struct zone_change {
    enum { ZONE_DAY_OF_YEAR, ZONE_DAY_WITHOUT_LEAP, ZONE_WEEKDAY } kind;
    int month;  /* 1-12, of a weekday */
    int week;   /* 1-5, 5 is the last one */
    int day;    /* 0-365; 1-365, the 29th of February not counted; weekday 0-6 from Sunday */
    int time_s; /* from midnight; may be before it or days later */
};

/* The rule that a POSIX TZ string states: CET-1CEST,M3.5.0,M10.5.0/3. Seconds east of UTC. */
struct zone_rule {
    int standard_s;
    int summer_s;
    bool has_summer;
    struct zone_change start, end; /* of the summer time */
};

/* False when the text is no such string. */
bool zone_rule_parse(struct str text, struct zone_rule *out);
int zone_rule_offset(const struct zone_rule *rule, int64_t utc_s);

struct zone_table {
    int64_t *at;       /* owned; ascending: from then on ... */
    int32_t *offset_s; /* owned; ... the clock is so far east */
    size_t count;
    int32_t before_s; /* before the first change */
    bool has_rule;    /* after the last change */
    struct zone_rule rule;
};

/* Reads a TZif file. STATUS_INVALID when it is none, or one that counts leap seconds. `out` is to
 * be released in any case. */
enum status zone_table_read(struct str file, struct zone_table *out, struct error *err);
void zone_table_release(struct zone_table *t); /* also of a zeroed one */

int zone_table_offset(const struct zone_table *t, int64_t utc_s);

#endif
