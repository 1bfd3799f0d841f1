# Behind (?x) blanks stand for nothing: in a large log too, in which words of patterns are looked for.
cat >own.yaml <<'END'
rules:
  - {id: gadget, about: gadget, confidence: certain, triggers: [number], pattern: '(?x) gadget broke \s (?<code>1[01]\d{3}) \b'}
  - {id: widget, about: widget, confidence: certain, triggers: [number], pattern: 'widget (?x: broke \s (?<code>1[01]\d{3}) \b )'}
END
awk 'BEGIN {
    for (i = 0; i < 6000; i++)
        print "2026-03-02 08:00:00 gadgetbroke 10054, at night\n2026-03-02 08:00:00 widget broke 10061, at night"
}' >app.log
wsalog report --rules own.yaml -f csv app.log | cut -d, -f1-4
