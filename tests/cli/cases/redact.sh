# What was planted in a log is in no format, and is in the legend; the report still says what to do.
cat >app.log <<'LOG'
2026-03-02 08:00:00 ERROR svc on APPSRV07: connect to SQLPROD01.corp.contoso.local:1433 failed: [WinError 10061] refused
2026-03-02 08:00:05 ERROR Data Source=tcp:SQLPROD01,1433;User Id=app_writer;Password=Tr0ub4dor&3; SocketException (10061)
2026-03-02 08:00:06 ERROR File "C:\Users\Jane Doe\svc\main.py", line 3: [WinError 10054] from 203.0.113.77:52100
2026-03-02 08:00:07 ERROR jane.doe@contoso.com via \\FILES02\finance$\out.eml: [WinError 10054] api_key=k3y-k3y-k3y
2026-03-02 08:00:08 WARN CONTOSO\jdoe logged off; sqlprod01 again: [WinError 10054] 2001:db8:77::5
2026-03-02 08:00:09 ERROR dial tcp [2001:db8:77::5]:8443: connectex: [WinError 10061]
2026-03-02 08:00:10 ERROR login failed for user 'svc_backup' on https://proxy:Passw0rd@gate.contoso.com/ [WinError 10053]
LOG
mkdir -p SQLPROD01 && cp app.log SQLPROD01/app.log
secrets='SQLPROD|APPSRV|contoso|Tr0ub|app_writer|Jane|jdoe|FILES02|finance|203\.0\.113|db8|k3y|svc_backup|Passw0rd'
formats='text csv json md html'
for by in category file peer host; do
    for format in $formats; do
        wsalog --redact --samples 9 --coverage full --group-by $by -f $format . >report.$format
        grep -iEn "$secrets" report.$format && echo "leaked in $format by $by"
    done
done
wsalog --redact --samples 9 app.log | grep -E '^ +app.log:|Peers|^ +[0-9]+  (host|ip|\[)'
echo "the same names in all formats:"
wsalog --redact --samples 9 app.log -o a.txt -o a.csv -o a.json -o a.md -o a.html --redact-map map.csv
for file in a.txt a.json a.md a.html; do grep -oE '\b(host|ip|user|mail|share|secret)-[0-9]+\b' $file | sort -u | tr '\n' ' '; echo; done | sort -u
cat map.csv
ls -l map.csv | cut -c 1-10
# Also what the user writes about the report, and names within names.
cp app.log SQLPROD01_errors.log
for format in $formats; do
    wsalog --redact --title "SQLPROD01 is down" --note "ask jane.doe@contoso.com" -f $format SQLPROD01_errors.log |
        grep -iE "$secrets" && echo "leaked in $format"
done
wsalog --redact --title "SQLPROD01 is down" --note "ask jane.doe@contoso.com" SQLPROD01_errors.log |
    grep -E 'is down|ask |^ +Files' | sort -u
# A command that names what was found names its pseudonym.
for second in 1 2 3 4 5 6; do
    echo "2026-03-02 08:00:0$second ERROR connect to SQLPROD01.corp.contoso.local:1433 failed: [WinError 10061] refused"
done >down.log
for format in $formats; do
    wsalog --redact -f $format down.log | grep -iEn "$secrets" && echo "leaked in $format"
done
wsalog --redact down.log | grep -m 1 Test-NetConnection
# One host in capitals and not is one name.
for host in db1 SQL7 sql7; do
    echo "2026-03-02 08:00:01 ERROR connect to $host:1433 failed: [WinError 10061] refused"
done >case.log
wsalog --redact case.log | grep -A 1 '^ *Peers'
