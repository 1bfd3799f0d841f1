wsalog explain --color always WSAEWOULDBLOCK | head -n 2 | sed 's/\x1b/<esc>/g'
wsalog explain --color never WSAEWOULDBLOCK | grep -c "$(printf '\033')"
NO_COLOR=1 wsalog explain WSAEWOULDBLOCK | grep -c "$(printf '\033')"
:
