# --help, -h and help agree; each command has its own.
wsalog --help >long && wsalog -h >short && wsalog help >word || exit 1
cmp long short && cmp long word
cat long
for command in report find explain rules; do
    wsalog help $command >a && wsalog $command --help >b && cmp a b && head -n 1 a
done
