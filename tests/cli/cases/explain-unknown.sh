# The others are still explained.
wsalog explain -f csv 10054 WSAECONRESET 99999 | cut -d, -f1,2
wsalog explain 10054 WSAECONRESET 99999 >/dev/null
