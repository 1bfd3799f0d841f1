# Every header compiles alone.
cd "$1" || exit 1
status=0

for header in $(find src tools bench -name '*.h' | sort); do
    ${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Isrc -Itools -fsyntax-only -x c "$header" ||
        { echo "$header does not compile alone"; status=1; }
    guard=WSALOG_$(echo "${header#*/}" | tr 'a-z/.-' 'A-Z___')
    case $header in
    src/*) grep -q "^#ifndef $guard\$" "$header" || { echo "$header: the guard is $guard"; status=1; } ;;
    esac
done
exit $status
