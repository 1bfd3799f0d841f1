# An output that cannot be written is named, and what was there before stays as it was; the other
# outputs are written.
fault=$1
echo '2026-03-04T05:06:07Z WSAECONNREFUSED (10061)' >app.log
# trial NAME VARIABLE=VALUE...: with two outputs, the first of which is there already
trial() {
    echo "# $1"
    shift
    echo 'the old report' >old.txt
    rm -f new.csv
    env LD_PRELOAD="$fault" "$@" wsalog app.log -o old.txt -o new.csv 2>&1
    echo "status $?"
    grep -o -E -m 1 'the old report|10061' old.txt
    cut -d, -f1 new.csv 2>/dev/null
    ls -A | grep -v -e app.log -e old.txt -e new.csv
}
trial 'the disk is full' FAULT_CALL=write FAULT_PART=.wsalog- FAULT_ERRNO=28 FAULT_ALL=1
trial 'full for one of two' FAULT_CALL=write FAULT_ERRNO=28
trial 'flushed too late' FAULT_CALL=fsync FAULT_ERRNO=5
trial 'quota' FAULT_CALL=fsync FAULT_ERRNO=122 FAULT_ALL=1
trial 'rename' FAULT_CALL=rename FAULT_PATH=old.txt FAULT_ERRNO=1
trial 'no place for it' FAULT_CALL=open FAULT_ERRNO=30 FAULT_ALL=1 FAULT_PART=.wsalog-
echo '# standard output'
for command in report find; do
    env LD_PRELOAD="$fault" FAULT_CALL=write FAULT_ERRNO=5 wsalog $command app.log 2>&1
    echo "status $?"
done
echo '# its reader is gone'
env LD_PRELOAD="$fault" FAULT_CALL=write FAULT_ERRNO=32 wsalog app.log
echo "status $?"
