wsalog explain
