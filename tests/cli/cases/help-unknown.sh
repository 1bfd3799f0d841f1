wsalog help nonsense
