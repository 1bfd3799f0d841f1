mkdir site
cat >site/errors.csv <<'CSV'
code,name,title,category,severity,retry,description
10054,WSAECONNRESET,Reset at our site,connection,actionable,yes,See the runbook at https://wiki.example.com/10054.
CSV
wsalog explain --table site -f csv 10054 | cut -d, -f4-8
echo 'WSAECONNRESET (10054)' >app.log
wsalog --table site -f csv app.log | cut -d, -f1-5
