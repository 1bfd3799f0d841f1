# What was skipped and what was not reached is told, in the report and in JSON, with the reason.
mkdir logs logs/sub
echo '2026-03-02 08:00:00 WSAECONNREFUSED (10061)' >logs/app.log
cp logs/app.log logs/.hidden.log
cp logs/app.log "logs/$(printf 'caf\351').log"
ln -s .. logs/sub/up
ln -s circle logs/circle
ln -s nowhere logs/dangling.log
ln -s app.log logs/zlink.log
mkfifo logs/fifo
head -c 4096 /dev/zero >logs/core.bin
wsalog logs missing.log --summary >report
echo "status $?"
grep -v '^- ' report
wsalog -q -f json logs missing.log | grep -A 11 '"files_read"'
wsalog -q -f json logs missing.log | grep -E '"(path|status|reason)"' | grep -v '^ *"status": "read"'
echo '# links in a circle are skipped by rule'
rm logs/dangling.log
wsalog -f csv logs >/dev/null
echo "status $?"
echo '# what is known by sight and not read'
printf 'Rar!\032\007\001\000aaaa' >a.rar
printf '\037\235\220abc' >app.log.Z
printf '0\000\000\000LfLe\001\000\000\000' >System.evt
printf 'LZIP\001\014aaaa' >app.log.lz
wsalog a.rar app.log.Z app.log.lz System.evt 2>&1
echo "status $?"
echo '# lists made by PowerShell'
printf 'logs/app.log\r\nlogs/missing\r\n' | iconv -f UTF-8 -t UTF-16LE >wide
{ printf '\377\376'; cat wide; } >list16
{ printf '\357\273\277'; printf 'logs/app.log\r\n'; } >list8
wsalog find --files-from list16 2>&1
wsalog find --files-from list8
