#include "fixture.h"

static void build(struct fixture *f)
{
    struct error err = {0};
    report_model_release(&f->model);
    assert_int_equal(
        report_model_build(&f->catalog, &f->tally, &f->coverage, &f->options, &f->model, &err),
        STATUS_OK);
}

static void assert_codes(const struct report_model *m, const int *codes, size_t count)
{
    assert_int_equal(m->error_count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(m->errors[i].meaning->code, codes[i]);
}

static const struct report_error *error_of(const struct report_model *m, int code)
{
    size_t i = 0;
    while (i < m->error_count && m->errors[i].meaning->code != code)
        i++;
    assert_true(i < m->error_count);
    return &m->errors[i];
}

static void test_order_by_category(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    build(&f);
    assert_codes(&f.model, (const int[]){10055, 10048, 10061, 10054, 10101, 10035}, 6);
    assert_int_equal(f.model.group_count, 2);
    assert_string_equal(f.model.groups[0].id, "resources");
    assert_int_equal(f.model.groups[0].events, 15);
    assert_int_equal(f.model.groups[1].first, 2);
    assert_int_equal(f.model.groups[1].count, 3);
    assert_int_equal(f.model.ignorable_group.first, 5);
    assert_int_equal(f.model.ignorable_group.count, 1);
    assert_int_equal(f.model.ignorable_group.events, 4200);
    assert_int_equal(f.model.distinct_errors, 5);
    assert_int_equal(f.model.worst, SEVERITY_CRITICAL);
    static const int worst[] = {10055, 10061, 10048, 10054, 10101};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(f.model.errors[f.model.worst_first[i]].meaning->code, worst[i]);
    fixture_release(&f);
}

static void test_order_by_severity_and_code(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    f.options.grouping = REPORT_GROUP_BY_SEVERITY;
    build(&f);
    assert_codes(&f.model, (const int[]){10055, 10061, 10048, 10054, 10101, 10035}, 6);
    assert_int_equal(f.model.group_count, 4);
    assert_string_equal(f.model.groups[1].id, "actionable");
    f.options.grouping = REPORT_GROUP_BY_CODE;
    build(&f);
    assert_codes(&f.model, (const int[]){10048, 10054, 10055, 10061, 10101, 10035}, 6);
    assert_int_equal(f.model.group_count, 1);
    fixture_release(&f);
}

static void test_shares(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_count(&f, 10054, 1);
    fixture_count(&f, 10061, 3);
    fixture_count(&f, 10035, 7);
    build(&f);
    assert_true(error_of(&f.model, 10054)->share == 0.25);
    assert_true(error_of(&f.model, 10035)->share == 1);
    assert_int_equal(f.model.events, 4);
    fixture_release(&f);
}

static void test_advice_follows_the_operation(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_count(&f, 10048, 2)->operations[OPERATION_BIND] = 2;
    fixture_count(&f, 10055, 2);
    build(&f);
    const struct report_error *bind = error_of(&f.model, 10048);
    assert_int_equal(bind->action_count, 2);
    assert_string_equal(bind->actions[0].text, "Find who holds the port.");
    assert_int_equal(bind->cause_count, 2);
    assert_int_equal(bind->causes[0], 1);
    assert_int_equal(error_of(&f.model, 10055)->action_count, 4);
    fixture_release(&f);
}

static void test_confidence_is_the_usual_one(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    struct tally_error *e = fixture_count(&f, 10054, 4);
    e->by_confidence[CONFIDENCE_LIKELY] = 4;
    build(&f);
    assert_int_equal(f.model.errors[0].confidence, CONFIDENCE_CERTAIN); /* of equals the surer */
    e->by_confidence[CONFIDENCE_LIKELY] = 5;
    build(&f);
    assert_int_equal(f.model.errors[0].confidence, CONFIDENCE_LIKELY);
    fixture_release(&f);
}

static void test_list_holds_only_what_is_certain(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    struct tally_error *e = fixture_count(&f, 10054, 100);
    fixture_name(&f, &e->peers, "b:1", 40);
    fixture_name(&f, &e->peers, "a:1", 30);
    fixture_name(&f, &e->peers, "c:1", 30);
    e->peers.items[0].over = 10;
    e->peers.items[2].over = 29; /* one event is certain: tells nothing */
    e->peers.evictions = 5;
    build(&f);
    const struct report_list *peers = &f.model.errors[0].peers;
    assert_int_equal(peers->count, 2);
    assert_string_equal(peers->items[0].name, "a:1"); /* both 30: by name */
    assert_int_equal(peers->items[1].events, 30);
    assert_int_equal(peers->other_events, 40);
    assert_int_equal(peers->other_distinct, 2);
    fixture_release(&f);
}

static void test_timeline_shows_the_clock_of_the_log(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    struct tally_error *e = fixture_count(&f, 10054, 3);
    fixture_times(&f, &e->timeline, (const uint64_t[]){1, 0, 2}, 3);
    e->first = fixture_moment(16, 1);
    struct zone *zone;
    struct error err;
    assert_int_equal(zone_open("+02:00", &zone, &err), STATUS_OK);
    f.tally.options.zone = zone;
    build(&f);
    const struct report_error *r = &f.model.errors[0];
    assert_int_equal(r->course.timeline_count, 3);
    assert_int_equal(r->course.timeline_width_ms, 240000);
    assert_true(r->course.timeline[0].start.wall_ms == fixture_moment(16, 0).wall_ms - 11000);
    assert_false(r->course.timeline[0].start.has_zone);
    e->first.has_zone = true;
    build(&f);
    r = &f.model.errors[0];
    assert_true(r->course.timeline[0].start.wall_ms == fixture_moment(16, 0).wall_ms - 11000);
    assert_true(r->course.timeline[0].start.has_zone);
    f.tally.options.zone = NULL;
    build(&f);
    r = &f.model.errors[0];
    assert_true(r->course.timeline[0].start.wall_ms == fixture_moment(14, 0).wall_ms - 11000);
    zone_close(zone);
    fixture_release(&f);
}

static void test_sample_keeps_its_match(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    struct tally_error *e = fixture_count(&f, 10054, 1);
    fixture_sample(&f, e, "a.log", 1, STR("code 10054"));
    e->samples[0].match_at = 5;
    e->samples[0].match_len = 5;
    build(&f);
    assert_int_equal(f.model.errors[0].samples[0].match_at, 5);
    assert_int_equal(f.model.errors[0].samples[0].match_len, 5);
    fixture_release(&f);
}

static void test_nothing_counted(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    build(&f);
    assert_int_equal(f.model.error_count, 0);
    assert_int_equal(f.model.group_count, 0);
    assert_int_equal(f.model.worst, SEVERITY_IGNORABLE);
    assert_int_equal(f.model.options.top, REPORT_TOP_DEFAULT);
    fixture_release(&f);
}

static void test_refuses_another_catalog(void **state)
{
    (void)state;
    struct fixture f;
    struct error err = {0};
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.tally.options.error_count--;
    assert_int_equal(
        report_model_build(&f.catalog, &f.tally, &f.coverage, &f.options, &f.model, &err),
        STATUS_INVALID);
    fixture_release(&f);
}

static void test_grouping_words(void **state)
{
    (void)state;
    for (int g = 0; g < REPORT_GROUPING_COUNT; g++) {
        enum report_grouping back;
        assert_true(
            report_grouping_from(str_from(report_grouping_id((enum report_grouping)g)), &back));
        assert_int_equal(back, g);
    }
    enum report_grouping none;
    assert_false(report_grouping_from(STR("colour"), &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_by_category),
        cmocka_unit_test(test_order_by_severity_and_code),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_advice_follows_the_operation),
        cmocka_unit_test(test_confidence_is_the_usual_one),
        cmocka_unit_test(test_list_holds_only_what_is_certain),
        cmocka_unit_test(test_timeline_shows_the_clock_of_the_log),
        cmocka_unit_test(test_sample_keeps_its_match),
        cmocka_unit_test(test_nothing_counted),
        cmocka_unit_test(test_refuses_another_catalog),
        cmocka_unit_test(test_grouping_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
