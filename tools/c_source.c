#include "c_source.h"

#include <stddef.h>

/* C99 promises literals of 4095 bytes; compilers go on, but a long one is hard to read as well. */
#define PIECE_BYTES 90

void c_source_string(FILE *out, const char *text)
{
    fputc('"', out);
    size_t in_piece = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (in_piece >= PIECE_BYTES) {
            fputs("\"\n    \"", out);
            in_piece = 0;
        }
        if (*p == '"' || *p == '\\' || *p == '?')
            in_piece += (size_t)fprintf(out, "\\%c", *p);
        else if (*p < 0x20 || *p > 0x7e)
            in_piece += (size_t)fprintf(out, "\\%03o", *p);
        else
            in_piece += (size_t)(fputc(*p, out) != EOF);
    }
    fputc('"', out);
}
