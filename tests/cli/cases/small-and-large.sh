# A folder of many small logs with a few large ones among them, some of them met twice: each is read
# once and in its order, whoever reads how many at a time.
say() { printf '2026-03-0%d 10:%02d:%02d %s\n' "$((1 + $1 / 400))" "$(($1 % 60))" "$(($1 * 7 % 60))" "$2"; }
mkdir -p logs/m
i=0
while [ $i -lt 60 ]; do
    { say $i 'connect failed: WSAECONNREFUSED (10061)'; seq $((i * 1000)) $((i * 1000 + 1800)); } >logs/m/s$i.log
    i=$((i + 1))
done
for name in a-first m/s13-large m/s14-large m/s7-large z-last z-really-last; do
    i=0
    { while [ $i -lt 900 ]; do
        say $i "recv from $name:$i failed with error 10054"
        i=$((i + 1))
    done; seq 100000 140000; } >logs/$name.log
done
gzip -c logs/a-first.log >logs/m/s20-packed.log.gz
ln logs/m/s9.log logs/again.log
ln logs/m/s7-large.log logs/m/a-again.log
ln -s s30.log logs/m/b-link.log
ln -s s14-large.log logs/m/b-large-link.log
ln -s ../m logs/m/c-link
ln -s nowhere logs/m/d-link
: >logs/m/s40-empty.log
wsalog -f json -j1 logs 2>/dev/null >one
for threads in 2 3 8 2 3 8; do
    wsalog -f json -j$threads logs 2>/dev/null | cmp - one
done
wsalog find -j1 logs 2>/dev/null >one
for threads in 2 4 8; do
    wsalog find -j$threads logs 2>/dev/null | cmp - one
done
for run in 1 2; do
    wsalog -j2 -o logs/m/report.txt logs 2>/dev/null
done
grep -A 1 '^Read ' logs/m/report.txt
