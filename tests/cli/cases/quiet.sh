echo 'WSAECONNREFUSED (10061)' >app.log
wsalog find -q missing.log app.log
