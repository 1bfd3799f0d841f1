# A report that lies among the logs is not read by the run that writes it anew.
mkdir logs
cp "$TOP/samples/go-gateway.log" logs
wsalog logs -o logs/r.txt
cp logs/r.txt first.txt
wsalog logs -o logs/r.txt
head -n 1 first.txt
head -n 1 logs/r.txt
