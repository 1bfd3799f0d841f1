/*
 * A folder of tables for one test, made in the directory in which the test runs.
 */
#ifndef WSALOG_TESTS_UNIT_CATALOG_FOLDER_H
#define WSALOG_TESTS_UNIT_CATALOG_FOLDER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "catalog/catalog.h"

struct folder {
    char path[32];
};

#define FOLDER_FILES                                                                               \
    {                                                                                              \
        "categories.csv", "operations.csv", "errors.csv", "aliases.csv", "causes.csv",             \
            "actions.csv", "messages.csv", "related.csv", "notes.csv"                              \
    }

static inline struct folder folder_make(void)
{
    struct folder f = {"tables-XXXXXX"};
    assert_non_null(mkdtemp(f.path));
    return f;
}

static inline void folder_file(const struct folder *f, const char *name, char *out, size_t room)
{
    assert_true((size_t)snprintf(out, room, "%s/%s", f->path, name) < room);
}

static inline void folder_write(const struct folder *f, const char *name, const char *text)
{
    char path[128];
    folder_file(f, name, path, sizeof path);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static inline void folder_remove(const struct folder *f)
{
    const char *const names[] = FOLDER_FILES;
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        folder_file(f, names[i], path, sizeof path);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(f->path), 0);
}

#define HEAD_CATEGORIES "id,rank,title,description\n"
#define HEAD_OPERATIONS "id,title,calls\n"
#define HEAD_ERRORS "code,name,title,category,severity,retry,description\n"
#define HEAD_ALIASES "alias,code,kind\n"
#define HEAD_CAUSES "code,operation,text,source\n"
#define HEAD_ACTIONS "code,operation,audience,kind,text,command,risk,source\n"
#define HEAD_RELATED "code,name,title,source\n"
#define HEAD_MESSAGES "code,language,text,trigger,ambiguous,source\n"

/* A small catalog: three errors, two categories whose file order is not their rank. */
static inline void folder_fill(const struct folder *f)
{
    folder_write(f, "categories.csv",
                 HEAD_CATEGORIES "stack,2,The stack,Windows itself\n"
                                 "connection,1,Connections,A connection ended\n");
    folder_write(f, "operations.csv",
                 HEAD_OPERATIONS "send,Sending,send wsasend\nreceive,Receiving,recv read\n");
    folder_write(f, "errors.csv",
                 HEAD_ERRORS
                 "11001,WSAHOST_NOT_FOUND,Host not found,stack,actionable,after-fix,No such name\n"
                 "10054,WSAECONNRESET,Connection reset,connection,transient,yes,The peer reset it\n"
                 "87,WSA_INVALID_PARAMETER,Wrong parameter,stack,critical,no,\n");
    folder_write(f, "aliases.csv",
                 HEAD_ALIASES "ECONNRESET,10054,bsd\nConnectionReset,10054,dotnet\n"
                              "HostNotFound,11001,dotnet\nECONNRESET,10054,libuv\n"
                              "EITHER,87,bsd\nEITHER,11001,bsd\n");
    folder_write(f, "causes.csv",
                 HEAD_CAUSES "10054,,The program crashed,\n"
                             "10054,send receive,A firewall reset it,docs\n");
    folder_write(f, "actions.csv",
                 HEAD_ACTIONS "10054,receive,operator,check,Look,netstat -ano,,docs\n"
                              "10054,,network,change,Open the port,,Opens the port,\n"
                              "11001,,nobody,check,Nothing,,,\n");
    folder_write(f, "messages.csv",
                 HEAD_MESSAGES
                 "10054,en,An existing connection was forcibly closed by the remote host.,,,\n"
                 "10054,fr,Une connexion existante a d\xC3\xBB \xC3\xAAtre ferm\xC3\xA9"
                 "e par l\xE2\x80\x99h\xC3\xB4te distant.,,weak,\n"
                 "11001,en,\"No such\r\nhost is known.\",,87,\n");
}

#endif
