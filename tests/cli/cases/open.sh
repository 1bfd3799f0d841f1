# The page that was written is shown in the browser that the user names; without one it is said why not.
printf '2026-03-02 08:00:00 [WinError 10061]\n' >app.log
cat >browser.sh <<'END'
#!/bin/sh
[ -s "$1" ] && echo "shown: $1" >shown.part && mv shown.part shown
END
chmod +x browser.sh
BROWSER=./browser.sh wsalog app.log -o a.csv -o 'my page.html' --open
echo "status $?"
for _ in $(seq 600); do
    [ -e shown ] && break
    sleep 0.1
done
cat shown
BROWSER=no-such-browser wsalog app.log -o b.html --open
echo "status $?"
wsalog app.log -o a.csv --open
echo "status $?"
