# Only the cli folder prints or ends the program; everyone else hands up a status and a message.
# snprintf() and vsnprintf() write into memory and are fine.
cd "$1" || exit 1

words='printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|perror|exit|_exit|abort|stdout|stderr'
if grep -rnwE "($words)" --include='*.[ch]' $(ls -d src/*/ | grep -v '^src/cli/') |
    grep -vE ':[0-9]+:[[:space:]]*(/?\*|//)' | grep -vE 'format\(printf' | grep -vE '/\*.*\*/[[:space:]]*$'; then
    echo 'only src/cli prints or exits'
    exit 1
fi
exit 0
