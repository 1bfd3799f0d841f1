# Each error once, and more than ninety of them.
wsalog explain --all -f csv | tail -n +2 | cut -d, -f1 | sort | uniq -d
[ "$(wsalog explain --all -f csv | wc -l)" -gt 90 ] && echo many
