# With a key two reports agree on a name whatever else they hold; without it nobody can try them out.
printf '[WinError 10061] 192.0.2.1:80\n' >a.log
printf '[WinError 10054] 192.0.2.9:80\n[WinError 10061] 192.0.2.1:80\n' >b.log
printf 'a key that nobody knows' >key
printf 'a key that nobody else knows' >other
names() { wsalog --redact-key "$1" --samples 1 -f json "$2" | grep -oE 'ip-[a-z2-7]+' | sort -u; }
names key a.log >1
names key b.log >2
names other a.log >3
grep -Fxf 1 2 | wc -l
grep -Fxf 1 3 | wc -l
wc -l <2
echo "a key that is short, and one that is not there:"
printf 'short' >short
wsalog --redact-key short a.log
echo $?
wsalog --redact-key nowhere a.log
echo $?
