# Event logs as wevtutil and Event Viewer export them, in the encodings in which they do.
cat >events.xml <<'XML'
<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Events>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='OrderService'/><EventID Qualifiers='0'>1001</EventID><Level>2</Level><TimeCreated SystemTime='2026-11-20T21:04:05.1234567Z'/><EventRecordID>4711</EventRecordID><Channel>Application</Channel><Computer>web01.example.com</Computer></System><EventData><Data>SocketException (10061): 10.0.0.5:443</Data></EventData></Event>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Müller Gate'/><EventID Qualifiers='0'>77</EventID><Level>2</Level><TimeCreated SystemTime='2026-11-20T21:05:05.000Z'/><EventRecordID>10060</EventRecordID><Channel>Application</Channel><Computer>web01.example.com</Computer></System><EventData><Data>recv failed: WSAECONNRESET (10054)</Data></EventData></Event>
</Events>
XML
cat >events.txt <<'TEXT'
Event[0]:
  Log Name: Application
  Source: OrderService
  Date: 2026-11-20T21:04:05.123
  Event ID: 1001
  Level: Error
  Computer: web01.example.com
  Description:
SocketException (10061): 10.0.0.5:443

Event[1]:
  Log Name: Application
  Source: Müller Gate
  Date: 2026-11-20T21:05:05.000
  Event ID: 10060
  Level: Error
  Computer: web01.example.com
  Description:
recv failed: WSAECONNRESET (10054)

TEXT
cat >events.csv <<'CSV'
Level,Date and Time,Source,Event ID,Task Category
Error,11/20/2026 9:04:05 PM,OrderService,1001,None,"SocketException (10061): 10.0.0.5:443
   at Order.Send"
Error,11/20/2026 9:05:05 PM,Müller Gate,77,None,recv failed: WSAECONNRESET (10054)
Information,11/20/2026 9:06:05 PM,Service Control Manager,10060,None,It runs.
CSV
for form in xml txt csv; do
    sed 's/$/\r/' events.$form >log
    for encoding in UTF-8 UTF-16LE CP1252; do
        iconv -f UTF-8 -t $encoding log >log.$form.$encoding
    done
    { printf '\357\273\277' && cat log; } >log.$form.bom
    { printf '\377\376' && cat log.$form.UTF-16LE; } >log.$form.wide
    for log in log.$form.*; do
        echo "# $log"
        wsalog -f json $log | grep -E '^      "(code|events|first)"|"(encoding|host|peer|process)"' |
            tr -d '\n' | tr -s ' '
        echo
    done
done
