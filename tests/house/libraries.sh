# Each library has one door: its header is included by one file of src. (uthash is no library but
# macros for a map, and comes with each map.)
cd "$1" || exit 1
status=0

for header in pcre2.h hs/hs.h csv.h cyaml/cyaml.h yaml.h jansson.h sodium.h utf8proc.h zlib.h iconv.h zstd.h lzma.h bzlib.h \
    lz4frame.h archive.h libevtx.h sqlite3.h xxhash.h immintrin.h; do
    users=$(grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<$header>" src)
    count=$(printf '%s' "$users" | grep -c .)
    if [ "$count" -gt 1 ]; then
        echo "<$header> is included by $count files:"
        echo "$users"
        status=1
    fi
done

# No other library slips in: what stands in angle brackets is the C library, POSIX, the
# instructions of a processor, or one of these.
known='assert|ctype|dirent|dlfcn|errno|fcntl|float|fnmatch|inttypes|langinfo|limits|locale|math|poll|pthread|sched|signal|spawn'
known="$known|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|time|unistd"
known="$known|sys/[a-z]+|pcre2|hs/hs|csv|cyaml/cyaml|yaml|jansson|sodium|utf8proc|zlib|uthash|utarray|iconv"
known="$known|strings|zstd|zstd_errors|lzma|bzlib|lz4frame|archive|archive_entry|libevtx|sqlite3|xxhash|immintrin"
if grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' src | grep -vE "<($known)\.h>"; then
    echo 'these headers are not known to tests/house/libraries.sh'
    status=1
fi
exit $status
