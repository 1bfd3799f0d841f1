# More than one meaning: every one is shown.
wsalog explain "host" | head -n 3
wsalog explain -f csv "this call was still processing. The call has been canceled" | cut -d, -f1,2
