# What is wrong in a configuration is named by file and line, whichever command runs, and nothing is done.
try() {
    cat >it.conf
    wsalog explain --no-config --config it.conf 10054 2>&1
    echo "exit $?"
}
echo 'topp = 3' | try
printf 'a\n' | try
printf '# one\n\nmin-confidence = sure\n' | try
echo 'top = many' | try
echo 'redact = perhaps' | try
echo 'format = html' | try
printf '[repot]\n' | try
printf '[reporting on it]\n' | try
printf '[find]\ngroup-by = file\n' | try
printf 'top = 1\n[report]\ntop = 2\n[report]\ntop = 3\n' | try
printf '[job web]\npaths = logs\n' | try
echo 'path = logs' | try
echo 'help = yes' | try
echo '--- files'
wsalog --config missing.conf log
echo "exit $?"
mkdir folder
wsalog --config folder log
echo "exit $?"
echo '--- values that only the command understands'
for line in 'tz = Mars' 'since = soon' 'encoding = klingon' 'fail-on = often' 'compare = 7d'; do
    printf '\n%s\n' "$line" >it.conf
    wsalog --no-config --config it.conf "$TOP/samples/go-gateway.log" 2>&1
    echo "exit $?"
done
echo '--- and on the command line'
echo 'tz = UTC' >it.conf
wsalog --no-config --config it.conf --tz Mars "$TOP/samples/go-gateway.log" 2>&1
