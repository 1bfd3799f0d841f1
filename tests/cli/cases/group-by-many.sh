# More peers and hosts than are kept apart: all reports stay small, say so, and add up.
awk 'BEGIN {
    for (i = 0; i < 20000; i++)
        printf "2026-11-20 10:%02d:%02d computer=srv%05d connect to 10.%d.%d.%d:443 failed: WSAECONNREFUSED\n",
               i / 60 % 60, i % 60, i, i / 65536, i / 256 % 256, i % 256
    for (i = 0; i < 500; i++)
        print "2026-11-20 11:00:00 computer=srv1 connect to db.example.com:1433 failed: WSAETIMEDOUT"
}' >many.log
for key in peer host; do
    wsalog --group-by $key many.log -o a.txt -o a.html -o a.md -o a.json -o a.csv
    sed -n "/^By $key/,/^\$/p" a.txt
    grep -h 'were met' a.txt a.md
    grep -c 'More than 4,096' a.html
    for file in a.txt:30000 a.html:300000 a.md:60000 a.json:4000000 a.csv:6000000; do
        [ "$(wc -c <"${file%:*}")" -lt "${file#*:}" ] || wc -c "${file%:*}"
    done
    tail -n +2 a.csv | awk -F, '{ events += $9 } END { print events }'
done
