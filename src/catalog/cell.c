#include "catalog/cell.h"

#include <stdio.h>

#include "base/utf8.h"

#define SHOWN_MAX 60 /* bytes of a cell that an error repeats */

struct str cell_shown(const struct csv_row *row, size_t column)
{
    struct str cell = row->cells[column];
    if (cell.len > SHOWN_MAX)
        cell.len = utf8_floor(cell, SHOWN_MAX);
    return cell;
}

enum status cell_number(const struct csv_row *row, size_t column, int32_t *out, struct error *err)
{
    struct str cell = row->cells[column];
    int64_t value = 0;
    bool signless = cell.len && ascii_is_digit(cell.ptr[0]);
    if (!signless || !str_to_i64(cell, &value) || value < 1 || value > INT32_MAX)
        return csv_cell_error(row, column, err, "'%.*s' is not a whole number from 1 to 2147483647",
                              STR_ARG(cell_shown(row, column)));
    *out = (int32_t)value;
    return STATUS_OK;
}

enum status cell_text(const struct csv_row *row, size_t column, struct arena *memory,
                      const char **out, struct error *err)
{
    *out = row->cells[column].len ? arena_copy(memory, row->cells[column]) : "";
    return *out ? STATUS_OK : error_no_memory(err);
}

enum status cell_needed_text(const struct csv_row *row, size_t column, struct arena *memory,
                             const char **out, struct error *err)
{
    if (str_trim(row->cells[column]).len == 0)
        return csv_cell_error(row, column, err, "must not be empty");
    return cell_text(row, column, memory, out, err);
}

static size_t find_word(struct str word, const char *const *words)
{
    size_t i = 0;
    while (words[i] && !str_equal(word, str_from(words[i])))
        i++;
    return i;
}

static enum status unknown_word(const struct csv_row *row, size_t column, struct str word,
                                const char *const *words, struct error *err)
{
    char list[512] = "";
    size_t len = 0;
    for (size_t i = 0; words[i] && len < sizeof list; i++)
        len += (size_t)snprintf(list + len, sizeof list - len, "%s%s", i ? ", " : "", words[i]);
    if (word.len > SHOWN_MAX)
        word.len = utf8_floor(word, SHOWN_MAX);
    return csv_cell_error(row, column, err, "'%.*s' is not one of %s", STR_ARG(word), list);
}

enum status cell_word(const struct csv_row *row, size_t column, const char *const *words,
                      size_t *out, struct error *err)
{
    size_t i = find_word(row->cells[column], words);
    if (!words[i])
        return unknown_word(row, column, row->cells[column], words, err);
    *out = i;
    return STATUS_OK;
}

enum status cell_word_set(const struct csv_row *row, size_t column, const char *const *words,
                          uint16_t *out, struct error *err)
{
    struct str rest = str_trim(row->cells[column]);
    *out = 0;
    while (rest.len) {
        size_t space = str_find(rest, STR(" "), 0);
        struct str word = str_slice(rest, 0, space);
        size_t i = find_word(word, words);
        if (!words[i])
            return unknown_word(row, column, word, words, err);
        *out |= (uint16_t)(1u << i);
        rest = str_trim(str_slice(rest, word.len, SIZE_MAX));
    }
    return STATUS_OK;
}
