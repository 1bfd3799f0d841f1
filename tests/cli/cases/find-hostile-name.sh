# A name from a directory must not reach the terminal as it is.
mkdir logs
echo 'WSAECONNREFUSED (10061)' >"logs/$(printf 'a\033[2Jb').log"
wsalog find logs
wsalog find "$(printf 'gone\033[2J.log')"
