# A library that is loaded when it is needed and cannot be: what needs it is skipped with the reason, the rest is read.
cp "$TOP/samples/go-gateway.log" app.log
tar -cf packed.tar app.log
mkdir none
for library in libarchive.so.13 libarchive.so.12 libarchive.so.14; do
    echo 'no library' >none/$library
done
LD_LIBRARY_PATH=none wsalog --summary app.log packed.tar 2>err
echo "status $?"
sed 's|none/libarchive[.0-9a-z]*|LIBRARY|; s|LIBRARY: .*|LIBRARY: REASON|' err
