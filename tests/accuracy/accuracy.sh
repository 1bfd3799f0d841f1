#!/bin/sh
# accuracy.sh PROGRAM DIR: how many of the labelled lines in DIR are found, and what is found falsely.
#
# DIR holds positives.tsv and negatives.tsv (id, errors, form or kind, strength, product, source, line)
# and the lines alone as positives.log and negatives.log, in the same order.
set -u
program=$1 dir=$2
here=$(dirname "$0")
for file in positives.tsv positives.log negatives.tsv negatives.log; do
    [ -r "$dir/$file" ] || { echo "accuracy: $dir/$file is missing" >&2; exit 1; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-accuracy.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
for side in positives negatives; do
    "$program" find -f jsonl "$dir/$side.log" >"$work/$side.jsonl" || exit 1
done
LC_ALL=C awk -f "$here/accuracy.awk" "$work/positives.jsonl" "$work/negatives.jsonl" \
    "$dir/positives.tsv" "$dir/negatives.tsv"
