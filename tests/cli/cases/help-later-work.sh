# What is not built is neither named nor taken.
wsalog --help >help
for option in why; do
    grep -e "--$option" help
    wsalog --$option=x "$TOP/samples" >/dev/null 2>&1
    [ $? = 2 ] || echo "--$option is taken"
done
wsalog merge 2>/dev/null
echo $?
