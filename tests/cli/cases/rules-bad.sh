# The message names file, line and rule.
cat >bad.yaml <<'YAML'
rules:
  - id: mine
    about: a pattern that is wrong
    confidence: certain
    pattern: 'broken (group'
    triggers: [number]
YAML
wsalog --rules bad.yaml x.log 2>&1 | sed 's/ at offset.*//'
wsalog --rules bad.yaml x.log 2>/dev/null
echo $?
echo 'rules: [' >bad.yaml
wsalog rules --rules bad.yaml list 2>/dev/null
echo $?
wsalog --rules nowhere.yaml x.log
echo $?
wsalog --no-default-rules x.log
echo $?
