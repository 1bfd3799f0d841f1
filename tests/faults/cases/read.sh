# What cannot be read, whole or at all, is named with the system's reason; the rest goes on.
fault=$1
faulty() { # VARIABLE=VALUE... wsalog ARGUMENT...
    env LD_PRELOAD="$fault" "$@"
    echo "status $?"
}
mkdir logs logs/sub
awk 'BEGIN { for (i = 0; i < 40000; i++) print "2026-03-04T05:06:07Z WSAECONNRESET (10054) " i * 7919 % 100003 }' >logs/big.log
echo '2026-03-04T05:06:07Z WSAECONNREFUSED (10061)' >logs/other.log
echo '2026-03-04T05:06:07Z WSAETIMEDOUT (10060)' >logs/sub/deep.log
gzip -k logs/big.log

echo '# half of it, then the disk fails'
faulty FAULT_CALL=read FAULT_PATH=big.log FAULT_AT=3 FAULT_ALL=1 wsalog -f json logs/big.log logs/other.log >r.json
grep -o '"status": *"[a-z]*"' r.json
awk '/"events": / { exit !($2 + 0 > 0) }' r.json && echo 'some events'
tail -n 1 r.json

echo '# at once, packed, and all'
faulty FAULT_CALL=read FAULT_PATH=big.log FAULT_ALL=1 wsalog -f csv logs | cut -d, -f1,8
faulty FAULT_CALL=read FAULT_PATH=big.log.gz FAULT_AT=2 FAULT_ALL=1 wsalog -f csv logs/big.log.gz | cut -d, -f1
faulty FAULT_CALL=read FAULT_PATH=.log FAULT_ALL=1 wsalog -f csv logs/big.log logs/other.log
faulty FAULT_CALL=read FAULT_PATH=other.log FAULT_ALL=1 wsalog -q -f csv logs | cut -d, -f1,8

echo '# not to be opened: EACCES, EMFILE'
faulty FAULT_CALL=open FAULT_PATH=other.log FAULT_ERRNO=13 wsalog -f csv logs | cut -d, -f1,8
faulty FAULT_CALL=open FAULT_PATH=other.log FAULT_ERRNO=24 wsalog find logs | grep -c .

echo '# a folder that cannot be listed'
faulty FAULT_CALL=opendir FAULT_PATH=sub FAULT_ERRNO=13 wsalog -f csv logs | cut -d, -f1,8
faulty FAULT_CALL=opendir FAULT_PATH=logs FAULT_ERRNO=13 wsalog -f csv logs

echo '# rules and lists of files'
faulty FAULT_CALL=read FAULT_PATH=list wsalog --files-from list -f csv
echo logs/other.log >list
faulty FAULT_CALL=read FAULT_PATH=list wsalog --files-from list -f csv
