# One log in every encoding, compression and line ending gives the same report, but for the
# coverage, which names the form. A tool that is not installed is named, and its column left out.
program=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-matrix.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0
count=0

# The letters are in all of the pages below that are for western or all languages.
cat >sample.txt <<'LOG'
2026-11-20 21:04:05 INFO  Verbindung für Müller wird aufgebaut, Größe 10061
2026-11-20 21:04:06 ERROR connect to 10.0.0.5:443 failed: WSAECONNREFUSED (10061)
2026-11-20 21:04:07 ERROR recv from web01:8080: An existing connection was forcibly closed by the remote host
2026-11-20 21:04:08 WARN  Übertragung abgebrochen: SocketException (10054) für José

2026-11-20 21:04:09 ERROR Ein Socketvorgang war nicht möglich, Fehlercode: 10060 WSAETIMEDOUT
2026-11-20 21:04:10 INFO  fertig, keine größeren Störungen
LOG
tr -d '\r' <sample.txt | sed 's/$/\r/' >sample.crlf
tr '\n' '\r' <sample.txt >sample.cr
cp sample.txt sample.lf

# report LOG: its JSON without the coverage and the path
report() {
    "$program" -f json "$1" | awk '/^  "coverage": \{/ { skip = 1 } !skip { print } /^  \},?$/ { skip = 0 }' |
        sed "s|$1|LOG|g"
}

# encode NAME <from >to
encode() {
    case $1 in
    utf8) cat ;;
    utf8-bom) printf '\357\273\277' && cat ;;
    utf16le-bom) printf '\377\376' && iconv -f UTF-8 -t UTF-16LE ;;
    utf16be-bom) printf '\376\377' && iconv -f UTF-8 -t UTF-16BE ;;
    utf16le) iconv -f UTF-8 -t UTF-16LE ;;
    utf16be) iconv -f UTF-8 -t UTF-16BE ;;
    utf32le-bom) printf '\377\376\0\0' && iconv -f UTF-8 -t UTF-32LE ;;
    utf32be-bom) printf '\0\0\376\377' && iconv -f UTF-8 -t UTF-32BE ;;
    cp1252) iconv -f UTF-8 -t CP1252 ;;
    esac
}

# pack NAME FILE: writes FILE.packed; 77 when the tool is missing
pack() {
    case $1 in
    none) cp "$2" "$2.packed" ;;
    gzip | zstd | xz | bzip2 | lz4)
        command -v "$1" >/dev/null 2>&1 || return 77
        "$1" -c "$2" >"$2.packed" ;;
    tar) tar -cf "$2.packed" "$2" ;;
    tar.xz)
        command -v xz >/dev/null 2>&1 || return 77
        tar -cf - "$2" | xz >"$2.packed" ;;
    zip)
        command -v zip >/dev/null 2>&1 || return 77
        rm -f packed.zip && zip -q packed.zip "$2" && mv packed.zip "$2.packed" ;;
    7z)
        tool=$(command -v 7z || command -v 7zz) || return 77
        rm -f packed.7z && "$tool" a packed.7z "$2" >/dev/null && mv packed.7z "$2.packed" ;;
    esac
}

report sample.txt >expected
grep -q '"code": 10061' expected || { echo 'the sample gives no report'; exit 1; }
for packing in none gzip zstd xz bzip2 lz4 tar tar.xz zip 7z; do
    : >log
    pack $packing log 2>/dev/null
    [ $? != 77 ] || { echo "left out: $packing (its tool is not installed)"; continue; }
    for encoding in utf8 utf8-bom utf16le-bom utf16be-bom utf16le utf16be utf32le-bom utf32be-bom cp1252; do
        for ending in lf crlf cr; do
            encode $encoding <sample.$ending >log
            pack $packing log
            report log.packed | sed 's/LOG!log/LOG/g' >got
            count=$((count + 1))
            cmp -s expected got ||
                { echo "$encoding, $packing, $ending:"; diff expected got | head -n 10; status=1; }
        done
    done
done
echo "$count forms"
exit $status
