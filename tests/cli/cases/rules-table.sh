# A pack that names an error of the site's own is tested with the site's table.
mkdir site
cat >site/errors.csv <<'CSV'
code,name,title,category,severity,retry,description
10999,WSAEACMELINK,The link is gone,connection,actionable,yes,Acme's own.
CSV
cat >mine.yaml <<'YAML'
triggers:
  - { name: acme, about: Acme's gateway, pattern: 'ACME link' }
rules:
  - id: acme-link
    about: Acme's gateway
    confidence: likely
    triggers: [acme]
    pattern: 'ACME link (?:lost|gone)'
    error: WSAEACMELINK
    match:
      - { codes: [10999], line: 'ACME link lost' }
      - { codes: [10999], line: 'ACME link gone.' }
    refuse: ['ACME link up', 'ACME lost']
YAML
echo 'ACME link gone' >app.log
wsalog rules --table site --rules mine.yaml show acme-link
wsalog rules --table site test mine.yaml app.log | sed 's/[0-9.]* ms, [0-9]* ns/T/'
wsalog rules test mine.yaml
echo $?
