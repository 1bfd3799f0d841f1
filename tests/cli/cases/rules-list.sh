# Each rule on a line of its own, each can be shown.
wsalog rules list >list
[ "$(wc -l <list)" -gt 20 ] && echo many
wsalog rules show $(awk '{ print $1 }' list) >shown || echo "cannot show all"
[ "$(grep -c '^[^ ]' shown)" = "$(wc -l <list)" ] && echo each
