# Whatever happens to a log between two runs, each of its lines is counted once.
night() {
    wsalog --state state logs -f csv >report || echo "exit status $?"
    echo "$1: $(tail -n +2 report | cut -d, -f1,8,9 | sort | paste -sd' ')"
}
line() {
    printf '2026-11-20 10:00:%02d worker [WinError %d]\n' "$1" "$2"
}
mkdir logs
line 1 10054 >logs/app.log
night 'first'
night 'unchanged'
line 2 10061 >>logs/app.log
night 'appended'

line 3 10060 >>logs/app.log
mv logs/app.log logs/app.log.1
line 4 10013 >logs/app.log
night 'renamed'

line 5 10048 >>logs/app.log
cp logs/app.log logs/app-2026-11-20.log
: >logs/app.log
line 6 10049 >>logs/app.log
night 'copied and truncated'

gzip logs/app.log.1
night 'compressed'
line 7 10065 | gzip >>logs/app.log.1.gz
night 'more in the compressed log'

rm logs/app.log
line 8 10051 >logs/app.log
night 'deleted and recreated'

mkdir old
mv logs/app* old
line 9 10050 >logs/app.log
wsalog --state state old logs -f csv | cut -d, -f1,8
wsalog --state state logs
