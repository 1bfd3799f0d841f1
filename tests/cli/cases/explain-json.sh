wsalog explain -f json 10035 | grep -o '^  *[{]*"[a-z_]*":' | tr -d ' {'
