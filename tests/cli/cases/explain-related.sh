# A network error of Windows that is not Winsock's is named as what it is.
wsalog explain 64
echo $?
wsalog explain error_connection_aborted
echo $?
