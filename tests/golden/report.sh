# SAMPLE FORMAT: the report, with the sample named as it stands in the repository.
cd "$TOP" && wsalog -f "$2" "$1"
