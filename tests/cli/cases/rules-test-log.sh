# What a pack does to logs; times are the one thing that differs.
without_times() { sed 's/[0-9.]* ms, [0-9]* ns/T/'; }
cp "$TOP/rules/examples/gate.yaml" "$TOP/rules/examples/gate.log" .
wsalog rules test gate.yaml gate.log | without_times
cat >mine.yaml <<'YAML'
rules:
  - id: mine
    about: codes of mine
    confidence: likely
    triggers: [number]
    pattern: 'mine code (?<code>1[01]\d{3})\b'
    match:
      - { codes: [10061], line: 'mine code 10061' }
      - { codes: [10054], line: 'mine code 10054.' }
    refuse: ['mine code 10061x', 'mine code 12029']
  - id: maybe
    about: codes of someone
    confidence: possible
    triggers: [number]
    pattern: 'someone (?<code>1[01]\d{3})\b'
    match:
      - { codes: [10061], line: 'someone 10061' }
      - { codes: [10054], line: 'someone 10054' }
    refuse: ['someone 12029', 'someone']
guards:
  - id: shaft
    about: numbers of shafts
    pattern: 'shaft mine code (?<number>1[01]\d{3})'
    refuse: ['shaft mine code 10061', 'x shaft mine code 10054']
    keep: ['shaft', 'mine code 10054']
YAML
{
    echo 'mine code 10061: [WinError 10061] refused'
    echo 'shaft mine code 10054'
    echo 'mine code 10053 and 網路 mine code 10053'
    echo 'mine code 10054ms'
    printf 'mine code 10054 \033[31m%0200d\n' 7
    echo 'someone 10054'
    echo 'mine code 10055, 10055 WSAENOBUFS'
    for i in 1 2 3 4; do echo "$i mine code 10061"; done
} >a.log
gzip -9 -n -c a.log >b.log.gz
wsalog rules test mine.yaml a.log b.log.gz | without_times
