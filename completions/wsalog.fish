# fish completion for wsalog(1)

# The command that the line is about: a first word that is none is a log, for report.
function __wsalog_command
    set -l words (commandline -opc)
    if contains -- "$words[2]" report find explain rules history merge config help
        echo $words[2]
    else
        echo report
    end
end

function __wsalog_is
    contains -- (__wsalog_command) $argv
end

function __wsalog_is_first
    test (count (commandline -opc)) -eq 1
end

function __wsalog_codes
    wsalog explain --all -f csv 2>/dev/null | awk -F, '$1 ~ /^[0-9]+$/ { print $1 "\t" $2; print $2 "\t" $1 }'
end

function __wsalog_rules
    if contains show (commandline -opc)
        wsalog rules list 2>/dev/null | awk '{ print $1 }'
    else if contains test (commandline -opc)
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' list show test
    end
end

complete -c wsalog -n __wsalog_is_first -a report -d 'Write a grouped report'
complete -c wsalog -n __wsalog_is_first -a find -d 'Show every mention of an error'
complete -c wsalog -n __wsalog_is_first -a explain -d 'Say what an error means'
complete -c wsalog -n __wsalog_is_first -a rules -d 'List, show or test what is looked for'
complete -c wsalog -n __wsalog_is_first -a history -d 'Show what earlier runs have counted'
complete -c wsalog -n __wsalog_is_first -a merge -d 'One report of tallies made elsewhere'
complete -c wsalog -n __wsalog_is_first -a config -d 'Show the options that hold, and who says so'
complete -c wsalog -n __wsalog_is_first -a help -d 'Show the options of a command'
complete -c wsalog -n '__wsalog_is help' -f -a 'report find explain rules history merge config'
complete -c wsalog -n '__wsalog_is config' -a 'report find explain rules history merge'
complete -c wsalog -n '__wsalog_is explain' -f -a '(__wsalog_codes)'
complete -c wsalog -n '__wsalog_is rules' -f -a '(__wsalog_rules)'
complete -c wsalog -n '__wsalog_is history' -f -a 'list show trend prune'

complete -c wsalog -n '__wsalog_is report merge' -s o -l output -r -F -d 'Write the report to a file'
complete -c wsalog -n '__wsalog_is report merge' -l output-dir -x -a '(__fish_complete_directories)' -d 'Write it to this folder too, named by the day'
complete -c wsalog -n '__wsalog_is report merge' -l output-name -x -d 'The name there, with %Y %m %d'
complete -c wsalog -n '__wsalog_is report merge' -l keep -x -d 'Remove reports there but so many, or older than'
complete -c wsalog -n '__wsalog_is report merge' -s f -l format -x -a 'text csv html json md prom tally' -d 'Format on standard output'
complete -c wsalog -n '__wsalog_is report merge' -l group-by -x -a 'category severity code file peer operation host process hour day' -d 'What to gather by'
complete -c wsalog -n '__wsalog_is report' -l host-from-path -x -d 'Take hosts from paths'
complete -c wsalog -n '__wsalog_is report merge' -l top -x -d 'Show the most frequent files and peers'
complete -c wsalog -n '__wsalog_is report' -l samples -x -d 'Show the first lines of each error'
complete -c wsalog -n '__wsalog_is report merge' -l coverage -x -a 'brief full' -d 'Name the logs with something to say, or all'
complete -c wsalog -n '__wsalog_is report merge' -l title -x -d 'Put a title on the report'
complete -c wsalog -n '__wsalog_is report merge' -l note -x -d 'Put a note at its top'
complete -c wsalog -n '__wsalog_is report merge' -l summary -d 'Only the lines that fit a chat message'
complete -c wsalog -n '__wsalog_is report merge' -l fail-on -x -d 'Exit with 1 when this holds'
complete -c wsalog -n '__wsalog_is report merge' -l no-pager -d 'Write straight to the terminal'
complete -c wsalog -n '__wsalog_is report merge' -l open -d 'Show the HTML report in the browser'
complete -c wsalog -n '__wsalog_is report merge' -l stamp -d 'Say when the report was made'
complete -c wsalog -n '__wsalog_is report merge' -l redact -d 'Replace names by pseudonyms'
complete -c wsalog -n '__wsalog_is report merge' -l redact-key -r -F -d 'The same with a key'
complete -c wsalog -n '__wsalog_is report merge' -l redact-map -r -F -d 'The same, and write the legend'
complete -c wsalog -n '__wsalog_is report' -l noise -r -F -d 'Tell apart what this list expects'
complete -c wsalog -n '__wsalog_is report' -l compare -x -d 'Say what changed since the last run, run N, or 7d'
complete -c wsalog -n '__wsalog_is report history' -l state -r -F -d 'Read only what is new, and remember it here'
complete -c wsalog -n '__wsalog_is report history' -l lock-timeout -x -d 'Wait so many seconds for another run'

complete -c wsalog -n '__wsalog_is history' -s f -l format -x -a 'text json' -d 'How the answer is written'
complete -c wsalog -n '__wsalog_is history' -l keep -x -d 'prune: keep so many days or weeks'

complete -c wsalog -n '__wsalog_is find' -s f -l format -x -a 'text csv jsonl' -d 'How a mention is written'
complete -c wsalog -n '__wsalog_is find' -l why -d 'Tell what had a say on each line'

complete -c wsalog -n '__wsalog_is explain' -s f -l format -x -a 'text json csv' -d 'How the answer is written'
complete -c wsalog -n '__wsalog_is explain' -l all -d 'Explain every error there is'

complete -c wsalog -n '__wsalog_is report find' -l include -x -d 'In directories, read only what matches'
complete -c wsalog -n '__wsalog_is report find' -l files-from -r -d 'Read also the paths named in this file'
complete -c wsalog -n '__wsalog_is report find' -l encoding -x -d 'Logs without a byte order mark are in this encoding'
complete -c wsalog -n '__wsalog_is report find' -l exclude -x -d 'In directories, pass over what matches'
complete -c wsalog -n '__wsalog_is report find' -l since -x -d 'Leave out what happened before'
complete -c wsalog -n '__wsalog_is report find' -l until -x -d 'Leave out what happened from then on'
complete -c wsalog -n '__wsalog_is report find' -l tz -x -d 'Zone of times that state none, and to show all in'
complete -c wsalog -n '__wsalog_is report find' -l date-order -x -a 'auto mdy dmy ymd' -d 'Of dates in logs that prove none'
complete -c wsalog -n '__wsalog_is report find' -l min-confidence -x -a 'possible likely certain' -d 'Count mentions at least this sure'
complete -c wsalog -n '__wsalog_is report find' -s j -l threads -x -d 'Use this many threads'
complete -c wsalog -n '__wsalog_is report find' -s q -l quiet -d 'Do not name what could not be read'
complete -c wsalog -n '__wsalog_is report find' -l progress -x -a 'auto never' -d 'When to show how far the scan has come'
complete -c wsalog -n '__wsalog_is report find' -l prefilter -x -a 'auto sieve vectorscan pcre2 none' -d 'Which engine looks first'

complete -c wsalog -n '__wsalog_is report find rules' -l rules -r -F -d 'Add rules'
complete -c wsalog -n '__wsalog_is report find rules' -l no-default-rules -d 'Use the rules of --rules alone'
complete -c wsalog -n '__wsalog_is report find explain rules history merge' -l table -r -F -d 'Add to what is known of errors'
complete -c wsalog -n '__wsalog_is report find explain rules history merge' -l color -x -a 'auto always never' -d 'When to colour standard output'
complete -c wsalog -n '__wsalog_is report find explain rules history merge config' -l config -r -F -d 'Read this configuration too'
complete -c wsalog -n '__wsalog_is report find explain rules history merge config' -l no-config -d 'Read no other configuration'
complete -c wsalog -n '__wsalog_is report find explain rules history merge config' -l job -x -d 'Do the job of this name'
complete -c wsalog -n '__wsalog_is report find explain rules history merge config' -s h -l help -d 'Show help'
complete -c wsalog -n '__wsalog_is report find explain rules history merge config' -s V -l version -d 'Show the version'
