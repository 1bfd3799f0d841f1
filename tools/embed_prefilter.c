/*
 * embed_prefilter OUT.c
 *
 * Compiles the prefilter of the built-in rules and writes it as constant C data. Run by the build.
 */
#include <stdio.h>

#include "scan/snapshot.h"

#define SNAPSHOT_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define BYTES_PER_LINE 24

static void put_bytes(FILE *out, const char *name, struct str bytes)
{
    fprintf(out, "static const unsigned char %s[] = {", name);
    for (size_t i = 0; i < bytes.len; i++)
        fprintf(out, "%s%u,", i % BYTES_PER_LINE ? "" : "\n    ", (unsigned char)bytes.ptr[i]);
    fputs(bytes.len ? "\n};\n" : "0};\n", out);
}

static void put_snapshot(FILE *out, struct str coarse, struct str fine)
{
    fputs("/* Generated from the built-in rules. */\n#include \"scan/snapshot.h\"\n\n", out);
    put_bytes(out, "coarse", coarse);
    put_bytes(out, "fine", fine);
    fprintf(out,
            "\nstatic const struct scan_snapshot builtin = {{(const char *)coarse, %zu},\n"
            "                                             {(const char *)fine, %zu}};\n\n"
            "const struct scan_snapshot *scan_snapshot_builtin(void)\n{\n    return &builtin;\n}\n",
            coarse.len, fine.len);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: embed_prefilter OUT.c\n", stderr);
        return 2;
    }
    struct error err;
    struct buf coarse = BUF_INIT(SNAPSHOT_BYTES_MAX), fine = BUF_INIT(SNAPSHOT_BYTES_MAX);
    if (scan_snapshot_take(ruleset_builtin(), &coarse, &fine, &err)) {
        fprintf(stderr, "embed_prefilter: %s\n", err.text);
        return 1;
    }
    FILE *out = fopen(argv[1], "w");
    if (out)
        put_snapshot(out, buf_str(&coarse), buf_str(&fine));
    buf_release(&coarse);
    buf_release(&fine);
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "embed_prefilter: cannot write %s\n", argv[1]);
        return 1;
    }
    return 0;
}
