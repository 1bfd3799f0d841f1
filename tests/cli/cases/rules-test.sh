# The built-in rules prove themselves; so does the pack that the guide to rules shows.
wsalog rules test | sed 's/[0-9][0-9]* \([rgme]\)/N \1/g'
wsalog rules test "$TOP/rules/examples/gate.yaml"
echo $?
sed -n '/^```yaml/,/^```/p' "$TOP/rules/README.md" | sed '/^```/d' | diff - "$TOP/rules/examples/gate.yaml" && echo same
cp "$TOP/rules/examples/gate.yaml" "$TOP/rules/node.yaml" .
mkdir pack
mv gate.yaml node.yaml pack
wsalog rules test pack | sed 's/: .*,/:/'
wsalog rules --no-default-rules test pack/gate.yaml
