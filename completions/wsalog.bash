# bash completion for wsalog(1)
_wsalog() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local commands='report find explain rules history merge config help' command=report options=
    local presenting='--output --output-dir --output-name --keep --format --group-by --top --coverage --title --note --summary --fail-on --stamp --no-pager --open --redact --redact-key --redact-map'
    local report='--host-from-path --samples --compare --noise'
    local reading='--include --exclude --files-from --encoding --since --until --tz --date-order --min-confidence --threads --quiet --progress --prefilter'
    local rules='--rules --no-default-rules' table='--table' every='--config --no-config --job --help --version'
    local state='--state --lock-timeout'
    local all="--color $every"
    COMPREPLY=()

    if ((COMP_CWORD > 1)) && [[ " $commands " == *" ${COMP_WORDS[1]} "* ]]; then
        command=${COMP_WORDS[1]}
    fi
    # --name=value comes as three words.
    if [[ $cur == '=' ]]; then
        cur=
    elif [[ $prev == '=' ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi

    # Nothing in COMPREPLY: readline completes the name of a file.
    local words=
    case $command:$prev in
    report:-f | report:--format | merge:-f | merge:--format) words='text csv html json md prom tally' ;;
    find:-f | find:--format) words='text csv jsonl' ;;
    history:-f | history:--format) words='text json' ;;
    explain:-f | explain:--format) words='text json csv' ;;
    *:--group-by) words='category severity code file peer operation host process hour day' ;;
    *:--coverage) words='brief full' ;;
    *:--min-confidence) words='possible likely certain' ;;
    *:--date-order) words='auto mdy dmy ymd' ;;
    *:--prefilter) words='auto sieve vectorscan pcre2 none' ;;
    *:--progress) words='auto never' ;;
    *:--color) words='auto always never' ;;
    *:-o | *:--output | *:--rules | *:--table | *:--files-from | *:--redact-key | *:--redact-map | *:--config | *:--output-dir) return ;;
    *:--fail-on | *:--host-from-path | *:--top | *:--samples | *:-j | *:--threads | *:--title | *:--note | *:--include | *:--exclude | *:--encoding | *:--since | *:--until | *:--tz) return ;;
    *:--state | *:--noise) return ;;
    *:--lock-timeout | *:--keep | *:--compare | *:--job | *:--output-name) return ;;
    esac
    if [[ -n $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        return
    fi

    if [[ $cur == -* ]]; then
        case $command in
        report) options="$presenting $report $state $reading $rules $table $all" ;;
        merge) options="$presenting $table $all" ;;
        find) options="--format --why $reading $rules $table $all" ;;
        explain) options="--format --all $table $all" ;;
        history) options="--format --keep $state $table $all" ;;
        rules) options="$rules $table $all" ;;
        config) options=$every ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    elif ((COMP_CWORD == 1)); then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur"; compgen -f -- "$cur")
    elif [[ $command == help ]]; then
        compopt +o default
        mapfile -t COMPREPLY < <(compgen -W 'report find explain rules history merge config' -- "$cur")
    elif [[ $command == rules ]]; then
        [[ " ${COMP_WORDS[*]} " != *' test '* ]] || return
        compopt +o default
        words='list show test'
        [[ " ${COMP_WORDS[*]} " != *' show '* ]] ||
            words=$("${COMP_WORDS[0]}" rules list 2>/dev/null | awk '{ print $1 }')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    elif [[ $command == history ]]; then
        compopt +o default
        mapfile -t COMPREPLY < <(compgen -W 'list show trend prune' -- "$cur")
    elif [[ $command == config ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'report find explain rules history merge' -- "$cur")
    elif [[ $command == explain ]]; then
        compopt +o default
        words=$("${COMP_WORDS[0]}" explain --all -f csv 2>/dev/null |
            awk -F, '$1 ~ /^[0-9]+$/ { print $1; print $2 }')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    fi
}
complete -o default -F _wsalog wsalog
