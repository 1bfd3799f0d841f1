# The message names file, line and column.
mkdir site
cat >site/errors.csv <<'CSV'
code,name,title,category,severity,retry,description
10054,WSAECONNRESET,Reset,connection,terrible,yes,Ours.
CSV
wsalog explain --table site 10054
echo $?
wsalog --table site x.log 2>/dev/null
echo $?
wsalog explain --table nowhere 10054
echo $?
