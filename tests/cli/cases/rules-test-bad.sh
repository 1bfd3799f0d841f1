# A pack that cannot be read proves nothing: status 2.
printf 'rules:\n  - id: mine\n' >bad.yaml
wsalog rules test bad.yaml 2>/dev/null
echo $?
wsalog rules test nowhere.yaml
echo $?
wsalog rules test "$TOP/rules/examples/gate.yaml" nowhere.log
echo $?
wsalog rules test "$TOP/rules/examples/gate.yaml" nowhere.log "$TOP/rules/examples/gate.log" | sed '/  time/d' | head -n 2
wsalog rules test "$TOP/rules/examples/gate.yaml" nowhere.log "$TOP/rules/examples/gate.log" >out
echo $?
