# Which triggers, rules and guards had a say on a line.
cat >mine.yaml <<'YAML'
rules:
  - id: gate-net
    about: Gate's own form
    confidence: certain
    triggers: [number]
    pattern: 'GATE-NET\((?<code>1[01]\d{3})\)'
  - id: gate-name
    about: a name and its number
    confidence: certain
    triggers: [number, winsock-name]
    pattern: '(?<name>WSAE\w+) \((?<code>1[01]\d{3})\)'
  - id: name
    about: a name
    confidence: certain
    triggers: [winsock-name]
    pattern: '(?<name>WSAE\w+)'
  - id: code
    about: a code
    confidence: likely
    triggers: [number]
    pattern: 'code (?<code>1[01]\d{3})'
  - id: split
    about: a code on the line after
    confidence: certain
    triggers: [number]
    multiline: true
    pattern: '12 (?:10054 )?fails with\s+(?<code>1[01]\d{3})'
guards:
  - id: shelf
    about: numbers of shelves
    pattern: 'shelf code (?<number>1[01]\d{3})'
YAML
cat >a.log <<'LOG'
GATE-NET(10061) code 10061
WSAECONNRESET (10054) once more: WSAECONNRESET, GATE-NET(10099)
shelf code 10060, code 10054
shelf code 10060: the guard has refused all of this line
code 10053, WSAENOBUFS
job 12 10054 fails with
10060
LOG
mine="--no-default-rules --rules mine.yaml"
wsalog find --why $mine a.log
wsalog find --why $mine -f jsonl a.log | sed -n '4s/.*"why"/"why"/p'
wsalog find $mine -f jsonl a.log | grep -c why
wsalog find --why $mine -f csv a.log
echo $?
printf 'An existing connection was forcibly closed\nby the remote host. \033[31m\n' | wsalog find --why -
echo '# in the order of the lines, over many blocks'
awk 'BEGIN { for (i = 1; i <= 20000; i++) { print "shelf code 10060", i; if (i % 7 == 0) print "code 10054", i } }' >many.log
wsalog find --why $mine many.log | grep '^many.log' | cut -d: -f2 >numbers
seq "$(wc -l <many.log)" | diff - numbers && wc -l <numbers
