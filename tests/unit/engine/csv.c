#include "engine/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const columns[] = {"code", "name", NULL};

/* Notes each row as LINE:code|name; */
static enum status note_row(void *state, const struct csv_row *row, struct error *err)
{
    (void)err;
    buf_add_format(state, "%d:%.*s|%.*s;", row->line, STR_ARG(row->cells[0]),
                   STR_ARG(row->cells[1]));
    return STATUS_OK;
}

static void assert_rows(struct str text, const char *expected)
{
    struct buf notes = BUF_INIT(4096);
    struct error err = {0};
    assert_int_equal(csv_table_read("t.csv", text, columns, note_row, &notes, &err), STATUS_OK);
    assert_string_equal(buf_text(&notes), expected);
    buf_release(&notes);
}

static void assert_error(struct str text, const char *expected)
{
    struct buf notes = BUF_INIT(4096);
    struct error err = {0};
    assert_int_equal(csv_table_read("t.csv", text, columns, note_row, &notes, &err),
                     STATUS_INVALID);
    assert_string_equal(err.text, expected);
    buf_release(&notes);
}

static void test_rows(void **state)
{
    (void)state;
    assert_rows(STR("code,name\n1,a\n2,b\n"), "2:1|a;3:2|b;");
    assert_rows(STR("code,name\r\n1,a\r\n2,\"b\"\r\n"), "2:1|a;3:2|b;");
    assert_rows(STR("code,name\n1,a"), "2:1|a;");
    assert_rows(STR("code,name\n1,\"a\""), "2:1|a;");
    assert_rows(STR("code,name\n"), "");
    assert_rows(STR("code,name"), "");
    assert_rows(STR("code,name\n,\n"), "2:|;");
}

static void test_columns_in_any_order(void **state)
{
    (void)state;
    assert_rows(STR("name,code\na,1\n"), "2:1|a;");
}

static void test_byte_order_mark(void **state)
{
    (void)state;
    assert_rows(STR("\xEF\xBB\xBF"
                    "code,name\n1,a\n"),
                "2:1|a;");
    assert_rows(STR("\xEF\xBB\xBF\"code\",name\n1,a\n"), "2:1|a;");
}

static void test_quotes(void **state)
{
    (void)state;
    assert_rows(STR("code,name\n1,\"a, \"\"b\"\"\"\n"), "2:1|a, \"b\";");
    assert_rows(STR("code,name\n1,\" a \"\n2,  b  \n"), "2:1| a ;3:2|b;");
}

static void test_line_is_where_the_row_begins(void **state)
{
    (void)state;
    assert_rows(STR("code,name\n\n \r\n1,\"a\n\nb\r\n\"\n\n2,c\n"), "4:1|a\n\nb\r\n;9:2|c;");
}

static void test_header_errors(void **state)
{
    (void)state;
    assert_error(STR(""),
                 "t.csv:1: the file is empty: its first line must name the columns code,name");
    assert_error(STR("code\n1\n"),
                 "t.csv:1: column name: missing from the header: needed are code,name");
    assert_error(STR("code,name,nmae\n"),
                 "t.csv:1: column 3: 'nmae' is not a column of this table: allowed are code,name");
    assert_error(STR("Code,name\n"),
                 "t.csv:1: column 1: 'Code' is not a column of this table: allowed are code,name");
    assert_error(STR("code,name,code\n"), "t.csv:1: column 3: 'code' stands twice in the header");
    assert_error(STR("\n\ncode,\n"),
                 "t.csv:3: column 2: '' is not a column of this table: allowed are code,name");
}

static void test_row_errors(void **state)
{
    (void)state;
    assert_error(STR("code,name\n1,a\n2\n"),
                 "t.csv:3: column name: missing: the row has 1 cells, the header 2");
    assert_error(STR("name,code\na\n"),
                 "t.csv:2: column code: missing: the row has 1 cells, the header 2");
    assert_error(STR("code,name\n1,a,b\n"),
                 "t.csv:2: column 3: not in the header: the row has 3 cells, the header 2 "
                 "(a cell that holds a comma must be quoted)");
}

static void test_quote_errors(void **state)
{
    (void)state;
    const char *stray =
        "t.csv:3: column name: a quote inside the cell: put the whole cell in quotes and double "
        "those inside";
    assert_error(STR("code,name\n1,a\n2,b \"c\"\n"), stray);
    assert_error(STR("code,name\n1,a\n2,\"b\" c\n"), stray);
    assert_error(STR("code,name\n1,a\n2,\"b\n\n3,c\n"),
                 "t.csv:3: column name: the quote that opens the cell is never closed");
    assert_error(STR("\"code,name\n"),
                 "t.csv:1: column 1: the quote that opens the cell is never closed");
}

static void test_text_errors(void **state)
{
    (void)state;
    assert_error(STR("code,name\n1,\"a\nb\"\n2,caf\xE9\n"),
                 "t.csv:4: column name: byte 0xE9 is not UTF-8: save the file as UTF-8");
    assert_error(STR("code,name\n1,a\0b\n"),
                 "t.csv:2: column name: holds a NUL byte: only text is allowed");
    assert_error(STR("\xFF\xFE"
                     "c\0"),
                 "t.csv:1: column 1: byte 0xFF is not UTF-8: save the file as UTF-8");
    assert_rows(STR("code,name\n1,caf\xC3\xA9\n2,\xEF\xBF\xBD\n"),
                "2:1|caf\xC3\xA9;3:2|\xEF\xBF\xBD;");
}

static void test_more_cells_than_any_table(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(4096);
    buf_add_text(&text, "code,name\n1,a");
    buf_add_repeat(&text, ',', 100);
    struct error err = {0};
    struct buf notes = BUF_INIT(16);
    assert_int_equal(csv_table_read("t.csv", buf_str(&text), columns, note_row, &notes, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "t.csv:2: column 3: not in the header: the row has 102"));
    buf_release(&text);
}

static enum status refuse_row(void *state, const struct csv_row *row, struct error *err)
{
    (*(int *)state)++;
    return csv_cell_error(row, 1, err, "'%.*s' is not allowed", STR_ARG(row->cells[1]));
}

static void test_caller_stops_the_reading(void **state)
{
    (void)state;
    int calls = 0;
    struct error err = {0};
    assert_int_equal(
        csv_table_read("t.csv", STR("name,code\n\na,1\nb,2\n"), columns, refuse_row, &calls, &err),
        STATUS_INVALID);
    assert_int_equal(calls, 1);
    assert_string_equal(err.text, "t.csv:3: column name: 'a' is not allowed");
}

static void assert_cell(struct str cell, const char *expected)
{
    struct buf out = BUF_INIT(64);
    buf_add_char(&out, '>');
    csv_add_cell(&out, cell);
    buf_add_char(&out, '<');
    assert_string_equal(buf_text(&out), expected);
    buf_release(&out);
}

static void test_add_cell(void **state)
{
    (void)state;
    assert_cell(STR(""), "><");
    assert_cell(STR("plain text"), ">plain text<");
    assert_cell(STR("a,b"), ">\"a,b\"<");
    assert_cell(STR("say \"no\""), ">\"say \"\"no\"\"\"<");
    assert_cell(STR("two\nlines"), ">\"two\nlines\"<");
    assert_cell(STR("old\rmac"), ">\"old\rmac\"<");
    assert_cell(STR(" end "), ">\" end \"<");
}

static void test_add_cell_keeps_the_ceiling(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(8);
    csv_add_cell(&out, STR("\"\"\"\""));
    assert_true(out.failed);
    buf_release(&out);
}

static enum status same_cells(void *state, const struct csv_row *row, struct error *err)
{
    (void)err;
    const struct str *cells = state;
    assert_true(str_equal(row->cells[0], cells[0]));
    assert_true(str_equal(row->cells[1], cells[1]));
    return STATUS_OK;
}

static void test_written_cells_read_back(void **state)
{
    (void)state;
    struct str cells[] = {STR(" \r\n\"x\",,\"\t"), STR("\"")};
    struct buf text = BUF_INIT(256);
    buf_add_text(&text, "code,name\r\n");
    csv_add_cell(&text, cells[0]);
    buf_add_char(&text, ',');
    csv_add_cell(&text, cells[1]);
    buf_add_text(&text, "\r\n");
    struct error err = {0};
    assert_int_equal(csv_table_read("t.csv", buf_str(&text), columns, same_cells, cells, &err),
                     STATUS_OK);
    buf_release(&text);
}

static void assert_text_cell(struct str text, const char *expected)
{
    struct buf out = BUF_INIT(1024);
    csv_add_text(&out, text);
    assert_false(out.failed);
    assert_string_equal(buf_text(&out), expected);
    buf_release(&out);
}

static void test_add_text(void **state)
{
    (void)state;
    assert_text_cell(STR("server.log"), "server.log");
    assert_text_cell(STR(""), "");
    assert_text_cell(STR("a=b"), "a=b");
    assert_text_cell(STR("a,b"), "\"a,b\"");
    assert_text_cell(STR("\0x"), "\\x00x"); /* a NUL is no formula */
}

static void test_formulas_become_text(void **state)
{
    (void)state;
    assert_text_cell(STR("=1+1"), "'=1+1");
    assert_text_cell(STR("+1"), "'+1");
    assert_text_cell(STR("-1"), "'-1");
    assert_text_cell(STR("@x"), "'@x");
    assert_text_cell(STR("\t=1"), "' =1");
    assert_text_cell(STR("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
}

static void test_add_text_keeps_the_ceiling(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(8);
    csv_add_text(&out, STR("=\x01\x01\x01"));
    assert_true(out.failed);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_columns_in_any_order),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_line_is_where_the_row_begins),
        cmocka_unit_test(test_header_errors),
        cmocka_unit_test(test_row_errors),
        cmocka_unit_test(test_quote_errors),
        cmocka_unit_test(test_text_errors),
        cmocka_unit_test(test_more_cells_than_any_table),
        cmocka_unit_test(test_caller_stops_the_reading),
        cmocka_unit_test(test_add_cell),
        cmocka_unit_test(test_add_cell_keeps_the_ceiling),
        cmocka_unit_test(test_written_cells_read_back),
        cmocka_unit_test(test_add_text),
        cmocka_unit_test(test_formulas_become_text),
        cmocka_unit_test(test_add_text_keeps_the_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
