# Each failure is told once, whichever prefilter; few examples are no failure.
cat >mine.yaml <<'YAML'
rules:
  - id: mine
    about: codes of mine
    confidence: likely
    triggers: [number]
    pattern: 'mine (?<code>1[01]\d{3})'
    match:
      - codes: [10054]
        line: 'mine 10061'
      - codes: [10054]
        line: 'yours 10054'
    refuse:
      - 'mine 10060'
guards:
  - id: shaft
    about: numbers of shafts
    pattern: 'shaft (?<number>1[01]\d{3})'
    refuse: ['shaft 10054', 'shelf 10054']
    keep: ['shaft 10061']
YAML
wsalog rules test mine.yaml
echo $?
echo 'continuations: ["> "]' >none.yaml
wsalog rules test none.yaml
echo $?
# A trigger that misses a line of its rule: seen with those prefilters that have triggers.
cat >blind.yaml <<'YAML'
triggers:
  - name: bang
    about: an exclamation mark
    pattern: '!'
rules:
  - id: blind
    about: its trigger does not stand on its lines
    confidence: certain
    triggers: [bang]
    pattern: 'blind (?<code>1[01]\d{3})'
    match:
      - codes: [10054]
        line: 'blind 10054'
      - codes: [10061]
        line: 'blind 10061!'
    refuse: ['a', 'b']
YAML
wsalog rules test blind.yaml | sed 's/PCRE2, Vectorscan/PCRE2/'
