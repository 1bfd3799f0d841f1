# Own patterns may tell apart each number of three digits: more than is kept of one question about many numbers.
awk 'BEGIN {
    print "guards:"
    for (place = 0; place < 3; place++)
        for (digit = 0; digit < 10; digit++)
            printf "  - {id: digit-%d-%d, about: one digit, pattern: \"in (?<number>[0-9]{%d}%d[0-9]{%d})[.]\"}\n",
                place, digit, place, digit, 2 - place
}' >numbers.yaml
awk 'BEGIN {
    for (i = 0; i < 10000; i++)
        printf "2026-03-02 08:00:00 closed, see the message in %03d WSAECONNRESET\n", i % 1000
}' >app.log
wsalog report --rules numbers.yaml app.log | head -1
