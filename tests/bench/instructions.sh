# What is said of counts of instructions: the change, and that it got worse.
top=$1 work=$3
rm -rf "$work" && mkdir -p "$work" && cd "$work" || exit 1
status=0

bad() {
    echo "$*"
    status=1
}

compare() {
    awk -v within="$1" -v accepted="$2" -f "$top/bench/instructions.awk" kept.csv "$3"
}

printf '# gcc 1\nlog,bytes,instructions\nsparse,1000000,2000000\nshort,500,1000\ngone,1,1\n' >kept.csv
sed 's/2000000/2020000/; s/500,1000/500,500/; s/^gone/new/' kept.csv >counted.csv
sed 's/gcc 1/gcc 2/; s/2000000/4000000/' kept.csv >other.csv

compare 2 no counted.csv >seen || bad 'one percent is called worse'
grep -qE '^sparse +1000000 +2020000 +2.02 +2000000 +\+1.0%$' seen || bad 'the change of sparse'
grep -qE '^short +500 +500 +1000 +-50.0%$' seen || bad 'the change of short'
grep -qE '^new +1 +1 +new$' seen || bad 'a log that is new'
compare 0.5 no counted.csv >seen && bad 'worse, and exit status 0'
{ grep -qE '\+1.0%  worse$' seen && grep -q '^1 grew by more than 0.5%' seen; } || bad 'worse, and not said'
compare 0.5 no other.csv >seen || bad 'counts of another compiler are called worse'
grep -q 'not comparable' seen || bad 'counts of another compiler are compared'
[ $status = 0 ] || cat seen
exit $status
