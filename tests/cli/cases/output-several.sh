# Several outputs in one pass; standard output is silent unless it is named.
cp "$TOP/samples/go-gateway.log" .
wsalog go-gateway.log -o r.txt -o r.csv -o r.html -o r.json -o r.md
echo $?
ls r.*
for format in text csv html json md; do
    wsalog -f $format go-gateway.log >stdout.$format
done
cmp r.txt stdout.text && cmp r.csv stdout.csv && cmp r.html stdout.html && cmp r.json stdout.json && cmp r.md stdout.md
wsalog go-gateway.log -o again.csv -o - -f csv >shown.csv
cmp shown.csv again.csv && echo same
