# Installs into an empty folder, checks that each file is there, and runs the program from there.
source=$1
build=$3
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-install.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
status=0

fail() {
    echo "$*"
    status=1
}

DESTDIR=$work/root cmake --install "$build" --prefix /usr >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
cd "$work/root/usr" || exit 1

# Nothing is missing, and nothing is there that nobody asked for.
{
    cat <<'FILES'
bin/wsalog
share/bash-completion/completions/wsalog
share/doc/wsalog/CHANGELOG.md
share/doc/wsalog/LICENSE
share/doc/wsalog/README.md
share/doc/wsalog/rules/README.md
share/doc/wsalog/table/README.md
share/fish/vendor_completions.d/wsalog.fish
share/man/man1/wsalog.1
share/man/man5/wsalog-rules.5
share/man/man5/wsalog-table.5
share/man/man5/wsalog.conf.5
share/zsh/site-functions/_wsalog
FILES
    (cd "$source" && find samples rules/examples -type f | sed 's#^#share/doc/wsalog/#')
} | sort >"$work/wanted"
find . -type f | sed 's#^\./##' | sort | diff "$work/wanted" - >"$work/diff" || {
    fail 'to be installed (<) and installed (>):'
    cat "$work/diff"
}

bin/wsalog explain 10055 | grep -q WSAENOBUFS || fail 'the installed program does not explain 10055'
bin/wsalog share/doc/wsalog/samples -o "$work/report.json" || fail 'the installed program reports no samples'
grep -q '"code": *10054' "$work/report.json" || fail 'the report of the samples has no 10054'

for page in share/man/man1/wsalog.1 share/man/man5/*.5; do
    if command -v mandoc >/dev/null 2>&1; then
        mandoc "$page" >"$work/page" 2>"$work/said"
    elif command -v man >/dev/null 2>&1; then
        LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$page" >"$work/page" 2>"$work/said"
    else
        echo "skipped: nothing renders $page"
        continue
    fi || fail "$page is not rendered"
    [ -s "$work/page" ] && [ ! -s "$work/said" ] || fail "$page: $(cat "$work/said")"
done

# parses SHELL FILE
parses() {
    if command -v "$1" >/dev/null 2>&1; then
        HOME=$work "$1" -n "$2" || fail "$2 does not parse"
    else
        echo "skipped: $1 is not installed"
    fi
}
parses bash share/bash-completion/completions/wsalog
parses zsh share/zsh/site-functions/_wsalog
parses fish share/fish/vendor_completions.d/wsalog.fish
exit $status
