# On a terminal the report goes through a pager, which knows what it got; elsewhere there is none.
command -v tmux >/dev/null || { echo 'skipped: no tmux'; exit 77; }
unset TMUX
export TMUX_TMPDIR=$PWD
printf '2026-03-02 08:00:00 [WinError 10061]\n' >app.log
cat >pager.sh <<'END'
#!/bin/sh
sed -n 's/^/paged: /; 1p; s/.*\(10061 .*refused\).*/paged: \1/p' | head -n 2
END
chmod +x pager.sh
cat >session.sh <<'END'
WSALOG_PAGER=./pager.sh PAGER='echo wrong' wsalog app.log
echo "status $?"
PAGER=./pager.sh wsalog --summary app.log
wsalog --no-pager --summary app.log | tail -n 1
WSALOG_PAGER=./pager.sh wsalog --no-pager --summary app.log
PAGER=cat wsalog -f csv app.log | cut -d, -f1-3
WSALOG_PAGER='echo closed at once; exec 0<&-' wsalog app.log
echo "status $?"
WSALOG_PAGER='./nowhere 2>/dev/null' wsalog -f csv app.log | cut -d, -f1
WSALOG_PAGER='./nowhere 2>/dev/null' wsalog --summary app.log 2>&1
echo "status $?"
echo done
exec cat
END
term() { tmux -L pager -f /dev/null "$@"; }
trap 'term kill-server 2>/dev/null' EXIT
term new-session -d -x 90 -y 40 'sh session.sh'
for _ in $(seq 600); do
    term capture-pane -p >screen
    grep -q '^done' screen && break
    sleep 0.1
done
sed '/^$/d' screen
echo "through a pipe:"
WSALOG_PAGER=./pager.sh wsalog --summary app.log | head -n 1
