# Hostile bytes in lines, peers and names of logs: visible as what they are, and inert in every format.
name="$(printf 'a\033[2J<b>`x`|y\342\200\256z.log')"
{
    printf '2026-03-02 08:00:00 \033[31m<script>alert(1)</script> connect to "><img src=x onerror=alert(1)>:80 [WinError 10061]\n'
    printf '2026-03-02 08:00:01 javascript:alert(1) --> ]]> \302\233 \342\200\256gnp.exe \342\201\246 [WinError 10054]\r\n'
    printf '2026-03-02 08:00:02 =cmd|calc!A0 [x](javascript:y) ![i](http://e) | a | b | `c` \000 \377\376 [WinError 10060]\n'
    printf '2026-03-02 08:00:03 connect to =HYPERLINK("http://e"):443 failed [WinError 10061]\n'
    printf '2026-03-02 08:00:04 connect to @sum(1+1).example.com:443 failed: \007\b\v [WinError 10061]\n'
} >"./$name"
for format in text csv json md html; do
    wsalog -f $format --coverage full --samples 9 --group-by peer "./$name" >r.$format
    wsalog -f $format --redact --samples 9 "./$name" >redacted.$format
    for file in r.$format redacted.$format; do
        # No control character but line ends (CSV: CR LF), none of C1, none that turns the direction of text.
        LC_ALL=C tr -d '\n\r\t' <$file | LC_ALL=C grep -c -P '[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' |
            sed "s/^/$file: raw control characters: /"
        iconv -f UTF-8 -t UTF-8 $file >/dev/null || echo "$file is not UTF-8"
    done
done
wsalog find -f text "./$name" >f.text
wsalog find -f csv "./$name" >f.csv
wsalog find -f jsonl "./$name" >f.jsonl
for file in f.text f.csv f.jsonl; do
    LC_ALL=C tr -d '\n\r' <$file | LC_ALL=C grep -c -P '[\x00-\x1f\x7f]|\xe2\x80[\xaa-\xae]' | sed "s/^/$file: raw control characters: /"
done
echo "markup:"
grep -c '<script>alert\|<img\|<b>' r.html
echo "Markdown that would become a link, a picture or markup:"
awk '/^```/ { fenced = !fenced } !fenced' r.md | sed 's/`` .* ``//' | grep -nE '<script|<img|<b>|[^\\]\]\(javascript|!\[i\]'
echo "cells that begin a formula:"
tail -n +2 r.csv | grep -cE '(^|,)"?[=+@-][A-Za-z"]'
tail -n +2 f.csv | grep -cE '(^|,)"?[=+@-][A-Za-z"]'
echo "as people see it:"
sed -n '/Samples/,/^$/p' r.text | head -n 12
