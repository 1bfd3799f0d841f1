# The others are still explained; a number within a text is pointed out.
wsalog explain -f csv 10054 WSAECONRESET 99999 | cut -d, -f1,2
wsalog explain 'SocketException (10061): 2026' 'pid 2026-11' 'errno=0x80072746;'
wsalog explain 10054 WSAECONRESET 99999 >/dev/null
