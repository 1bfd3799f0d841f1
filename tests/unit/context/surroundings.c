/* context/surroundings.c, operation.c, peer.c, endpoint.c: what a line tells around a match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "context/surroundings.h"

/* A line with its match between << and >>; T stands for a message of Windows. */
struct sample {
    enum operation operation;
    const char *peer; /* as it is reported */
    const char *host;
    const char *line;
};

static const struct sample samples[] = {
    /* Operations: the call before the match, the nearest. */
    {OPERATION_CONNECT, "", "", "Socket error: connect, <<10060>>"},
    {OPERATION_RECEIVE, "127.0.0.1:37800", "",
     "read tcp 127.0.0.1:49200->127.0.0.1:37800: wsarecv: <<T>>"},
    {OPERATION_BIND, "", "",
     "connect to 192.0.2.1:8800 failed: listen udp 192.0.2.1:8800: bind: <<T>>"},
    {OPERATION_CONNECT, "[2001:db8::200d]:443", "",
     "dial tcp6 [2001:db8::200d]:443: connectex: <<T>>"},
    {OPERATION_SEND, "127.0.0.1:8787", "",
     "handler.go:96 Unable to respond: WSASend tcp 127.0.0.1:8787: <<T>>"},
    {OPERATION_RESOLVE, "api.example.com", "",
     "dial tcp: lookup api.example.com: getaddrinfow: <<T>>"},
    {OPERATION_CLOSE, "", "", "in thread: 0 failed: closesocket, GetLastError: <<10038>>"},
    {OPERATION_ACCEPT, "", "", "critical/Socket: accept() failed with error code <<10093>>"},
    {OPERATION_RECEIVE, "", "", "Unable to read data from the transport connection: <<T>>"},
    {OPERATION_SEND, "", "", "Unable to write data to the transport connection: <<T>>"},
    {OPERATION_CONNECT, "", "", "CSocketTransport::postConnectProcessing Return Code: <<10061>>"},
    {OPERATION_RECEIVE, "", "", "dtcp_read: TCP - failure: socket (632) (TCP <<10054>>: x)"},
    {OPERATION_CONNECT, "", "", "NiPConnect2: System error <<10061>>"},
    {OPERATION_BIND, "", "", "make_listen_bind: failed (socket #1, code <<10048>>)"},
    {OPERATION_CONNECT, "", "", "Ruby in `connect_internal': <<T>>"},
    {OPERATION_OPTION, "", "", "the TCP/IP (setsockopt(SO_KEEPALIVE)) call was <<10055>>"},
    {OPERATION_STARTUP, "", "", "WSAStartup failed: <<10093>>"},
    {OPERATION_CONNECT, "", "", "failed to connect: <<10060>>"},
    {OPERATION_CONNECT, "", "", "Connecting to the service, <<10060>>"},
    {OPERATION_CONNECT, "", "", "could not connect, error <<10060>>"},
    /* Behind the match, where it has the form of a call. */
    {OPERATION_CONNECT, "", "", "java.net.ConnectException: <<Connection refused>>: connect"},
    {OPERATION_RECEIVE, "", "", "code: <<ECONNRESET>>, syscall: 'read'"},
    {OPERATION_CONNECT, "", "", "<<10061>> at System.Net.Sockets.Socket.DoConnect(EndPoint e)"},
    {OPERATION_CONNECT, "", "", "<<T>> - connect(2) (Errno::ECONNREFUSED)"},
    {OPERATION_CONNECT, "127.0.0.1:5432", "",
     "[WinError <<10061>>] Connect call failed ('127.0.0.1', 5432)"},
    {OPERATION_BIND, "", "",
     "[Errno <<10048>>] error while attempting to bind on address ('127.0.0.1', 8000): x"},
    {OPERATION_CONNECT, "127.0.0.1:9000", "",
     "upstream timed out (<<10060>>: T) while connecting to upstream, client: 192.0.2.4, "
     "upstream: \"http://127.0.0.1:9000/\""},
    {OPERATION_RECEIVE, "", "", "recv failed (<<10054>>: T) while reading client request line"},
    {OPERATION_NONE, "", "", "<<10054>> then we read the manual"},
    {OPERATION_NONE, "", "", "<<10054>>: read the docs"},
    /* What tells nothing: longer words, compounds, paths, settings, Windows' own messages. */
    {OPERATION_NONE, "", "", "connection lost <<10053>>"},
    {OPERATION_NONE, "", "", "the connected party <<10060>>"},
    {OPERATION_NONE, "", "", "last-read: 22s ago <<10053>>"},
    {OPERATION_NONE, "", "", "C:\\send\\file <<10053>>"},
    {OPERATION_NONE, "", "", "/api/send <<10053>>"},
    {OPERATION_NONE, "", "", "connect.example <<10053>>"},
    {OPERATION_NONE, "", "", "read_timeout=30 <<10053>>"},
    {OPERATION_NONE, "", "", "about to close <<10053>>"},
    {OPERATION_NONE, "", "",
     "A message larger than the buffer used to receive a datagram into (os error <<10040>>)"},
    {OPERATION_NONE, "", "",
     "A request to send or receive data was disallowed (when sending on a datagram socket using a "
     "sendto call) <<10057>>"},
    {OPERATION_NONE, "", "", "A connect request was made on a connected socket <<10056>>"},
    {OPERATION_NONE, "", "", "during a database lookup. <<11003>>"},
    {OPERATION_NONE, "", "", "has not called WSAStartup, or WSAStartup failed. (<<10093>>)"},
    {OPERATION_NONE, "", "", "WSAStartup non ha <<10093>>"},
    {OPERATION_NONE, "", "", "<<A request to send or receive data was disallowed>>"},
    /* Peers: before the match. */
    {OPERATION_NONE, "192.0.2.30:5555", "", "cannot reach 192.0.2.30:5555: <<T>> (10061)"},
    {OPERATION_CONNECT, "elk.example.com:5044", "",
     "Failed to connect to backoff(async(tcp://elk.example.com:5044)): <<10061>>"},
    {OPERATION_CONNECT, "192.0.2.85:5044", "",
     "Failed to connect to tcp://elk.example.com:5044: dial tcp 192.0.2.85:5044: connectex: <<T>>"},
    {OPERATION_CONNECT, "git.example.com:443", "",
     "Failed to connect to git.example.com port 443: <<Timed out>>"},
    {OPERATION_NONE, "git.example.com", "",
     "fatal: unable to access 'https://git.example.com/project.git/': <<T>>"},
    {OPERATION_NONE, "api.example.com:8443", "",
     "https://user:secret@api.example.com:8443/x failed: <<10060>>"},
    {OPERATION_NONE, "192.0.2.3:5432", "",
     "connection to server at \"db.example.com\" (192.0.2.3), port 5432 failed: <<10060>>"},
    {OPERATION_NONE, "[::1]:5432", "",
     "connection to server at \"::1\", port 5432 failed: <<10061>>"},
    {OPERATION_CONNECT, "localhost", "",
     "Can't connect to MySQL server on 'localhost' (<<10061>>)"},
    {OPERATION_NONE, "db.example.com", "",
     "Unknown MySQL server host 'db.example.com' (<<11001>>)"},
    {OPERATION_CONNECT, "api.example.com:443", "",
     "Pool(host='api.example.com', port=443): NewConnectionError(': [<<WinError 10061>>]"},
    {OPERATION_CONNECT, "host1:1433", "", "connect to server=tcp:host1,1433 failed <<10061>>"},
    {OPERATION_NONE, "db.example.com:1433", "",
     "Data Source=tcp:db.example.com,1433;User ID=x <<10060>>"},
    {OPERATION_NONE, "sql02", "", "Data Source=sql02\\INST1;Initial Catalog=x: <<10060>>"},
    {OPERATION_NONE, "", "", "Source=sql02 said <<10060>>"},
    {OPERATION_NONE, "[::1]:443", "", "no answer from [::1]:443 <<10060>>"},
    {OPERATION_RESOLVE, "api.example.com", "", "getaddrinfo failed for api.example.com: <<11001>>"},
    {OPERATION_RESOLVE, "git.example.net:9418", "",
     "Unable to look up git.example.net (port 9418) (<<A non-recoverable error>>)"},
    {OPERATION_RESOLVE, "git.example.net", "", "could not look up 'git.example.net': <<11001>>"},
    {OPERATION_NONE, "", "", "to look up the meaning of <<10054>>"},
    {OPERATION_CONNECT, "HOST1", "", "Failed to establish a connection with host 'HOST1': <<T>>"},
    {OPERATION_CONNECT, "", "", "error while establishing a connection to the server: <<10061>>"},
    {OPERATION_NONE, "", "", "or established connection failed because <<10060>>"},
    {OPERATION_NONE, "", "", "failed for api.example.com: <<11001>>"},
    {OPERATION_NONE, "mail.example.com:25", "",
     "Server: 'mail.example.com', Protocol: SMTP, Port: 25, Socket Error: <<10061>>"},
    {OPERATION_NONE, "fileserver", "", "\\\\fileserver\\share\\x.txt: <<10053>> aborted"},
    {OPERATION_NONE, "fileserver", "", "{\"path\":\"\\\\\\\\fileserver\\\\share\"} <<10053>>"},
    {OPERATION_NONE, "HOST2", "", "a migration with host 'HOST2': <<T>>"},
    {OPERATION_CONNECT, "db1:5432", "", "Connecting to db1:5432... failed with <<10061>>"},
    {OPERATION_NONE, "localhost:5432", "", "Servers: [ { Address: localhost:5432, Error: <<T>>"},
    {OPERATION_NONE, "app.example.com:8060", "",
     "Could not reach net.tcp://app.example.com:8060/x. TCP error code <<10061>>: T"},
    {OPERATION_RECEIVE, "192.0.2.7:5000", "",
     "[remote 192.0.2.7:5000][local 192.0.2.8:443] recv <<10054>>"},
    {OPERATION_RECEIVE, "192.0.2.2:443", "",
     "src=192.0.2.1:50000 dst=192.0.2.2:443 recv <<10054>>"},
    /* Peers: behind the match. */
    {OPERATION_NONE, "localhost:5051", "", "<<T>> (localhost:5051)"},
    {OPERATION_NONE, "sql01:5051", "", "<<T>>. (sql01:5051)"},
    {OPERATION_NONE, "192.0.2.10:8060", "", "<<T>> 192.0.2.10:8060."},
    {OPERATION_CONNECT, "127.0.0.1:8888", "", "Error: connect <<ECONNREFUSED>> 127.0.0.1:8888"},
    {OPERATION_NONE, "127.0.0.1:8080", "",
     "<<Connection refused>>: no further information: localhost/127.0.0.1:8080"},
    {OPERATION_RESOLVE, "api.example.com", "", "getaddrinfo <<ENOTFOUND>> api.example.com"},
    {OPERATION_RESOLVE, "ldap.example.com", "",
     "getaddrinfo: <<No such host is known>> (ldap.example.com)"},
    {OPERATION_RESOLVE, "", "",
     "getaddrinfo: <<No such host is known>>. ldap.example.com was down"},
    {OPERATION_NONE, "", "", "<<T>> (ldap.example.com)"},
    {OPERATION_NONE, "api.example.com", "",
     "(OS Error: x, errno = <<10054>>), address = api.example.com, port = 52101"},
    {OPERATION_NONE, "api.example.com:443", "",
     "(OS Error: x, errno = <<10054>>), address = api.example.com, port = 443"},
    {OPERATION_SEND, "198.51.100.14:54416", "",
     "sendmsg error: code: <<10055>>, destination: 198.51.100.14:54416, src_ip: Some(192.0.2.135)"},
    {OPERATION_NONE, "ldap.example.com:636", "",
     "<<T>>> for <ldaps://ldap.example.com:636 - ssl - <local: [::]:50132 - remote: [None]:None>"},
    {OPERATION_CONNECT, "192.0.2.7:8080", "",
     "connect() failed (<<10061>>: T), client: 198.51.100.144, upstream: "
     "\"http://192.0.2.7:8080/\""},
    /* Several on one line: each has its own. */
    {OPERATION_SEND, "192.0.2.1:5044", "",
     "primary tcp://192.0.2.1:5044 wsasend: <<T>>; backup tcp://192.0.2.2:5044 connectex: T"},
    {OPERATION_CONNECT, "192.0.2.2:5044", "",
     "primary tcp://192.0.2.1:5044 wsasend: T; backup tcp://192.0.2.2:5044 connectex: <<T>>"},
    /* Clients: the host alone. */
    {OPERATION_RECEIVE, "192.0.2.5", "", "read tcp 10.0.0.1:443->192.0.2.5:50010: wsarecv: <<T>>"},
    {OPERATION_NONE, "192.0.2.9", "", "client 192.0.2.9:51234 disconnected: <<10054>>"},
    {OPERATION_NONE, "2001:db8::9", "", "client: 2001:db8::9, server x: <<10054>>"},
    {OPERATION_ACCEPT, "192.0.2.9", "", "Accepted 192.0.2.9:51234 accept() <<10054>>"},
    {OPERATION_RECEIVE, "127.0.0.1", "",
     "An error occured while receiving from 127.0.0.1 : <<10054>>"},
    {OPERATION_RECEIVE, "192.0.2.9:443", "", "recv from 192.0.2.9:443 failed: <<10054>>"},
    /* No peer. */
    {OPERATION_BIND, "", "", "bind() to 127.0.0.1:80 failed (<<10013>>)"},
    {OPERATION_ACCEPT, "", "", "accept tcp 127.0.0.1:80: acceptex: <<T>>"},
    {OPERATION_NONE, "", "", "bare 0.0.0.0:80 and [::]:80 <<10048>>"},
    {OPERATION_NONE, "", "", "(TCPAccepter.cpp:118) IOProcessor.go:71 x.rs:230 <<10013>>"},
    {OPERATION_NONE, "", "", "at 10:20:30 the error <<10054>> came"},
    {OPERATION_RECEIVE, "", "", "<Event xmlns='http://a.example.com/e'><D>recv failed: <<10054>>"},
    {OPERATION_RECEIVE, "", "", "<w:D xmlns:w=\"urn://a.example.com/e\">recv failed: <<10054>>"},
    {OPERATION_NONE, "", "", "connection refused; v 10.2.3.4 <<10061>>"},
    {OPERATION_NONE, "", "", "version 1.2.3.4: 2.7.33.41805 <<10061>>"},
    {OPERATION_NONE, "", "", "C:\\Users\\bob\\x.log: socket error <<10053>>"},
    {OPERATION_NONE, "", "", "{\"path\":\"C:\\\\Users\\\\bob\\\\x\"} <<10053>>"},
    {OPERATION_NONE, "", "", "<<asio.system:11001>>"},
    {OPERATION_NONE, "", "", "server error:10061 pid:1234 is <<WSAECONNREFUSED>>"},
    {OPERATION_NONE, "", "", "System.Net.Sockets.SocketException: <<T>>"},
    {OPERATION_NONE, "", "", "std::string ab::cd <<10054>>"},
    {OPERATION_NONE, "", "", "[16:46:20 ERR] [16:46:20] <<10014>>"},
    /* The host that wrote the line. */
    {OPERATION_NONE, "", "host1", "<13>Nov 20 21:04:05 host1 app[12]: failed <<10054>>"},
    {OPERATION_NONE, "", "host1", "Nov 20 21:04:05 host1 app: failed <<10054>>"},
    {OPERATION_NONE, "", "srv01.example.com",
     "<165>1 2026-11-20T21:04:05Z srv01.example.com app 12 - - failed <<10054>>"},
    {OPERATION_NONE, "", "", "<165>1 2026-11-20T21:04:05Z - app 12 - - failed <<10054>>"},
    {OPERATION_NONE, "", "", "Nov 20 21:04:05 just words here <<10054>>"},
    {OPERATION_NONE, "", "", "Nov 20, 2026 9:04:05 PM org.apache.x y: <<10054>>"},
    {OPERATION_NONE, "", "web01", "{\"hostname\":\"web01\",\"msg\":\"<<10054>>\"}"},
    {OPERATION_NONE, "", "SRV01", "computer=SRV01 failed <<10054>>"},
    {OPERATION_NONE, "", "SRV01.example.com",
     "<System><Computer>SRV01.example.com</Computer></System> error <<10048>>"},
};
#define SAMPLE_COUNT (sizeof samples / sizeof samples[0])

static const char *const calls[OPERATION_COUNT] = {
    [OPERATION_BIND] = "bind binding bindexception",
    [OPERATION_LISTEN] = "listen",
    [OPERATION_CONNECT] = ("connect connectex connecting doconnect connect_internal "
                           "dial connectexception newconnectionerror"),
    [OPERATION_ACCEPT] = "accept acceptex",
    [OPERATION_SEND] = "send wsasend sendto sendmsg sending write",
    [OPERATION_RECEIVE] = "recv wsarecv recvfrom receive receiving read",
    [OPERATION_RESOLVE] = "getaddrinfo getaddrinfow lookup resolve",
    [OPERATION_CLOSE] = "close closesocket",
    [OPERATION_OPTION] = "setsockopt getsockopt",
    [OPERATION_STARTUP] = "wsastartup",
};

static struct call_words *open_words(void)
{
    struct call_words *words = NULL;
    struct error err;
    assert_int_equal(call_words_new(calls, &words, &err), STATUS_OK);
    return words;
}

/* A sample without its marks. */
struct marked {
    struct str line; /* of exactly its size; owned */
    size_t at, len;
};

static struct marked take_marks(const char *text)
{
    const char *open = strstr(text, "<<");
    const char *close = open ? strstr(open, ">>") : NULL;
    assert_true(open && close && open < close);
    size_t before = (size_t)(open - text);
    size_t len = (size_t)(close - open) - 2;
    size_t after = strlen(close + 2);
    char *line = malloc(before + len + after + 1);
    assert_non_null(line);
    memcpy(line, text, before);
    memcpy(line + before, open + 2, len);
    memcpy(line + before + len, close + 2, after);
    line = realloc(line, before + len + after);
    assert_non_null(line);
    return (struct marked){{line, before + len + after}, before, len};
}

static void every_sample(void **state)
{
    (void)state;
    struct call_words *words = open_words();
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *s = &samples[i];
        struct marked m = take_marks(s->line);
        struct surroundings found;
        surroundings_find(words, m.line, m.at, m.len, &found);
        struct buf peer = BUF_INIT(1024);
        surroundings_add_peer(&found, &peer);
        if (found.operation != s->operation || strcmp(buf_text(&peer), s->peer) != 0 ||
            !str_equal(found.host, str_from(s->host)))
            fail_msg("%s: %s, peer %s, host %.*s", s->line, operation_id(found.operation),
                     buf_text(&peer), STR_ARG(found.host));
        buf_release(&peer);
        free((char *)(uintptr_t)m.line.ptr);
    }
    call_words_free(words);
}

static bool is_inside(struct str part, struct str line)
{
    return part.len == 0 || (part.ptr >= line.ptr && part.ptr + part.len <= line.ptr + line.len);
}

/* Every sample cut at both ends, with the match anywhere, in memory of exactly its size: the
 * sanitizers see a read outside, and what is found lies in the line. */
static void cut_lines(void **state)
{
    (void)state;
    struct call_words *words = open_words();
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        size_t full = strlen(samples[i].line);
        for (size_t cut = 0; cut <= full; cut++) {
            bool front = cut % 2;
            size_t len = full - cut;
            char *copy = malloc(len ? len : 1);
            assert_non_null(copy);
            memcpy(copy, samples[i].line + (front ? cut : 0), len);
            struct str line = {copy, len};
            for (size_t at = 0; at <= len; at += 7) {
                struct surroundings found;
                surroundings_find(words, line, at, cut % 9, &found);
                assert_true(is_inside(found.peer, line) && is_inside(found.peer_port, line) &&
                            is_inside(found.host, line));
            }
            free(copy);
        }
    }
    call_words_free(words);
}

/* A match in a long line: what is far away is not looked at, and a match outside is clipped. */
static void far_away(void **state)
{
    (void)state;
    struct call_words *words = open_words();
    struct buf line = BUF_INIT(1 << 16);
    struct surroundings found;
    buf_add_text(&line, "connect to 192.0.2.1:80 ");
    buf_add_repeat(&line, '.', 2000);
    size_t at = line.len;
    buf_add_text(&line, "10060");
    buf_add_repeat(&line, '.', 2000);
    buf_add_text(&line, " 192.0.2.2:80 connect()");
    surroundings_find(words, buf_str(&line), at, 5, &found);
    assert_int_equal(found.operation, OPERATION_NONE);
    assert_int_equal(found.peer.len, 0);
    surroundings_find(words, buf_str(&line), 20, SIZE_MAX, &found);
    surroundings_find(words, buf_str(&line), SIZE_MAX, SIZE_MAX, &found);
    surroundings_find(words, (struct str){NULL, 0}, 0, 0, &found);
    assert_int_equal(found.operation, OPERATION_NONE);
    buf_release(&line);
    call_words_free(words);
}

static void words_are_copied(void **state)
{
    (void)state;
    char list[] = "  alpha  beta ";
    const char *const few[OPERATION_COUNT] = {[OPERATION_SEND] = list, [OPERATION_BIND] = ""};
    struct call_words *words = NULL;
    struct error err;
    assert_int_equal(call_words_new(few, &words, &err), STATUS_OK);
    memset(list, 'x', sizeof list - 1);
    struct surroundings found;
    surroundings_find(words, STR("Beta: 10054"), 6, 5, &found);
    assert_int_equal(found.operation, OPERATION_SEND);
    call_words_free(words);
    call_words_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample),
        cmocka_unit_test(cut_lines),
        cmocka_unit_test(far_away),
        cmocka_unit_test(words_are_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
