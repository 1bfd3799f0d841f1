# A folder of reports, one for each run, with a page that lists them.
mkdir logs reports
cp "$TOP/samples/go-gateway.log" logs/app.log
run() {
    SOURCE_DATE_EPOCH=$1
    export SOURCE_DATE_EPOCH
    shift
    wsalog --output-dir reports logs "$@"
    echo "exit $?"
}
rows() {
    sed -n '/<tbody>/,/<\/tbody>/s/^<tr>//p' reports/index.html
}
day=86400
echo '== one name, twice; nothing is overwritten'
run 1790812800
run 1790812800
rows
echo '== the day is that of --tz'
run $((1790812800 + 3 * day / 4)) --tz +10:00
ls reports
echo '== several formats, with the hour'
run $((1790812800 + 2 * day)) --output-name '%Y%m%d-%H.html' --output-name '%Y%m%d-%H.csv' -f csv -o - --summary | cut -d, -f1-2
ls reports
rows
echo '== keep so many of each name, and what is no report'
touch reports/20260101-000.csv reports/notes.txt reports/20261003-00.csv~
mkdir reports/20250101-00.csv
ln -s /nowhere reports/20250102-00.csv
run $((1790812800 + 3 * day)) --output-name '%Y%m%d-%H.html' --output-name '%Y%m%d-%H.csv' --keep 1
run $((1790812800 + 9 * day)) --keep 7d
ls reports
echo '== what is wrong is said before anything is read'
for option in '--output-dir nowhere' '--output-dir logs/app.log' '--output-name x.html --output-dir reports' \
    '--output-name %Y-%m-%d.doc --output-dir reports' '--output-name %Y-%j-%e.md --output-dir reports' \
    '--keep 0 --output-dir reports' '--keep 3h --output-dir reports' '--keep 3' '--output-name %Y%j.md'; do
    wsalog $option logs 2>&1
    echo "exit $?"
done
echo 'my own page' >reports/index.html
run 1790812800 2>&1
cat reports/index.html
