#!/bin/sh
# accuracy.sh PROGRAM DIR: how many of the labelled lines in DIR are found, and what is found falsely.
#
# DIR holds positives.tsv and negatives.tsv: id, errors, form or kind, strength, product, source, line.
# Each line is read as a log of its own, so that none is judged by its neighbours. Exit status 1: a
# bar was missed (accuracy.awk says which).
set -u
program=$1 dir=$2
here=$(dirname "$0")
for file in positives.tsv negatives.tsv; do
    [ -r "$dir/$file" ] || { echo "accuracy: $dir/$file is missing" >&2; exit 1; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-accuracy.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
for side in positives negatives; do
    mkdir "$work/$side"
    LC_ALL=C awk -F'\t' -v to="$work/$side" '{ file = to "/" $1; print $7 >file; close(file) }' \
        "$dir/$side.tsv"
    "$program" find -f jsonl "$work/$side" >"$work/$side.jsonl" || exit 1
done
LC_ALL=C awk -f "$here/accuracy.awk" \
    stage=found "$work/positives.jsonl" "$work/negatives.jsonl" \
    stage=positives "$dir/positives.tsv" stage=negatives "$dir/negatives.tsv"
