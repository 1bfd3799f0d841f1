printf '2026-03-04T05:06:07Z connect failed: WSAECONNREFUSED (10061), "quoted"\n' >app.log
printf '2026-03-04T05:06:08Z =SUM(1) \033[31mrecv: WSAECONNRESET\033[0m\n' >>app.log
for format in text csv jsonl; do
    wsalog find -f $format app.log
done
