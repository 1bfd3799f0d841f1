# W3C logs are in UTC, but not those that say otherwise; syslog takes its year from the file's date.
cat >iis.log <<'END'
#Software: Microsoft Internet Information Services 10.0
#Fields: date time s-ip cs-method cs-uri-stem sc-status
2026-11-20 10:00:00 10.0.0.1 GET /a?e=WSAECONNRESET 500
END
cat >firewall.log <<'END'
#Version: 1.5
#Software: Microsoft Windows Firewall
#Time Format: Local
#Fields: date time action protocol
2026-11-20 10:00:00 WSAECONNRESET TCP
END
cat >syslog <<'END'
Dec 31 23:59:59 host app: WSAECONNRESET
Jan  1 00:00:01 host app: WSAECONNRESET
Jan 15 12:00:00 host app: WSAECONNRESET
Jan 17 12:00:00 host app: WSAECONNRESET
Feb 29 12:00:00 host app: WSAECONNRESET
END
touch -d '2026-01-15 12:00:00 UTC' syslog
wsalog find -f csv iis.log firewall.log syslog | cut -d, -f 1,2,8 | sed 1d
wsalog find -f csv --tz +01:00 iis.log firewall.log | cut -d, -f 1,2,8 | sed 1d
echo "== standard input: a file has a date, a pipe has none"
wsalog find -f csv - <syslog | cut -d, -f 2,8 | sed 1d
cat syslog | wsalog find -f csv - | cut -d, -f 2,8 | sed 1d
