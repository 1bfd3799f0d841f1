: >empty.log
wsalog -f csv empty.log
echo $?
wsalog -f json empty.log | grep -c '"events": *0'
