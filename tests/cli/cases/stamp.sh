echo 'WSAECONNREFUSED (10061)' >app.log
SOURCE_DATE_EPOCH=1772600000 wsalog --stamp app.log | grep -c 2026-03-04
SOURCE_DATE_EPOCH=tomorrow wsalog --stamp app.log
echo $?
SOURCE_DATE_EPOCH=1772600000 wsalog app.log | grep -c 2026-03-04
:
