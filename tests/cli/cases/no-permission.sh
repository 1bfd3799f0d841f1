# Root reads everything, so a case for others alone.
[ "$(id -u)" != 0 ] || { echo 'skipped: root may read everything'; exit 77; }
mkdir logs logs/closed
echo 'WSAECONNREFUSED (10061)' >logs/app.log
echo 'WSAECONNREFUSED (10061)' >logs/secret.log
chmod 0 logs/closed logs/secret.log
wsalog -f csv logs | cut -d, -f1-2,8
wsalog find logs >/dev/null
echo $?
