# CSV and JSON hold the same errors with the same counts.
wsalog "$TOP/samples" --exclude README.md -o r.csv -o r.json
tail -n +2 r.csv | cut -d, -f1,2 | sort >from-csv
tr -d '\n' <r.json | sed 's/"errors": *\[/\n/; s/"diagnoses"/\n/' | sed -n 2p | grep -oE '"code": *[0-9]+, *"name": *"[A-Z_0-9]+"' |
    sed 's/"code": *//; s/, *"name": *"/,/; s/"$//' | sort >from-json
diff from-csv from-json && [ -s from-csv ] && echo agree
