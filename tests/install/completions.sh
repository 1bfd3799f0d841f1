# What the completions offer is what the program takes: the commands, for each command its options, for each
# option its values. Where a shell is not installed, its file must at least name the same options.
program=$2
completions=$1/completions
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-completions.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
PATH=$(dirname "$program"):$PATH
status=0

# --- what the program says: "COMMAND --option" and "COMMAND --option value" ---

"$program" --help >"$work/help" || exit 1
commands=$(sed -n '/^Commands$/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/help")
[ -n "$commands" ] || { echo 'wsalog --help names no commands'; exit 1; }
printf '%s\n' help $commands | sort >"$work/commands"

for command in $commands; do
    "$program" help "$command" | awk -v command="$command" '
        function tell(   at, values, i) {
            if (option) print command, option
            if (match(text, /: [a-z0-9]+(-[a-z0-9]+)*(, [a-z0-9]+(-[a-z0-9]+)*)* \[[a-z0-9-]+\]$/)) {
                at = substr(text, RSTART + 2)
                sub(/ \[.*/, "", at)
                split(at, values, ", ")
                for (i in values) print command, option, values[i]
            }
            option = text = ""
        }
        /^  (-[A-Za-z],|   ) --[a-z]/ { tell(); match($0, /--[a-z-]+/); option = substr($0, RSTART, RLENGTH) }
        /^[^ ]|^$/ { tell() }
        option { sub(/^ +/, ""); text = text " " $0 }
        END { tell() }'
done | sort >"$work/program"
[ -s "$work/program" ] || { echo 'wsalog help shows no options'; exit 1; }
grep -E ' --[a-z-]+ .' "$work/program" | cut -d' ' -f1,2 | sort -u >"$work/choices"

# compare SHELL: what the shell offers, "$work/SHELL" and "$work/SHELL.commands", is the same
compare() {
    for kind in '' .commands; do
        said=$work/program
        [ -z "$kind" ] || said=$work/commands
        sort -u "$work/$1$kind" | diff "$said" - >"$work/diff" || {
            echo "the program (<) and the completion for $1 (>) differ:"
            cat "$work/diff"
            status=1
        }
    done
}

# present SHELL FILE: the shell can be asked; else looks at the text of its completion
present() {
    ! command -v "$1" >/dev/null 2>&1 || return 0
    echo "$1 is not installed: only the names of options are compared"
    cut -d' ' -f2 "$work/program" | sort -u >"$work/options"
    grep -v '^ *#' "$2" | sed 's/^complete \(.*\) -l /\1 --/' | grep -oE -e '--[a-z][a-z-]+' | sort -u | diff "$work/options" - >"$work/diff" || {
        echo "the program (<) and $2 (>) name different options:"
        cat "$work/diff"
        status=1
    }
    return 1
}

# --- bash: the function is called as readline would ---

if present bash "$completions/wsalog.bash"; then
    cat >"$work/ask.bash" <<'ASK'
source "$1"
compopt() { :; }
cd "$2" || exit 1
offer() { COMP_WORDS=(wsalog "$@"); COMP_CWORD=$#; _wsalog; }
offer '' && printf '%s\n' "${COMPREPLY[@]}" >commands.bash
while read -r command; do
    [ "$command" != help ] || continue
    offer "$command" --
    printf "$command %s\n" "${COMPREPLY[@]}"
done <../commands
while read -r command option; do
    offer "$command" "$option" ''
    printf "$command $option %s\n" "${COMPREPLY[@]}"
    offer "$command" "$option" '='
    printf "$command $option %s\n" "${COMPREPLY[@]}"
done <../choices
ASK
    mkdir "$work/empty"
    bash "$work/ask.bash" "$completions/wsalog.bash" "$work/empty" >"$work/bash" || status=1
    mv "$work/empty/commands.bash" "$work/bash.commands"
    rmdir "$work/empty"
    compare bash
fi

# --- zsh: what is handed to _arguments is taken apart ---

if present zsh "$completions/_wsalog"; then
    cat >"$work/ask.zsh" <<'ASK'
_describe() { print -l -- ${${(P)@[-1]}%%:*} >zsh.commands; }
_files() { }
_arguments() {
    local spec
    for spec; do
        [[ $spec =~ '(--[a-z][a-z-]+)' ]] || continue
        local option=$match[1]
        print -r -- $asked $option
        [[ $spec =~ ':\(([a-z0-9 -]+)\)$' ]] && print -rl -- "$asked $option "${^=match[1]}
    done
}
script=$1
words=(wsalog '') CURRENT=2
source $script
for asked in ${(f)"$(<commands)"}; do
    [[ $asked == help ]] && continue
    words=(wsalog $asked '') CURRENT=3
    _wsalog
done
ASK
    (cd "$work" && zsh -f ask.zsh "$completions/_wsalog") >"$work/zsh" || status=1
    compare zsh
fi

# --- fish: asked itself ---

if present fish "$completions/wsalog.fish"; then
    cat >"$work/ask.fish" <<'ASK'
source $argv[1]
cd $argv[2]/empty
complete -C 'wsalog ' | string replace -r '\t.*' '' >../fish.commands
for command in (string match -v help <../commands)
    complete -C "wsalog $command --" | string replace -r '\t.*' '' | string replace -r '^' "$command "
end
while read -l line
    set -l words (string split ' ' -- $line)
    complete -C "wsalog $words[1] $words[2] " | string replace -r '\t.*' '' | string replace -r '^' "$line "
end <../choices
ASK
    mkdir "$work/empty" "$work/home"
    HOME=$work/home XDG_CONFIG_HOME=$work/home fish --no-config "$work/ask.fish" "$completions/wsalog.fish" "$work" \
        >"$work/fish" || status=1
    compare fish
fi
exit $status
