# Events by place: which errors came from where, and when. Rotated logs are one log, in time order.
mkdir -p logs/srv01 logs/srv02
cat >logs/srv01/app.log <<'LOG'
2026-11-20 10:00:01 w3wp.exe connect to db1.example.com:5432 failed: winsock error 10061
2026-11-20 11:30:01 w3wp.exe connect to db1.example.com:5432 failed: winsock error 10060
2026-11-20 11:31:01 w3wp.exe WSAEWOULDBLOCK
LOG
cat >logs/srv01/app.log.1 <<'LOG'
2026-11-19 10:00:01 w3wp.exe connect to [2001:db8::7]:5432 failed: winsock error 10061
LOG
echo '2026-11-18 11:00:01 w3wp.exe send failed WSAENOBUFS 10055' | gzip >logs/srv01/app.log.2.gz
echo '2026-11-17 11:00:01 send failed WSAENOBUFS 10055' >logs/srv01/app-2026-11-17.log
echo 'recv failed WSAECONNRESET, computer=SRV02' >logs/srv02/app.log
sections() { sed -n '/^By/,/^Resources used up/p' | sed '$d'; }
for key in file peer operation process hour day; do
    wsalog --group-by $key logs | sections
done
wsalog --group-by host --host-from-path 'logs/srv{host}/' logs | sections
wsalog --group-by host logs | sections
wsalog --group-by peer -f csv logs | cut -d, -f1-4,9,12,13
wsalog --group-by file -f md logs | sed -n '/^## By file/,/^## [^B]/p'
wsalog --group-by day -f json logs | sed -n '/"group_by"/,/"diagnoses"/p' | head -n 24
wsalog --group-by host -f html logs | grep -c '<h2 id="places">By host</h2>'
for threads in 1 4; do
    wsalog -j $threads --group-by peer -f json logs | sed '/--threads/d' | cksum
done | uniq | wc -l
