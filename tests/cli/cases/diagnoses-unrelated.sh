# Errors that have nothing to do with each other look like nothing: every code twice or thrice, weeks apart, or once in
# each of several logs.
awk 'BEGIN {
    split("10106 10107 10091 10050 10051 10065 11001 11002 11003 11004 10055 10013 10061 10060 10054 10053 10038 10093 10014 10022", code)
    for (month = 1; month <= 4; month++)
        for (i = 1; i in code; i++)
            printf "2026-%02d-%02d %02d:00:00 socket error %d at 192.0.2.%d:%d\n", month, i, i, code[i], 20 * month + i, 1000 + i
    for (month = 5; month <= 9; month++) {
        printf "2026-%02d-02 08:00:00 bind failed: WSAEADDRINUSE (10048)\n", month
        printf "2026-%02d-03 08:00:00 bind failed: WSAEACCES (10013)\n", month
        printf "2026-%02d-04 08:00:00 connect to 192.0.2.9:80 failed: WSAEADDRINUSE (10048)\n", month
    }
}' >years.log
wsalog -f json years.log | grep -A 1 '"diagnoses"'
hour=10
for host in a b c d e; do
    mkdir $host
    hour=$((hour + 1))
    echo "2026-05-05 $hour:00:00 bind failed: WSAEADDRINUSE (10048)" >$host/service.log
    echo "2026-05-05 $hour:00:00 bind failed: WSAEACCES (10013)" >>$host/service.log
    echo "2026-05-05 $hour:00:00 getaddrinfo failed: WSAHOST_NOT_FOUND (11001)" >>$host/service.log
    echo "2026-05-05 $hour:00:00 recv failed: WSAENOTSOCK (10038)" >>$host/service.log
done
wsalog -f json a b c d e | grep -A 1 '"diagnoses"'
