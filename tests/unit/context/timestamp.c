/* context/timestamp.c, context/time_format.c: each format, and what only looks like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "context/timestamp.h"

/* More than there are formats. */
#define HINTS 32

enum where { START, INSIDE, NOWHERE };

struct sample {
    const char *line;
    enum where where;
    const char *time; /* as moment_format() writes it; "" when unknown */
};

static const struct sample samples[] = {
    /* Year first. */
    {"2026-11-20T21:04:05Z msg", START, "2026-11-20T21:04:05Z"},
    {"2026-11-20T21:04:05.123456789+01:00 stdout F x", START, "2026-11-20T21:04:05.123+01:00"},
    {"2020-10-08T23:45:51.889+0100 ERROR x", START, "2020-10-08T23:45:51.889+01:00"},
    {"2026-11-20 21:04:05", START, "2026-11-20T21:04:05"},
    {"2026-11-20 21:04:05,123 INFO log4j", START, "2026-11-20T21:04:05.123"},
    {"2026-11-20 21:04:05 +00:00 x", START, "2026-11-20T21:04:05Z"},
    {"2026-11-20 21:04:05-08 x", START, "2026-11-20T21:04:05-08:00"},
    {"2026-11-20 21:04:05.123 UTC [1234] LOG:  x", START, "2026-11-20T21:04:05.123Z"},
    {"2026-11-20 09:04:05.5 PM x", START, "2026-11-20T21:04:05.500"},
    {"2026-11-20 21:04:05 CST x", START, "2026-11-20T21:04:05"},
    {"2026-11-20 21:04:05 -1234 x", START, "2026-11-20T21:04:05"},
    {"2026/11/20 21:04:05 [error] 8#8: nginx", START, "2026-11-20T21:04:05"},
    {"2026.11.20 21:04:05 x", START, "2026-11-20T21:04:05"},
    {"2026/1/5 9:04:05 AM x", START, "2026-01-05T09:04:05"},
    {"2005-07-13-20.15.15.724512 R27", START, "2005-07-13T20:15:15.724"},
    {"2020-02-11 08:32:13.10 spid11s     x", START, "2020-02-11T08:32:13.100"},
    {"2016-09-28 04:30:31, Info CBS x", START, "2016-09-28T04:30:31"},
    {"2026-11-20\t21:04:05:123\t 984\tx", START, "2026-11-20T21:04:05.123"},
    {"2026-11-20 21:04 x", START, "2026-11-20T21:04:00"},
    {"[2019-08-11 14:25:44 W. Europe Daylight Time] x", START, "2019-08-11T14:25:44"},
    {"[2020-06-19 10:28:41.345678 +01:00] ERROR x", START, "2020-06-19T10:28:41.345+01:00"},
    {"date=2018-07-26 time=16:51:36 logid=1", START, "2018-07-26T16:51:36"},
    {"2016-12-31T23:59:60Z leap", START, "2016-12-31T23:59:59.999Z"},
    /* Without marks between the numbers. */
    {"20261120 21:04:05 x", START, "2026-11-20T21:04:05"},
    {"20261120T210405.5Z x", START, "2026-11-20T21:04:05.500Z"},
    {"20261120-21:04:05:123 x", START, "2026-11-20T21:04:05.123"},
    /* Names of months. */
    {"Nov 20 21:04:05 host app: x", START, "2026-11-20T21:04:05"},
    {"Nov  2 21:04:05 host app: x", START, "2026-11-02T21:04:05"},
    {"<13>Nov 20 21:04:05 host app: x", START, "2026-11-20T21:04:05"},
    {"<165>1 2026-11-20T21:04:05Z host app", START, "2026-11-20T21:04:05Z"},
    {"Dec 24 21:04:05 host x", START, "2025-12-24T21:04:05"}, /* later than the file's end */
    {"Feb 29 12:00:00 host x", START, "2024-02-29T12:00:00"}, /* the last one */
    {"Nov 20 2026 21:04:05: %ASA-6", START, "2026-11-20T21:04:05"},
    {"Nov 20, 2026 9:04:05 PM org.apache x", START, "2026-11-20T21:04:05"},
    {"Nov 20, 2026 9:04:05\xe2\x80\xafPM x", START, "2026-11-20T21:04:05"},
    {"November 20, 2026 at 9:04:05 p.m. x", START, "2026-11-20T21:04:05"},
    {"Thu Jan 30 17:10:20 2020    ERROR    x", START, "2020-01-30T17:10:20"},
    {"Thu Jan 30 17:10:20 UTC 2020 x", START, "2020-01-30T17:10:20Z"},
    {"Thu Jan 30 17:10:20 CET 2020 x", START, "2020-01-30T17:10:20"},
    {"[Fri Nov 20 21:04:05.123456 2026] [core:error]", START, "2026-11-20T21:04:05.123"},
    {"Fri, 20 Nov 2026 21:04:05 +0100 x", START, "2026-11-20T21:04:05+01:00"},
    {"Fri 11/20/2026 21:04:05.12 x", START, "2026-11-20T21:04:05.120"},
    {"20-Nov-2026 21:04:05.123 INFO [main]", START, "2026-11-20T21:04:05.123"},
    {"[20-Nov-2026 21:04:05 UTC] PHP Warning:", START, "2026-11-20T21:04:05Z"},
    {"20-NOV-26 09.04.05.123 PM x", START, "2026-11-20T21:04:05.123"},
    {"20 Nov 2026 21:04:05,123 x", START, "2026-11-20T21:04:05.123"},
    {"1234:M 20 Nov 21:04:05.123 * redis", START, "2026-11-20T21:04:05.123"},
    {"=ERROR REPORT==== 20-Nov-2026::21:04:05 ===", START, "2026-11-20T21:04:05"},
    /* Three numbers, two numbers. */
    {"11/20/2026 9:04:05 PM 0F2C PACKET", START, "2026-11-20T21:04:05"},
    {"11/20/2026 12:04:05 AM x", START, "2026-11-20T00:04:05"},
    {"11/20/2026 12:04:05 PM x", START, "2026-11-20T12:04:05"},
    {"4/13/2020 11:50:51 ERROR: x", START, "2020-04-13T11:50:51"},
    {"20/11/2026 21:04:05 x", START, "2026-11-20T21:04:05"},
    {"05/04/2026 21:04:05 x", START, "2026-05-04T21:04:05"},
    {"05.04.2026 21:04:05 x", START, "2026-04-05T21:04:05"},
    {"[11.02.2020 08:32:13] <12> Error x", START, "2020-02-11T08:32:13"},
    {"[06.09.2020 22:02:17.704] [ Warn] x", START, "2020-09-06T22:02:17.704"},
    {"[06/23/20 12:23:32:109][map][error] x", START, "2020-06-23T12:23:32.109"},
    {"20/01/15 09:38:34 : x", START, "2015-01-20T09:38:34"},
    {"10,11/20/26,21:04:05,Assign,192.0.2.1", START, "2026-11-20T21:04:05"},
    {"Error,11/20/2026 9:04:05 PM,Source", START, "2026-11-20T21:04:05"},
    {"11/20 21:04:05 [LOGON] x", START, "2026-11-20T21:04:05"},
    {"03-17 16:14:04.950  1702 14640 W x", START, "2026-03-17T16:14:04.950"},
    {"[10.30 20:45:37] chrome.exe", START, "2026-10-30T20:45:37"},
    /* Letters and slashes. */
    {"I1120 21:04:05.123456  1 file.cc:1] x", START, "2026-11-20T21:04:05.123"},
    {"E20261120 21:04:05.123456  1 x", START, "2026-11-20T21:04:05.123"},
    {"[1234:5678:1120/210405.123:ERROR:f.cc(1)] x", START, "2026-11-20T21:04:05.123"},
    /* A time alone. */
    {"12:03:04.123 x", START, ""},
    {"[16:46:20 ERR] x", START, ""},
    {"08:33:29.312 [5724.6012] <16> x", START, ""},
    {"9:04:05 PM x", START, ""},
    /* Epochs. */
    {"1605900000 x", START, "2020-11-20T19:20:00Z"},
    {"1605900000.123456 x", START, "2020-11-20T19:20:00.123Z"},
    {"1605900000123 x", START, "2020-11-20T19:20:00.123Z"},
    {"{\"level\":\"info\",\"ts\":1605900000.123,\"msg\":\"x\"}", START, "2020-11-20T19:20:00.123Z"},
    {"{\"message\":\"something that goes on past the prefix of a line, well past it\", "
     "\"timestamp\": 1605900000123}",
     INSIDE, "2020-11-20T19:20:00.123Z"},
    /* Keys, levels, brackets. */
    {"time=2020-06-16T12:07:08.157+03:30 level=ERROR", START, "2020-06-16T12:07:08.157+03:30"},
    {"level=info ts=2020-06-16T12:07:08.157Z caller=x", START, "2020-06-16T12:07:08.157Z"},
    {"{\"time\":\"2020-06-16T12:07:08Z\"}", START, "2020-06-16T12:07:08Z"},
    {"{\"@timestamp\": \"2020-06-16T12:07:08Z\"}", START, "2020-06-16T12:07:08Z"},
    {"{\"t\":{\"$date\":\"2026-11-20T21:04:05.123+01:00\"},", START,
     "2026-11-20T21:04:05.123+01:00"},
    {"[AbcDEfGhi]2020/02/15 17:36:07 rtsp-client.go:362: x", START, "2020-02-15T17:36:07"},
    {"[MySQL] 2018/08/11 09:49:59 packets.go:31: x", START, "2018-08-11T09:49:59"},
    {"ERROR - 2018-11-19 23:47:07 --> x", START, "2018-11-19T23:47:07"},
    {"[error] [1234] 2018-11-19 23:47:07 x", START, "2018-11-19T23:47:07"},
    {"E, [2020-11-20T21:04:05.123456 #1234] ERROR -- : x", START, "2020-11-20T21:04:05.123"},
    {"web_1  | 2026-11-20T21:04:05Z x", START, "2026-11-20T21:04:05Z"},
    {"\xef\xbb\xbf"
     "2026-11-20T21:04:05Z x",
     START, "2026-11-20T21:04:05Z"},
    /* ConfigMgr: the offset is west. */
    {"<![LOG[x]LOG]!><time=\"12:34:56.789+060\" date=\"11-20-2026\" component=\"c\">", START,
     "2026-11-20T12:34:56.789-01:00"},
    {"<![LOG[begins here", START, ""},
    {"ends here]LOG]!><time=\"12:34:56.789-60\" date=\"11-20-2026\" component=\"c\">", INSIDE,
     "2026-11-20T12:34:56.789+01:00"},
    {"<![LOG[x]LOG]!><time=\"12:34:56\" date=\"13-20-2026\">", START, ""},
    /* Within a line. */
    {"192.0.2.1 - - [22/Jan/2019:03:56:14 +0330] \"GET /\"", INSIDE, "2019-01-22T03:56:14+03:30"},
    {"HOST,IAS,11/20/2026,21:04:05,1,", INSIDE, "2026-11-20T21:04:05"},
    {"x,2023-03-07 11:21:58,165,am01", INSIDE, "2023-03-07T11:21:58.165"},
    {"<TimeCreated SystemTime='2026-11-20T21:04:05.123Z'/>", INSIDE, "2026-11-20T21:04:05.123Z"},
    {"app Nov 20 21:04:05 x", INSIDE, "2026-11-20T21:04:05"},
    /* Not one. */
    {"", NOWHERE, ""},
    {"10.0.10011.16384 x", NOWHERE, ""},
    {"10.12.20.21 x", NOWHERE, ""},
    {"10.11.12.13 21:04:05 x", NOWHERE, ""},
    {"192.0.2.1:8080 21:04:05 x", NOWHERE, ""},
    {"2.7.33.41805 x", NOWHERE, ""},
    {"16384 bytes", NOWHERE, ""},
    {"0404040404 x", NOWHERE, ""},
    {"9999999999 x", NOWHERE, ""},
    {"16059000001 x", NOWHERE, ""},
    {"1605900000.1.2 x", NOWHERE, ""},
    {"1605900000-a x", NOWHERE, ""},
    {"error 1605900000 x", NOWHERE, ""},
    {"2026 x", NOWHERE, ""},
    {"2026-11-20 x", NOWHERE, ""},
    {"2026-13-20 21:04:05 x", NOWHERE, ""},
    {"2026-11-31 21:04:05 x", NOWHERE, ""},
    {"2026-11-20 24:04:05 x", NOWHERE, ""},
    {"2026-11-20 21:04:051 x", NOWHERE, ""},
    {"2026-11/20 21:04:05 x", NOWHERE, ""},
    {"0001-01-01T00:00:00Z x", NOWHERE, ""},
    {"1601-01-01 00:00:00 x", NOWHERE, ""},
    {"20261320 21:04:05 x", NOWHERE, ""},
    {"12345678 x", NOWHERE, ""},
    {"13.13.2026 21:04:05 x", NOWHERE, ""},
    {"20/20/2026 21:04:05 x", NOWHERE, ""},
    {"11/20/026 21:04:05 x", NOWHERE, ""},
    {"12:34 x", NOWHERE, ""},
    {"12:34:56:78 x", NOWHERE, ""},
    {"00:11:22:33:44:55 x", NOWHERE, ""},
    {"25:00:00 x", NOWHERE, ""},
    {"x 12:03:04.123 x", NOWHERE, ""},
    {"May be wrong", NOWHERE, ""},
    {"Mayor 20 21:04:05", NOWHERE, ""},
    {"Sun rises", NOWHERE, ""},
    {"I1320 21:04:05.123456", NOWHERE, ""},
    {"X1120 21:04:05.123456", NOWHERE, ""},
    {"1120/990405.123 x", NOWHERE, ""},
    {"a2026-11-20 21:04:05 x", NOWHERE, ""},
    {"1.2026-11-20 21:04:05 x", NOWHERE, ""},
    {"   at System.Net.Sockets.Socket.DoConnect(EndPoint endPointSnapshot)", NOWHERE, ""},
    {"[WinError 10061] x", NOWHERE, ""},
    {"Connection: 2026-11-20 x", NOWHERE, ""},
};
#define SAMPLE_COUNT (sizeof samples / sizeof samples[0])

static struct timestamp_profile november(void)
{
    return (struct timestamp_profile){.year = 2026, .month = 11};
}

static void assert_time(struct moment time, const char *expected)
{
    struct buf text = BUF_INIT(64);
    moment_format(time, &text);
    assert_string_equal(buf_text(&text), expected);
    buf_release(&text);
}

static void every_sample(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *s = &samples[i];
        struct timestamp_profile profile = november();
        struct moment time;
        bool found = timestamp_at_start(str_from(s->line), &profile, &time);
        if (found != (s->where == START))
            fail_msg("at start: %s", s->line);
        assert_time(time, s->where == START ? s->time : "");
        assert_int_equal(timestamp_at_start(str_from(s->line), &profile, NULL), found);
        found = timestamp_in_line(str_from(s->line), &profile, &time);
        if (found != (s->where != NOWHERE))
            fail_msg("in line: %s", s->line);
        assert_time(time, s->time);
    }
}

/* The hint is for speed only: whichever format is tried first, the answer is the same. So no two
 * formats may accept the same text. */
static void hints_change_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (int hint = -1; hint < HINTS; hint++) {
            struct timestamp_profile profile = november();
            struct moment time;
            profile.last_format = hint;
            bool found = timestamp_in_line(str_from(samples[i].line), &profile, &time);
            assert_int_equal(found, samples[i].where != NOWHERE);
            assert_time(time, samples[i].time);
        }
    }
}

/* Each sample cut at every length, and with every byte changed, in memory of exactly its size: the
 * sanitizers see a read outside. */
/* What stands behind a minute that a line before began with is read as if there had been none. */
static void minutes_change_nothing(void **state)
{
    (void)state;
    static const char *const tails[] = {
        "05Z x",
        "05.123Z x",
        "06.9z] x",
        "07,123 x",
        "07,12 x",
        "07,12, x",
        "07:123 x",
        "08 PM",
        "08 p.m. x",
        "08pm x",
        "08 Upper x",
        "08 UTC x",
        "08 GMT+1 x",
        "08 ERROR x",
        "08 x",
        "09-08 x",
        "09 -0800x",
        "09+01:00",
        "60Z x",
        "59.9999 x",
        "5 x",
        "05",
        "05.",
        "05.x",
        "05]",
        "05z+01",
        "05Z-01:00 x",
        "05Zebra",
        "05_x",
        "05\xc2\xa0PM",
        "05\xe2\x80\xafPM",
        "05\xd0\xb6",
        "99 x",
        "",
        "0",
        "051 x",
        "05.1.2",
        "05\tx",
        "05:06 x",
        "05,,x",
        "05|x",
        "05 +01:00 x",
        "05 -x",
    };
    static const char *const minutes[] = {
        "2026-11-20T21:04:", "[2026-11-20 21:04:", "2026-11-20T09:04:",
        "2026/11/20 21:04:", "2026-13-20T21:04:",  "(2026-11-20 21:04:"};
    const size_t count = sizeof tails / sizeof *tails;
    for (size_t i = 0; i < 2 * count * count * 6; i++) {
        char first[64], second[64];
        const char *minute = minutes[i / 2 % 6];
        (void)snprintf(first, sizeof first, "%s%s", minute, tails[i / 12 % count]);
        (void)snprintf(second, sizeof second, "%s%s", minute, tails[i / 12 / count]);
        struct timestamp_profile fresh = {.utc = i % 2}, used = fresh;
        struct moment expected, time;
        (void)timestamp_at_start(str_from(first), &used, NULL);
        bool found = timestamp_at_start(str_from(second), &fresh, &expected);
        assert_int_equal(timestamp_at_start(str_from(second), &used, &time), found);
        if (time.wall_ms != expected.wall_ms || time.known != expected.known ||
            time.has_zone != expected.has_zone || time.offset_min != expected.offset_min)
            fail_msg("%s behind %s", second, first);
    }
}

static void cut_and_changed_lines(void **state)
{
    (void)state;
    static const char changes[] = {'\0', ' ', '0', '9', 'Z', '\xff', ':', '-', '[', '"', '<', 'm'};
    struct timestamp_profile profile = november();
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        size_t full = strlen(samples[i].line);
        for (size_t len = 0; len <= full; len++) {
            char *copy = malloc(len ? len : 1);
            assert_non_null(copy);
            memcpy(copy, samples[i].line, len);
            timestamp_in_line((struct str){copy, len}, &profile, NULL);
            for (size_t k = 0; len && k < sizeof changes; k++) {
                copy[len - 1] = changes[k];
                timestamp_in_line((struct str){copy, len}, &profile, NULL);
            }
            free(copy);
        }
    }
}

static void without_a_year(void **state)
{
    (void)state;
    struct timestamp_profile profile = {0};
    struct moment time;
    assert_true(timestamp_at_start(STR("Nov 20 21:04:05 host x"), &profile, &time));
    assert_false(time.known);
    profile.year = 2024;
    assert_true(timestamp_at_start(STR("Feb 29 21:04:05 host x"), &profile, &time));
    assert_time(time, "2024-02-29T21:04:05");
}

/* The year of a date without one goes by the date of the file. */
static void years_go_by_the_file(void **state)
{
    (void)state;
    static const struct {
        int year, month, day; /* of the file */
        const char *line, *expected;
    } rows[] = {
        {2026, 11, 20, "Nov 20 21:04:05 host x", "2026-11-20T21:04:05"},
        {2026, 11, 20, "Nov 21 00:04:05 host x", "2026-11-21T00:04:05"}, /* a zone further east */
        {2026, 11, 20, "Nov 22 00:04:05 host x", "2025-11-22T00:04:05"},
        {2026, 11, 20, "Dec  1 00:00:00 host x", "2025-12-01T00:00:00"},
        {2026, 11, 30, "Dec  1 00:00:00 host x", "2026-12-01T00:00:00"},
        {2026, 1, 1, "Dec 31 23:59:59 host x", "2025-12-31T23:59:59"},
        {2026, 1, 1, "Jan  1 00:00:00 host x", "2026-01-01T00:00:00"},
        {2025, 12, 31, "Dec 31 23:59:59 host x", "2025-12-31T23:59:59"},
        {2026, 3, 1, "Feb 29 12:00:00 host x", "2024-02-29T12:00:00"},
        {2024, 2, 28, "Feb 29 12:00:00 host x", "2024-02-29T12:00:00"},
        {2024, 2, 27, "Feb 29 12:00:00 host x", "2020-02-29T12:00:00"},
        {2103, 2, 27, "Feb 29 12:00:00 host x", "2096-02-29T12:00:00"}, /* 2100 has none */
        {2026, 11, 20, "I1121 21:04:05.123 1 x.cc:1] x", "2026-11-21T21:04:05.123"},
        {2026, 11, 0, "Nov 30 21:04:05 host x", "2026-11-30T21:04:05"},
        {2026, 11, 0, "Dec  1 21:04:05 host x", "2025-12-01T21:04:05"},
        {2026, 12, 0, "Dec 31 21:04:05 host x", "2026-12-31T21:04:05"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct timestamp_profile profile = {
            .year = rows[i].year, .month = rows[i].month, .day = rows[i].day};
        struct moment time;
        assert_true(timestamp_at_start(str_from(rows[i].line), &profile, &time));
        assert_time(time, rows[i].expected);
    }
}

static void logs_in_utc(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool utc;
    } rows[] = {
        {"", false},
        {"2026-11-20 10:00:00 x\n#Fields: date time x\n", false},
        {"#Fields: date time c-ip\r\n2026-11-20 10:00:00 ::1\r\n", true},
        {"\xef\xbb\xbf#Version: 1.0\n\n#Fields: date time c-ip\n", true},
        {"#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n", true},
        {"#Software: x\n#Fields: date-time c-ip\n", false},
        {"#Time Format: Local\n#Fields: date time action\n", false},
        {"#Fields: date time action\n#Time Format: Local\n2026-11-20 10:00:00 x\n", false},
        {"# a comment\nx\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(timestamp_sniff_utc(str_from(rows[i].text), '\n'), rows[i].utc);
    struct timestamp_profile profile = {.utc = true};
    struct moment time;
    assert_true(timestamp_at_start(STR("2026-11-20 10:00:00 x"), &profile, &time));
    assert_time(time, "2026-11-20T10:00:00Z");
    assert_true(timestamp_in_line(STR("x 2026-11-20 10:00:00+01:00"), &profile, &time));
    assert_time(time, "2026-11-20T10:00:00+01:00");
    assert_true(timestamp_at_start(STR("10:00:00.123 x"), &profile, &time));
    assert_false(time.known || time.has_zone);
}

static void orders(void **state)
{
    (void)state;
    struct timestamp_profile profile = {.order = DATE_ORDER_DMY};
    struct moment time;
    assert_true(timestamp_at_start(STR("05/04/2026 21:04:05"), &profile, &time));
    assert_time(time, "2026-04-05T21:04:05");
    assert_true(timestamp_at_start(STR("05/14/2026 21:04:05"), &profile, &time));
    assert_time(time, "2026-05-14T21:04:05");
    profile.order = DATE_ORDER_YMD;
    assert_true(timestamp_at_start(STR("17/06/09 20:10:40 INFO x"), &profile, &time));
    assert_time(time, "2017-06-09T20:10:40");
    assert_true(timestamp_at_start(STR("05/04/2026 21:04:05"), &profile, &time));
    assert_time(time, "2026-05-04T21:04:05");
}

static void sniffed_orders(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order order;
        enum date_basis basis;
    } rows[] = {
        {"", DATE_ORDER_MDY, DATE_BASIS_NONE},
        {"no dates\nat all", DATE_ORDER_MDY, DATE_BASIS_NONE},
        {"01/02/2026 10:00:00 a\n01/02/2026 10:00:01 b\n", DATE_ORDER_MDY, DATE_BASIS_ASSUMED},
        {"01/02/2026 10:00:00 a\n02/03/2026 10:00:01 b\n", DATE_ORDER_MDY, DATE_BASIS_ASSUMED},
        {"01/02/2026 10:00:00 a\n02/02/2026 10:00:00 b\n", DATE_ORDER_DMY, DATE_BASIS_LIKELY},
        {"02/01/2026 10:00:00 a\n02/02/2026 10:00:00 b\n", DATE_ORDER_MDY, DATE_BASIS_LIKELY},
        {"02/01/10 10:00:00 a\n02/01/11 10:00:00 b\n", DATE_ORDER_YMD, DATE_BASIS_LIKELY},
        {"01/12/2026 10:00:00 a\n02/02/2026 10:00:00 b\n", DATE_ORDER_MDY, DATE_BASIS_ASSUMED},
        {"01/02/2026 10:00:00 a\n13/02/2026 10:00:00 b\n", DATE_ORDER_DMY, DATE_BASIS_PROVEN},
        {"01/02/2026 10:00:00 a\n02/13/2026 10:00:00 b", DATE_ORDER_MDY, DATE_BASIS_PROVEN},
        {"13/02/2026 10:00:00 a\n02/13/2026 10:00:00\n14/02/2026 10:00:00", DATE_ORDER_DMY,
         DATE_BASIS_LIKELY},
        {"13.02.2026 10:00:00 a\n2026-02-13 10:00:00 b\n", DATE_ORDER_MDY, DATE_BASIS_NONE},
        {"17/06/09 20:10:40 a\n17/06/10 20:10:40 b\n", DATE_ORDER_YMD, DATE_BASIS_PROVEN},
        {"13/06/17 20:10:40 a\n14/06/17 20:10:40 b\n", DATE_ORDER_DMY, DATE_BASIS_PROVEN},
        {"13/06/17 20:10:40 a\n13/06/17 20:10:41 b\n", DATE_ORDER_DMY, DATE_BASIS_PROVEN},
        {"x [13/06/2017 20:10:40] a\n", DATE_ORDER_DMY, DATE_BASIS_PROVEN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum date_basis basis;
        assert_int_equal(timestamp_sniff_order(str_from(rows[i].text), '\n', NULL, &basis),
                         rows[i].order);
        assert_int_equal(basis, rows[i].basis);
    }
}

/* What the user says comes before what is likely, never before what is proven. */
static void stated_orders(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order order;
        enum date_basis basis;
    } rows[] = {
        {"no dates", DATE_ORDER_DMY, DATE_BASIS_NONE},
        {"01/02/2026 10:00:00 a\n", DATE_ORDER_DMY, DATE_BASIS_STATED},
        {"02/01/2026 10:00:00 a\n02/02/2026 10:00:00 b\n", DATE_ORDER_DMY, DATE_BASIS_STATED},
        {"13/02/2026 10:00:00 a\n02/13/2026 10:00:00\n", DATE_ORDER_DMY, DATE_BASIS_STATED},
        {"02/13/2026 10:00:00 a\n", DATE_ORDER_MDY, DATE_BASIS_PROVEN},
        {"17/06/09 20:10:40 a\n17/06/10 20:10:40 b\n", DATE_ORDER_YMD, DATE_BASIS_PROVEN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum date_basis basis;
        enum date_order stated = DATE_ORDER_DMY;
        assert_int_equal(timestamp_sniff_order(str_from(rows[i].text), '\n', &stated, &basis),
                         rows[i].order);
        assert_int_equal(basis, rows[i].basis);
    }
}

static void sniffed_records(void **state)
{
    (void)state;
    struct timestamp_profile profile = {0};
    assert_false(timestamp_sniff_records(STR(""), '\n', &profile));
    assert_false(timestamp_sniff_records(STR("a\nb\n"), '\n', &profile));
    assert_true(timestamp_sniff_records(STR("12:00:00 a\r  b\r"), '\r', &profile));
    struct buf text = BUF_INIT(4096);
    buf_add_text(&text, "2026-11-20 21:04:05 x\n");
    buf_add_repeat(&text, '\n', 99);
    assert_true(timestamp_sniff_records(buf_str(&text), '\n', &profile)); /* one in a hundred */
    buf_add_text(&text, "\n");
    assert_false(timestamp_sniff_records(buf_str(&text), '\n', &profile));
    buf_release(&text);
}

/* What is far from both ends is not looked at; ConfigMgr's time is at the very end. */
static void long_lines(void **state)
{
    (void)state;
    struct timestamp_profile profile = {0};
    struct moment time;
    struct buf line = BUF_INIT(1 << 20);
    buf_add_text(&line, "<![LOG[");
    buf_add_repeat(&line, 'x', 100000);
    buf_add_text(&line, "]LOG]!><time=\"12:34:56\" date=\"11-20-2026\" component=\"c\">\r");
    assert_true(timestamp_at_start(buf_str(&line), &profile, &time));
    assert_time(time, "2026-11-20T12:34:56");
    line.ptr[0] = 'x';
    assert_true(timestamp_in_line(buf_str(&line), &profile, &time));
    assert_time(time, "2026-11-20T12:34:56");
    buf_clear(&line);
    buf_add_repeat(&line, ' ', TIMESTAMP_SEARCH);
    buf_add_text(&line, "2026-11-20 21:04:05");
    assert_false(timestamp_in_line(buf_str(&line), &profile, &time));
    buf_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample),
        cmocka_unit_test(hints_change_nothing),
        cmocka_unit_test(minutes_change_nothing),
        cmocka_unit_test(cut_and_changed_lines),
        cmocka_unit_test(without_a_year),
        cmocka_unit_test(years_go_by_the_file),
        cmocka_unit_test(logs_in_utc),
        cmocka_unit_test(orders),
        cmocka_unit_test(sniffed_orders),
        cmocka_unit_test(stated_orders),
        cmocka_unit_test(sniffed_records),
        cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
