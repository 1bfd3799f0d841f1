# A directory with an entry that cannot be opened: for root too, a name that leads nowhere.
mkdir logs
echo 'WSAECONNREFUSED (10061)' >logs/app.log
ln -s nowhere logs/dangling.log
wsalog find logs 2>&1
echo $?
