# What a site expects is counted, told apart, and told when it has expired.
mkdir logs
line() {
    echo "2026-$1 10:00:00 connection to $2 failed [WinError $3]"
}
for i in 1 2 3; do line 11-20 10.0.0.9:443 10054; done >logs/app.log
{ line 11-20 10.0.0.5:443 10061; line 11-20 10.0.0.9:443 10061; line 11-25 10.0.0.9:443 10061; } >>logs/app.log
line 11-20 10.0.0.7:25 10060 >logs/probe.log
cat >noise.csv <<'LIST'
code,peer,file,reason,until
10054,10.0.0.9:*,,"the load balancer's <health> check",2026-12-31
10061,10.0.0.9:*,,maintenance of the database,2026-11-22
10060,,probe*.log,the probe looks at a closed port,2026-12-31
10013,,probe*.log,never seen,2026-12-31
LIST
for format in text md csv json html; do
    wsalog logs --noise noise.csv -f $format >report || echo "exit status $?"
    echo "== $format"
    case $format in
    text) sed -n '1,2p; /^Known noise/,/^$/p; /Known noise:/p; /    Count/,+1p' report ;;
    md) sed -n '/^## Known noise/,/^## C/p; /^Known noise/p; /of .* known noise/p' report ;;
    csv) sed 's/^\([^,]*\),.*,\([^,]*\)$/\1,\2/' report ;;
    json) sed -n '/^  "noise"/,/^  \]/p; /^      "noise"/p; /^    "events"/p' report ;;
    html) sed -n '/id="noise"/,/<\/section>/p' report ;;
    esac
done
wsalog logs --noise noise.csv --redact -f text | sed -n '/^Known noise/,/^$/p'
sed -i 's/2026-12-31/soon/' noise.csv
wsalog logs --noise noise.csv
echo $?
wsalog logs --noise missing.csv
echo $?
sed -i 's/soon/2026-12-31/; s/10013/10113/' noise.csv
wsalog logs --noise noise.csv
echo $?
