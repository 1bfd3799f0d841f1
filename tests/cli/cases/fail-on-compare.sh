# --fail-on new and CODE>Nx tell by earlier runs.
night() {
    awk -v code="$2" -v n="$3" -v day="$1" 'BEGIN {
        for (i = 0; i < n; i++) printf "2026-10-%02dT10:00:%02dZ [WinError %d]\n", day, i, code }' >>app.log
}
for day in 1 2 3 4; do
    night $day 10054 10
    SOURCE_DATE_EPOCH=$((1790812800 + day * 86400)) wsalog --state state app.log >/dev/null
done
night 5 10054 31
night 5 10048 1
for when in new '10054>3x' '10054>4x' '10048>100x' '10061>1x' 'new --fail-on critical'; do
    cp state copy
    # shellcheck disable=SC2086 # a list of words
    SOURCE_DATE_EPOCH=1791244800 wsalog --state copy app.log --compare last --fail-on $when >report
    echo "$when: $?"
done
wsalog --state copy app.log --compare last --fail-on new >report
echo "nothing new: $?"
wsalog --state state app.log --fail-on new
echo $?
wsalog --state state app.log --compare last --fail-on '10054>0x'
echo $?
