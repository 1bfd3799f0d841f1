# measure tells seconds, processor time, memory and exit status of a program, and throws its output away.
measure=$2/bench/bench-measure
status=0

bad() {
    echo "$*"
    status=1
}

read -r wall cpu memory code count <<MEASURED
$("$measure" sh -c 'echo output; exit 3')
MEASURED
[ "$code" = 3 ] || bad "exit status $code, not 3"
[ "$count" = - ] || bad "count $count of an output that is none"
[ "$memory" -gt 0 ] || bad "memory $memory"
echo "$wall $cpu" | grep -qE '^[0-9]+\.[0-9]{6} [0-9]+\.[0-9]{6}$' || bad "times $wall $cpu"
read -r wall cpu memory code count <<MEASURED
$("$measure" sleep 0.2)
MEASURED
echo "$wall $cpu" | awk '{ exit !($1 >= 0.2 && $2 < $1) }' || bad "sleeping is not working: $wall $cpu"
"$measure" echo 12 | grep -q ' 0 12$' || bad 'a count'
"$measure" printf '1\n2\n' | grep -q ' 0 -$' || bad 'two counts'
"$measure" /nonexistent/program 2>/dev/null | grep -q ' 127 -$' || bad 'a program that is missing'
exit $status
