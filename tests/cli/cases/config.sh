# What files configure: the system's, the user's and that of --config, from the weakest to the strongest, then
# the command line; what holds and who says so.
mkdir -p home/.config/wsalog site logs
export HOME="$PWD/home"
unset XDG_CONFIG_HOME
export WSALOG_SYSTEM_CONFIG="$PWD/system.conf"
cat >system.conf <<'CONF'
# for everybody
top = 1
samples = 1
exclude = *.tmp
exclude = debug*
CONF
cat >home/.config/wsalog/wsalog.conf <<'CONF'
samples = 2          # a comment
title = "mine # and not a comment"
min-confidence = certain
[report]
format = csv
[find]
format = jsonl
CONF
cat >site/site.conf <<'CONF'
exclude = *.bak
min-confidence =     # as if nobody had said it
state = state.db
note = ~/no path, so it stays
noise = ~/noise.csv
files-from = -
CONF
show() {
    echo "== $*"
    wsalog config "$@" | grep -v -e ' default$' -e '^\[' | sed "s|$PWD|HERE|g"
}
show
show --config site/site.conf --top 3 --exclude=a --exclude=b logs
show --no-config
show --no-config --config site/site.conf
show find
show explain
echo '== what config shows is a configuration that says the same'
wsalog config --config site/site.conf --top 3 >again.conf
wsalog config --no-config --config again.conf >shown || echo refused
for file in again.conf shown; do
    sed -n 's/  *# .*//; /^[a-z]/p' $file >$file.values
done
cmp again.conf.values shown.values && wc -l <shown.values
echo '== a report'
export LC_ALL=C.UTF-8
wsalog "$TOP/samples/go-gateway.log" | head -n 2
wsalog --no-config "$TOP/samples/go-gateway.log" | head -n 1
wsalog -f json "$TOP/samples/go-gateway.log" | grep -A 5 '"options"'
echo 'redact = yes' >flags.conf
wsalog --config flags.conf -f json "$TOP/samples/go-gateway.log" | grep -c -e '--redact'
wsalog --config flags.conf --redact=no -f json "$TOP/samples/go-gateway.log" | grep -c -e '--redact' || :
