#include "base/zone_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

/* A file with two types (0: one hour, 1: two hours) that alternate at `times`, and a rule. */
struct recipe {
    char version;
    const int64_t *times;
    size_t count;
    const char *rule;
    uint32_t leaps;
};

static void add_number(struct buf *b, uint64_t n, size_t bytes)
{
    for (size_t i = bytes; i-- > 0;)
        buf_add_char(b, (char)(n >> i * 8 & 0xff));
}

static void add_part(struct buf *b, const struct recipe *r, size_t time_bytes)
{
    buf_add_text(b, "TZif");
    buf_add_char(b, r->version);
    buf_add_repeat(b, '\0', 15 + 8);
    add_number(b, r->leaps, 4);
    add_number(b, r->count, 4);
    add_number(b, 2, 4);
    add_number(b, 4, 4);
    for (size_t i = 0; i < r->count; i++)
        add_number(b, (uint64_t)r->times[i], time_bytes);
    for (size_t i = 0; i < r->count; i++)
        buf_add_char(b, (char)(i % 2 == 0));
    for (uint64_t type = 0; type < 2; type++) {
        add_number(b, 3600 + 3600 * type, 4);
        buf_add_repeat(b, '\0', 2);
    }
    buf_add_repeat(b, '\0', 4 + r->leaps * (time_bytes + 4));
}

static struct buf make(const struct recipe *r)
{
    struct buf b = BUF_INIT(100000);
    add_part(&b, r, 4);
    if (r->version) {
        add_part(&b, r, 8);
        buf_add_format(&b, "\n%s\n", r->rule);
    }
    return b;
}

static const int64_t some[] = {-1000, 1000, 2000};

static void changes_and_the_rule_after_them(void **state)
{
    (void)state;
    struct recipe recipe = {'2', some, 3, "XXX-5", 0};
    struct buf file = make(&recipe);
    struct zone_table t;
    struct error err;
    assert_int_equal(zone_table_read(buf_str(&file), &t, &err), STATUS_OK);
    assert_int_equal(zone_table_offset(&t, INT64_MIN), 3600);
    assert_int_equal(zone_table_offset(&t, -1001), 3600);
    assert_int_equal(zone_table_offset(&t, -1000), 7200);
    assert_int_equal(zone_table_offset(&t, 999), 7200);
    assert_int_equal(zone_table_offset(&t, 1000), 3600);
    assert_int_equal(zone_table_offset(&t, 1999), 3600);
    assert_int_equal(zone_table_offset(&t, 2000), 18000); /* by the rule */
    zone_table_release(&t);
    buf_release(&file);
}

static void without_a_rule_the_last_change_holds(void **state)
{
    (void)state;
    struct recipe recipe = {'3', some, 3, "", 0};
    struct error err;
    for (int version = 0; version < 2; version++) {
        struct buf file = make(&recipe);
        struct zone_table t;
        assert_int_equal(zone_table_read(buf_str(&file), &t, &err), STATUS_OK);
        assert_int_equal(zone_table_offset(&t, 5000000000), 7200);
        zone_table_release(&t);
        buf_release(&file);
        recipe.version = 0; /* the old form: times of 32 bits alone */
    }
}

static void refuse(struct str file, const char *reason)
{
    struct zone_table t;
    struct error err;
    assert_int_equal(zone_table_read(file, &t, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, reason));
    zone_table_release(&t);
}

static void what_is_no_zone(void **state)
{
    (void)state;
    refuse(STR(""), "no time zone file");
    refuse(STR("TZif2"), "no time zone file");
    static const int64_t backwards[] = {5, 5};
    struct recipe recipe = {'2', backwards, 2, "", 0};
    struct buf file = make(&recipe);
    refuse(buf_str(&file), "not in order");
    buf_release(&file);
    recipe = (struct recipe){'2', some, 3, "nonsense", 0};
    file = make(&recipe);
    refuse(buf_str(&file), "rule");
    buf_release(&file);
    recipe = (struct recipe){'2', some, 3, "UTC0", 1};
    file = make(&recipe);
    refuse(buf_str(&file), "leap seconds");
    buf_release(&file);
}

/* Whatever is cut off or changed: refused, or read, but never read beyond the end. */
static void damage(void **state)
{
    (void)state;
    struct recipe recipe = {'2', some, 3, "CET-1CEST,M3.5.0,M10.5.0/3", 0};
    struct buf file = make(&recipe);
    for (size_t len = 0; len <= file.len; len++) {
        char *copy = malloc(len + 1);
        assert_non_null(copy);
        memcpy(copy, file.ptr, len);
        struct zone_table t;
        struct error err;
        enum status status = zone_table_read((struct str){copy, len}, &t, &err);
        assert_int_equal(status == STATUS_OK, len == file.len);
        zone_table_release(&t);
        free(copy);
    }
    for (size_t at = 0; at < file.len; at++) {
        char was = file.ptr[at];
        file.ptr[at] = (char)(was ^ 0xff);
        struct zone_table t;
        struct error err;
        if (zone_table_read(buf_str(&file), &t, &err) == STATUS_OK)
            (void)zone_table_offset(&t, 1500);
        zone_table_release(&t);
        file.ptr[at] = was;
    }
    buf_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_and_the_rule_after_them),
        cmocka_unit_test(without_a_rule_the_last_change_holds),
        cmocka_unit_test(what_is_no_zone),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
