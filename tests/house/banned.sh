# Functions that cannot be used safely, or whose failure cannot be seen.
cd "$1" || exit 1

words='strcpy|strcat|stpcpy|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|alloca'
words="$words|tmpnam|mktemp|localtime|gmtime|ctime|asctime|system|popen|setlocale"
if awk -f tests/house/code.awk $(find src tools bench tests/unit -name '*.[ch]') |
    grep -E "(^|[^A-Za-z0-9_])($words)[[:space:]]*\("; then
    echo 'these functions are banned: tests/house/banned.sh'
    exit 1
fi
exit 0
