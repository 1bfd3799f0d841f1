# Jobs: paths and options under a name.
mkdir -p etc logs/web logs/mail
cp "$TOP/samples/go-gateway.log" logs/web
cp "$TOP/samples/mail-server.log" logs/mail
cat >etc/site.conf <<'CONF'
color = never
samples = 1
[job web]
path = ../logs/web
state = ../web.db
samples = 2
format = csv
output = ../web.json
output = -
[job mail]
path = ../logs/mail
path = ../logs/web
[job idle]
CONF
job() {
    wsalog "$@" --no-config --config etc/site.conf
}
echo '== web'
job report --job web | cut -d, -f 1,2,8
ls
echo '== its history, which knows the state; other options of report are not for history'
SOURCE_DATE_EPOCH=1790812800 job history --job web list | wc -l
job config history --job web | grep -v default
echo '== other paths, options that win'
job report --job web --state other.db -f text -o - "$PWD/logs/mail" | sed -n '1,2p'
echo '== two paths'
job find --job mail -f csv | wc -l
echo '== without paths'
job report --job idle
echo "exit $?"
echo '== unknown'
job report --job wbe
echo "exit $?"
job report --job nothing
echo "exit $?"
wsalog --no-config --job web
echo "exit $?"
