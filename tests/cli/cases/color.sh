# No colour in a pipe; always means always; NO_COLOR holds for auto alone.
esc=$(printf '\033')
echo 'WSAECONNREFUSED (10061)' >app.log
wsalog find app.log | grep -c "$esc"
NO_COLOR=1 wsalog find app.log | grep -c "$esc"
NO_COLOR=1 wsalog find --color=always app.log | sed 's/\x1b/<esc>/g'
wsalog --color=always app.log | grep -q "$esc" && echo colour
:
