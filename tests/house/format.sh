# The layout of sources is clang-format's, version 14 as in Debian 12: others differ in small things.
cd "$1" || exit 1

for tool in clang-format-14 clang-format; do
    if command -v $tool >/dev/null 2>&1 && $tool --version | grep -q 'version 14\.'; then
        exec $tool --dry-run -Werror $(find src tools bench tests/unit -name '*.[ch]')
    fi
done
echo 'clang-format 14 is not installed'
exit 77
