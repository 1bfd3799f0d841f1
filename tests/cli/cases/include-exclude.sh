mkdir -p logs/old
for name in logs/a.log logs/b.txt logs/old/c.log; do echo 'WSAECONNREFUSED (10061)' >$name; done
wsalog find --include '*.log' logs | cut -d: -f1
wsalog find --exclude '*.log' logs | cut -d: -f1
wsalog find --include '*.log' --exclude 'c*' logs | cut -d: -f1
