# debian.sh ROOT SOURCE: turns a tree as `cmake --install` leaves it into what Debian's policy wants.
set -eu
root=$1/usr
source=$2
doc=$root/share/doc/wsalog

# The changelog of Debian, of the one for people: a section is an entry, a date is one of RFC 2822.
# What is not released yet carries the date of SOURCE_DATE_EPOCH, or that of the last commit.
date=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2>/dev/null || date +%s)}
awk -v unreleased="@$date" '
    function item(   count, words, i, line) { # one bullet, folded
        count = split(text, words, " ")
        line = "  *"
        for (i = 1; i <= count; i++) {
            if (length(line) + length(words[i]) > 76) {
                print line
                line = "   "
            }
            line = line " " words[i]
        }
        if (count) print line
        text = ""
    }
    function finish(   command, when) {
        item()
        if (!open) return
        command = "LC_ALL=C date -u -R -d \"" day "\""
        command | getline when
        close(command)
        print "\n -- The wsalog authors <wsalog@example.com>  " when "\n"
    }
    /^## \[[0-9]/ {
        finish()
        open = 1
        gsub(/[][]/, "")
        day = $4 ~ /^[0-9]/ ? $4 : unreleased
        print "wsalog (" $2 ") unstable; urgency=medium\n"
        next
    }
    /^- / { item(); text = substr($0, 3); next }
    /^  [^ ]/ && text { text = text $0; next }
    { item() }
    END { finish() }' "$source/CHANGELOG.md" | gzip -9n >"$doc/changelog.gz"
rm "$doc/CHANGELOG.md"

{
    echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
    echo 'Upstream-Name: wsalog'
    echo
    echo 'Files: *'
    sed -n 's/^Copyright (c) /Copyright: /p' "$source/LICENSE"
    echo 'License: Expat'
    sed -n '/^Permission/,$s/^/ /p' "$source/LICENSE" | sed 's/^ $/ ./'
} >"$doc/copyright"
rm "$doc/LICENSE"

find "$root/share/man" -type f -exec gzip -9n {} +
mkdir -p "$root/share/zsh/vendor-completions"
mv "$root/share/zsh/site-functions/_wsalog" "$root/share/zsh/vendor-completions/"
rmdir "$root/share/zsh/site-functions"

find "$1" -type d -exec chmod 0755 {} +
find "$1" -type f -exec chmod u=rw,go=r {} +
chmod 0755 "$root/bin/wsalog"
