# What is missing is told, and the rest reported.
echo 'ERROR connect failed: WSAECONNREFUSED' >app.log
wsalog -f csv missing.log app.log | cut -d, -f1-2,8
wsalog -f csv missing.log app.log >/dev/null 2>&1
echo $?
wsalog find missing.log app.log
echo $?
