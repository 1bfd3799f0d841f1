/* Written for this purpose, in the shape of what servers write all day. */
#include "scan/ordinary.h"

static const char *const lines[] = {
    "2026-03-01 08:15:42,317 INFO  [http-nio-8080-exec-7] request completed in 104 ms with status "
    "200",
    "2026-03-01T08:15:42.100Z [4711] DEBUG worker-12 took message 10001 from queue orders",
    "Mar  1 08:15:42 web01 sshd[2201]: Accepted publickey for deploy from 192.0.2.17 port 50122 "
    "ssh2",
    "Mar  1 08:15:43 web01 systemd[1]: Started Session 1043 of user deploy.",
    "192.0.2.17 - - [01/Mar/2026:08:15:42 +0000] \"GET /index.html HTTP/1.1\" 200 10240 \"-\" "
    "\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36\"",
    "2026-03-01 08:15:42 W3SVC1 192.0.2.5 POST /api/orders id=1001 443 - 198.51.100.3 HTTP/1.1 - "
    "201 0 0 118",
    "[2026-03-01 08:15:42.001] [main] information: configuration loaded from the directory of the "
    "service",
    "08:15:42.500 connection from 198.51.100.3:51000 accepted by the server, session opened for "
    "user anna",
    "08:15:42.731 connection to the database established, 10 of 100 connections in use, waiting "
    "for the next query",
    "08:15:43.000 connection closed by the client after 1100 seconds, 100045 bytes received and "
    "20110 bytes sent",
    "ERROR the request could not be processed: the file was not found or access to it is denied "
    "(code 2)",
    "WARN  retry 1 of 3: the service did not answer in time, the operation will be started again "
    "in 1000 ms",
    "error: cannot read the property of an object that is null, at handler.process "
    "(server.js:110:25)",
    "   at System.Threading.Tasks.Task.Execute() in C:\\Build\\src\\Service\\Worker.cs:line 101",
    "\tat org.apache.catalina.core.StandardHostValve.invoke(StandardHostValve.java:140)",
    "Caused by: java.lang.IllegalStateException: the application context has been closed already",
    "event id 1001, source Windows Error Reporting, user NT AUTHORITY\\SYSTEM, computer SRV01, "
    "level information",
    "process 1100 (backup.exe) exited with code 0, 1015 files copied to \\\\server\\share\\backup, "
    "0 failed",
    "\"level\":\"info\",\"time\":\"2026-03-01T08:15:42Z\",\"message\":\"health check "
    "passed\",\"duration\":11,\"host\":\"app-01\"",
    "time=2026-03-01T08:15:42Z level=warn msg=\"slow query\" table=customers rows=1020 "
    "elapsed=1.01s remote=192.0.2.9:5432",
    "Transaction 10050110 committed, lock released, network i/o 12 packets, memory 1010 MB "
    "available, processor 11 %",
    "socket bound to 0.0.0.0:8443, listening for incoming connections; protocol tcp, address "
    "family ipv4",
    "The scheduled task was completed successfully. The next run will be at 09:00:00. No errors "
    "were reported.",
    "User administrator has logged on from the host workstation-7; authentication package "
    "Kerberos, key length 256",
    "INFO: page rendered, template default, language en, items 100, cache hit, version 1.10.0, "
    "request id 5f1011d0-1001",
    "Update installed: security update for the operating system, restart required, download size "
    "110 MB from the source",
    "message delivered to mailbox of the recipient, queue id 1A10F0, relay mail.example.com, "
    "status sent, delay 0.10",
    "service returned unexpected response 503 while the remote system was unavailable; the "
    "resource is busy, timed out",
    "INFO GET /static/app.js and POST /login were served in 12 ms; get data by name from all of "
    "the nodes",
    "10.0.0.5 - anna [01/Mar/2026:08:16:01 +0100] \"POST /account/settings HTTP/2.0\" 302 0 "
    "\"https://www.example.com/account\"",
    "kernel: eth0: link is up, 1000 Mbps full duplex; usb 1-1: new high-speed device number 11 "
    "using xhci_hcd",
    "CRON[1102]: (root) CMD (/usr/local/bin/cleanup --all --older-than 100 days)",
    "dbus-daemon: activating service name='org.freedesktop.network' requested by uid=1000 pid=1010 "
    "comm=settings",
    "configure: installing packages, setting up libraries, creating links, reading package lists, "
    "done",
    "Unpacking perl-base over the previous version, preparing to replace it, checking figures and "
    "configured files",
    "WARNING: disk usage of volume C: is at 91 %, 100 GB of 1100 GB are left, check the backup and "
    "archive settings",
    "audit: user=anna action=update object=invoice/110045 old=open new=paid result=success "
    "address=192.0.2.44",
    "heartbeat received from node 10 of the cluster, term 1001, leader unchanged, no rebalance is "
    "needed",
    "Starting background worker, interval 00:10:00, batch size 1000, maximum degree of parallelism "
    "4",
    "sending e-mail to support@example.com, subject Report of the week, attachment report.pdf, 101 "
    "kB",
    "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"name\" is null",
    "Traceback (most recent call last): File \"worker.py\", line 101, in handle: return "
    "self.queue.get(timeout=10)",
    "ValueError: could not convert string to float: invalid literal in the column price of the "
    "table products",
    "[notice] 1100#1104: using the \"epoll\" event method; signal process started; gracefully "
    "shutting down",
    "certificate of the server is valid until 2027, cipher suite TLS_AES_256_GCM_SHA384, key "
    "exchange done",
    "Loading plugins and modules: reporting, search, import, export, validation, translation, all "
    "ready",
    "license check: feature enterprise, 10 seats, 7 used, reserved for building and staging hosts",
    "thread pool is saturated, tasks are waiting, consider raising the limit; collection of "
    "garbage took 110 ms",
    "Reading the index file was finished, verifying blocks, receiving headers, accepting new "
    "transactions",
    "virtual machine migration of the guest to another host is in progress, memory copied 10 of 16 "
    "GB",
    "print job 1012 was sent by the user to the printer on the second floor, pages 11, size "
    "1048576",
    "time synchronised with the source, offset 0.0010 s, stratum 2, reach 377, root delay 0.011",
    "Windows update agent: found 11 updates, downloading, installing, restart pending, result code "
    "0x0",
    "group policy was processed successfully, settings of 10 objects were detected and applied in "
    "1100 milliseconds",
    "DHCP lease renewed: address 192.0.2.101, mask 255.255.255.0, gateway 192.0.2.1, lease time "
    "86400",
    "VPN tunnel is established with the peer, sent 1001 packets, dropped none, rekey in 3600 "
    "seconds",
    "Queue depth is back to normal. Message consumer resumed reading. Average rate per minute: "
    "1100.5",
    "SELECT id, name, total FROM orders WHERE created >= '2026-03-01' ORDER BY id LIMIT 100 OFFSET "
    "1000",
};

void ordinary_lines(ordinary_line_fn *line, void *state)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        line(state, str_from(lines[i]));
}
