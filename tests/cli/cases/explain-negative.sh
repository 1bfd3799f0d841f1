wsalog explain -2147014842 | head -n 1
wsalog explain -- -2147014842 | head -n 1
wsalog explain -17
