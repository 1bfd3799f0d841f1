# ready.sh SAMPLES PROGRAM: what lies in samples/nightly is what systemd, cron, logrotate and the Task Scheduler take.
samples=$1 program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-ready.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0

fail() {
    echo "$*"
    status=1
}

# have PROGRAM: is installed; else says what is not tested
have() {
    command -v "$1" >/dev/null 2>&1 || { echo "skipped: $1 is not installed"; return 1; }
}

# --- the configuration: every option exists, and every job that the others name is there ---

"$program" config --no-config --config "$samples/wsalog.conf" --job nightly >shown || fail 'wsalog.conf is wrong'
grep -q '^keep = 90d' shown || fail 'wsalog.conf: the job does not come through'
for file in wsalog.service wsalog.cron wsalog-task.xml; do
    grep -o -e '--job [a-z]*' "$samples/$file" | sort -u >jobs
    [ "$(cat jobs)" = '--job nightly' ] || fail "$file names another job"
    for option in $(grep -v '^#' "$samples/$file" | grep -oE ' --[a-z-]+' | sort -u); do
        { "$program" --help; "$program" help history; } | grep -q -e "$option" || fail "$file: there is no $option"
    done
done

# --- systemd; a unit must name a program that is there ---

if have systemd-analyze; then
    for unit in wsalog.service wsalog.timer; do
        sed "s|/usr/bin/wsalog|$program|" "$samples/$unit" >"$unit"
    done
    systemd-analyze verify --man=no ./wsalog.service ./wsalog.timer 2>said || fail "systemd: $(cat said)"
    ! grep -e wsalog said || fail 'systemd finds fault with a unit'
    systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' wsalog.timer)" >/dev/null || fail 'OnCalendar'
fi

# --- cron: five fields, a user, a command ---

grep -vE '^(#|MAILTO=)' "$samples/wsalog.cron" >lines
[ "$(wc -l <lines)" -gt 0 ] && ! grep -vE '^([0-9*]+ +){5}[a-z]+ +/usr/bin/wsalog [^%]*$' lines || fail 'wsalog.cron is no crontab'

# --- the Task Scheduler: well-formed, and the elements stand in the order that its schema demands ---

if have xmllint; then
    xmllint --noout "$samples/wsalog-task.xml" || fail 'wsalog-task.xml is not well-formed'
    cat >wanted <<'ORDER'
RegistrationInfo
Triggers
Principals
Settings
Actions
ORDER
    xmllint --xpath '/*[local-name()="Task" and namespace-uri()="http://schemas.microsoft.com/windows/2004/02/mit/task"]/*' \
        "$samples/wsalog-task.xml" | sed -n 's/^<\([A-Za-z]*\).*/\1/p' >seen
    diff wanted seen || fail 'wsalog-task.xml: elements'
fi

# --- logrotate ---

if have logrotate; then
    mkdir log
    echo x >log/app.log
    sed "s|/var/log/app|$work/log|" "$samples/wsalog.logrotate" >rotate
    chmod 644 rotate
    logrotate -d -s "$work/rotated" rotate 2>said || fail "logrotate: $(cat said)"
    ! grep -iE 'error|unknown|bad' said || fail 'logrotate finds fault'
    grep -q 'considering log .*app.log' said || fail 'logrotate does not find the log'
fi
# --- Prometheus; and each metric that an alert asks for is one that a report has ---

! have promtool || promtool check rules "$samples/wsalog-alerts.yml" >said 2>&1 || fail "promtool: $(cat said)"
echo nothing >quiet.log
"$program" --no-config --state state quiet.log -o it.prom
grep -oE 'wsalog_[a-z_]+' "$samples/wsalog-alerts.yml" | sort -u >asked
for metric in $(cat asked); do
    grep -q "^# TYPE $metric " it.prom || fail "wsalog-alerts.yml: no report has $metric"
done
grep -oE '(port|broken|network)-[a-z]+' "$samples/wsalog-alerts.yml" | sort -u | while read -r id; do
    grep -q "id=\"$id\"" it.prom || echo "$id"
done >unknown
[ ! -s unknown ] || fail "wsalog-alerts.yml: no diagnosis $(cat unknown)"
exit $status
