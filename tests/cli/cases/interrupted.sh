# Ctrl-C: the report of what was read, marked as partial in every format, and 130.
[ -d /proc/self/fd ] || { echo 'skipped: no /proc'; exit 77; }
env --default-signal=INT true 2>/dev/null || { echo 'skipped: env is too old'; exit 77; }
# Descriptor 3 holds a pipe open for writing. What runs in the background ignores SIGINT unless it is told otherwise.
heedful() {
    exec env --default-signal=INT wsalog "$@" 3>&-
}
mkfifo pipe
lines() {
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "2026-03-04T05:06:07Z WSAECONNRESET (10054) " i }'
}
# until COMMAND...: waits
until_true() {
    for _ in $(seq 1200); do
        "$@" && return
        sleep 0.05
    done
    echo "never: $*"
    exit 1
}
has_open() { # PID NAME: so it runs, and catches signals
    [ "$(cat "/proc/$1/comm")" = wsalog ] && find "/proc/$1/fd" -lname "*/$2" 2>/dev/null | grep -q .
}

at_rest() { # PID: whatever it could do is done; at each look all of its threads sleep
    for _ in 1 2 3 4; do
        cat /proc/"$1"/task/*/status | grep '^State:' | grep -qv 'S (sleeping)' && return 1
        sleep 0.02
    done
}

echo '# a pipe that never ends'
exec 3<>pipe
for signal in INT TERM; do
    heedful -o r.txt -o r.csv -o r.html -o r.json -o r.md pipe 2>messages &
    program=$!
    until_true has_open $program pipe
    lines 40000 >&3 # more than a pipe holds: most of it is read
    kill -$signal $program
    wait $program
    echo "$signal: $?"
    while dd if=pipe iflag=nonblock of=/dev/null 2>/dev/null && false; do :; done
    cat messages
    grep -c 'interrupted' r.txt r.html r.md
    grep -o '"partial": *[a-z]*' r.json
    cut -d, -f1,2 r.csv
done 2>&1
exec 3>&-

echo '# within large files'
mkfifo gate
exec 3<>gate
lines 20000 >first.log
cp first.log second.log
cp first.log third.log
heedful -o r.json -o r.txt -o r.md -f text -o - --coverage full first.log gate second.log third.log 2>messages >full.txt &
program=$!
until_true has_open $program gate
until_true at_rest $program
kill -INT $program
wait $program
echo $?
cat messages
grep -o '"partial": *[a-z]*' r.json
grep -E '"files_(read|failed|unreached)"' r.json
grep -B 2 -A 1 'before it"' r.json
grep -h 'not reached' r.txt full.txt r.md
grep 'third.log' full.txt
exec 3>&-

echo '# nobody writes'
heedful pipe >r.txt 2>messages &
program=$!
until_true has_open $program pipe
kill -INT $program
wait $program
echo $?
cat messages
grep -o 'The scan was interrupted' r.txt

echo '# find'
exec 3<>pipe
heedful find -f csv pipe >found.csv 2>messages &
program=$!
until_true has_open $program pipe
lines 40000 >&3
kill -INT $program
wait $program
echo $?
cat messages
tail -n 1 found.csv | cut -d, -f4-5
exec 3>&-

echo '# a second one ends it at once'
mkfifo out
exec 4<>out
lines 20000 >big.log
heedful find big.log >out &
program=$!
head -c 1 <&4 # it runs; then it waits for somebody to read on
while kill -TERM $program 2>/dev/null; do sleep 0.05; done
wait $program
echo " $?"
