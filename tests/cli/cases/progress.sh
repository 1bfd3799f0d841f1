# A terminal shows how far a scan has come, within its width, and is clean again before the report.
# The log is a pipe, so that the scan ends when the case has seen what it waits for.
command -v tmux >/dev/null || { echo 'skipped: no tmux'; exit 77; }
unset CI TMUX
export TMUX_TMPDIR=$PWD
pipe=$(printf 'logs/of a server whose name is long/app\033[31m.log')
mkdir -p "${pipe%/*}"
mkfifo "$pipe"
cat >session.sh <<'END'
wsalog -f csv logs/*/* | cut -d, -f1-2,8
wsalog -f csv logs/*/* >report.csv
echo ready
exec cat
END
term() { tmux -L case -f /dev/null "$@"; }
trap 'term kill-server 2>/dev/null' EXIT
# seen PATTERN: waits until the screen shows it; gives up after a minute
seen() {
    for _ in $(seq 600); do
        term capture-pane -p >screen
        grep -q "$1" screen && return
        sleep 0.1
    done
    echo "never seen: $1"
    cat screen
    exit 1
}
numbers() {
    sed -E '/^$/d; s|[0-9.]+ [kM]?B/s|N MB/s|' screen
}
term new-session -d -x 100 -y 20 'sh session.sh'

exec 3<>"$pipe"
awk 'BEGIN { for (i = 0; i < 22000; i++) print "2026-03-04T05:06:07Z WSAECONNRESET (10054)" }' >&3
seen '946.0 kB'
numbers
term resize-window -x 50
seen '^946.0 kB .*B/s  ….*log$'
awk '{ if (length($0) >= 60) print "too wide" }' screen
exec 3>&-
seen '^10054'
sed '/^$/d' screen

exec 3<>"$pipe"
echo '2026-03-04T05:06:07Z WSAECONNRESET (10054)' >&3
seen '43 bytes'
exec 3>&-
seen ready
sed '/^$/d' screen
