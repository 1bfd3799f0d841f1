# A log that proves an order keeps it; --date-order is for those that do not, and likelihood comes last.
printf '05/11/2026 10:00:00 connect failed: WSAECONNRESET\n' > open.log
printf '05/11/2026 10:00:00 connect failed: WSAECONNRESET\n06/11/2026 10:00:00 idle\n' > likely.log
printf '05/11/2026 10:00:00 connect failed: WSAECONNRESET\n13/11/2026 10:00:00 idle\n' > proven.log
printf '2026-11-05 10:00:00 connect failed: WSAECONNRESET\n' > clear.log
for order in auto dmy mdy ymd; do
    echo "== $order"
    wsalog find -f csv --date-order "$order" open.log likely.log proven.log clear.log | cut -d, -f 1,8
    wsalog -f json --date-order "$order" . |
        sed -n '/"sources"/,/^    \]/ s/^ *"\(path\|date_[a-z]*\)": //p' | paste -sd '  \n'
done
wsalog --coverage full . | sed -n '/What was read/,$p' | grep -i -A1 'dates\|date-order'
wsalog --date-order ydm open.log
echo "status $?"
# What the beginning leaves open, a later line may prove, too late for the first ones.
{
    printf '05/11/2026 10:00:00 connect failed: WSAECONNRESET\n'
    awk 'BEGIN { for (i = 0; i < 3000; i++) print "05/11/2026 10:00:01 nothing to see here" }'
    printf '13/11/2026 10:00:00 connect failed: WSAECONNRESET\n'
} >late.log
wsalog find -f csv late.log | cut -d, -f 2,8
wsalog --coverage full late.log | sed -n '/What was read/,$p' | grep -A1 'dates'
