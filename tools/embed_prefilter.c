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
    fprintf(out, "static const alignas(64) unsigned char %s[] = {", name);
    for (size_t i = 0; i < bytes.len; i++)
        fprintf(out, "%s%u,", i % BYTES_PER_LINE ? "" : "\n    ", (unsigned char)bytes.ptr[i]);
    fputs(bytes.len ? "\n};\n" : "0};\n", out);
}

static void put_snapshot(FILE *out, const struct scan_snapshot_bufs *taken)
{
    fputs("/* Generated from the built-in rules. */\n#include \"scan/snapshot.h\"\n\n#include "
          "<stdalign.h>\n\n",
          out);
    put_bytes(out, "sieve", buf_str(&taken->sieve));
    put_bytes(out, "coarse", buf_str(&taken->coarse));
    put_bytes(out, "wants", buf_str(&taken->wants));
    put_bytes(out, "digits", buf_str(&taken->digits));
    fprintf(out,
            "\nstatic const struct scan_snapshot builtin = {{(const char *)sieve, %zu},\n"
            "                                             {(const char *)coarse, %zu},\n"
            "                                             {(const char *)wants, %zu},\n"
            "                                             {(const char *)digits, %zu}};\n\n"
            "const struct scan_snapshot *scan_snapshot_builtin(void)\n{\n    return &builtin;\n}\n",
            taken->sieve.len, taken->coarse.len, taken->wants.len, taken->digits.len);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: embed_prefilter OUT.c\n", stderr);
        return 2;
    }
    struct error err;
    struct scan_snapshot_bufs taken = {BUF_INIT(SNAPSHOT_BYTES_MAX), BUF_INIT(SNAPSHOT_BYTES_MAX),
                                       BUF_INIT(SNAPSHOT_BYTES_MAX), BUF_INIT(SNAPSHOT_BYTES_MAX)};
    if (scan_snapshot_take(ruleset_builtin(), &taken, &err)) {
        fprintf(stderr, "embed_prefilter: %s\n", err.text);
        return 1;
    }
    FILE *out = fopen(argv[1], "w");
    if (out)
        put_snapshot(out, &taken);
    buf_release(&taken.sieve);
    buf_release(&taken.coarse);
    buf_release(&taken.wants);
    buf_release(&taken.digits);
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "embed_prefilter: cannot write %s\n", argv[1]);
        return 1;
    }
    return 0;
}
