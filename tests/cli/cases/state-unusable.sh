# A state that cannot be used is left as it is, and told.
echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
check() {
    cp -p "$1" before
    wsalog --state "$1" app.log >out 2>told
    echo "$? $(wc -c <out) bytes of report"
    sed 's/up to [0-9]*/up to N/' told
    cmp before "$1" && [ ! -e "$1-journal" ] && echo 'untouched'
}
echo 'this is a note, not a database, and longer than a header of one would be ..................' >note
check note
wsalog --state state app.log >/dev/null
cp state torn
dd if=/dev/zero of=torn bs=1 seek=4096 count=3000 conv=notrunc 2>/dev/null
check torn
head -c 5000 state >short
check short
cp state newer
printf '\0\0\0\143' | dd of=newer bs=1 seek=60 conv=notrunc 2>/dev/null
check newer
cp state foreign
printf 'abcd' | dd of=foreign bs=1 seek=68 conv=notrunc 2>/dev/null
check foreign
mkdir folder
wsalog --state folder app.log
echo $?
wsalog --state missing/state app.log
echo $?
: >empty
wsalog --state empty app.log -f csv | cut -d, -f1,8
