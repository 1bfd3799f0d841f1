#include "engine/json.h"

#include "base/utf8.h"

#include <jansson.h>
#include <math.h> /* isfinite(), a macro: nothing of libm is linked */

/* Appends `text` with every byte that is not UTF-8 replaced, or shown as \xNN. Returns whether it
 * holds a character that could act on the reader's screen. */
static bool add_well_formed(struct buf *out, struct str text, bool show)
{
    bool hostile = false;
    size_t plain = 0;
    for (size_t at = 0; at < text.len;) {
        int32_t character;
        size_t length = utf8_decode(str_slice(text, at, 4), &character);
        if (character == UTF8_REPLACEMENT && length == 1) {
            buf_add(out, str_slice(text, plain, at - plain));
            if (show)
                buf_add_format(out, "\\x%02X", (unsigned)(unsigned char)text.ptr[at]);
            else
                buf_add(out, STR("\xEF\xBF\xBD"));
            plain = at + length;
        }
        hostile = hostile || utf8_is_hostile(character);
        at += length;
    }
    buf_add(out, str_slice(text, plain, text.len - plain));
    return hostile;
}

/* Dumps into the free room of `out`; again with more room when it was too small. */
static void add_value(struct buf *out, const json_t *value, size_t guess, size_t flags)
{
    if (!value) {
        out->failed = true;
        return;
    }
    size_t left = out->ceiling - out->len;
    guess = guess < left ? guess : left; /* a guess may not break the ceiling */
    while (buf_reserve(out, guess)) {
        size_t need = json_dumpb(value, out->ptr + out->len, guess, flags | JSON_ENCODE_ANY);
        if (need == 0) {
            out->failed = true;
            return;
        }
        if (need <= guess) {
            out->len += need;
            out->ptr[out->len] = '\0';
            return;
        }
        out->ptr[out->len] = '\0'; /* forget what was written of it */
        guess = need;
    }
}

static void add_quoted(struct buf *out, struct str text, bool show)
{
    struct buf clean = BUF_INIT(text.len * 4 + 1);
    bool hostile = add_well_formed(&clean, text, show);
    if (clean.failed) {
        out->failed = true;
    } else {
        json_t *value = json_stringn_nocheck(buf_text(&clean), clean.len);
        /* The library escapes what JSON forbids. What would still act on a terminal (C1 controls,
         * overrides of the writing direction) is escaped as well: the same value to a program. */
        add_value(out, value, clean.len + 16, hostile ? JSON_ENSURE_ASCII : 0);
        json_decref(value);
    }
    buf_release(&clean);
}

void json_add_string(struct buf *out, struct str text)
{
    add_quoted(out, text, false);
}

void json_add_name(struct buf *out, struct str name)
{
    add_quoted(out, name, true);
}

void json_add_real(struct buf *out, double value)
{
    if (!isfinite(value))
        value = 0;
    if (value > -1e9 && value < 1e9) { /* beyond, a double has no six digits to round */
        int64_t millionths = (int64_t)(value * 1e6 + (value < 0 ? -0.5 : 0.5));
        value = (double)millionths / 1e6;
    }
    json_t *number = json_real(value);
    add_value(out, number, 32, JSON_REAL_PRECISION(15));
    json_decref(number);
}

bool json_is_valid(struct str text)
{
    json_t *value = json_loadb(text.ptr ? text.ptr : "", text.len,
                               JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    json_decref(value);
    return value != NULL;
}
