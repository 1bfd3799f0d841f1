echo 'system error 10054 on link' >app.log
echo 'WSAECONNREFUSED (10061)' >>app.log
wsalog find --min-confidence certain app.log | cut -d: -f2-3
