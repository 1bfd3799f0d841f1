# A pattern finds on the hundredth line what it has found on the first: some of these are lost by PCRE2's machine code.
cat >own.yaml <<'END'
rules:
  - {id: gadget, about: gadget, confidence: certain, triggers: [number], pattern: 'gadget (?:code of|code) *of (?<code>1[01]\d{3})'}
END
awk 'BEGIN { for (i = 0; i < 300; i++) print "gadget code of 10054" }' >app.log
wsalog find --rules own.yaml app.log | wc -l | tr -d ' '
