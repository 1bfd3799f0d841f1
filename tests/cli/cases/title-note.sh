echo 'WSAECONNREFUSED (10061)' >app.log
wsalog --title 'Web farm, week 10' --note 'After the <b>move</b>.' -f json app.log | grep -oE '"(title|note)": "(Web|After)[^"]*"'
wsalog --title 'Web farm, week 10' --note 'After the <b>move</b>.' -f html app.log | grep -c '<b>move'
:
