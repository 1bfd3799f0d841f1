# Each sample of diagnoses, and what it looks like to the program. NAME.log must look like NAME, and NAME.not.log must
# not, but for what stands here.
cd "$TOP/samples" || exit 1
for log in diagnoses/*.log ./*.*; do
    [ "$log" = ./README.md ] && continue
    printf '%s:' "${log#./}"
    wsalog -f json "$log" | awk '
        /^  "diagnoses"/ { on = 1 }
        on && /^      "(id|certainty)": / { gsub(/[",]/, ""); printf " %s", $2 }
        END { print "" }'
done
