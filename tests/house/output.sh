# Only the cli folder prints or ends the program; everyone else hands up a status and a message.
# snprintf() and vsnprintf() write into memory and are fine.
cd "$1" || exit 1

words='printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|perror|exit|_exit|abort|stdout|stderr'
if awk -f tests/house/code.awk $(find src -name '*.[ch]' ! -path 'src/cli/*') |
    grep -vF 'format(printf' | grep -wE "($words)"; then
    echo 'only src/cli prints or exits'
    exit 1
fi
exit 0
