# Every way to write 10054.
for term in 10054 WSAECONNRESET wsaeconnreset ECONNRESET ConnectionReset 0x80072746 80072746 -2147014842 2147952454 \
    0x2746 2746 8000_2746 "forcibly closed" "An existing connection was forcibly closed by the remote host."; do
    printf '%s: ' "$term"
    wsalog explain -f csv "$term" | tail -n +2 | cut -d, -f1,2
done
wsalog explain -f csv 10061 10013 | cut -d, -f1,2
