# Prints "FILE:LINE:code" of C sources, with comments taken out and strings emptied.
FNR == 1 { inside = 0 }
{
    text = $0
    out = ""
    while (text != "") {
        if (inside) {
            at = index(text, "*/")
            if (!at)
                break
            text = substr(text, at + 2)
            inside = 0
        } else if (match(text, /\/\*|\/\/|"|'.'|'\\.+'/)) {
            out = out substr(text, 1, RSTART - 1)
            mark = substr(text, RSTART, 2)
            rest = substr(text, RSTART + RLENGTH)
            if (mark == "//")
                break
            if (mark == "/*")
                inside = 1
            else if (substr(mark, 1, 1) == "\"") {
                match(rest, /^([^"\\]|\\.)*"/)
                rest = substr(rest, RLENGTH + 1)
                out = out "\"\""
            }
            text = rest
        } else {
            out = out text
            break
        }
    }
    if (out ~ /[^ \t]/)
        print FILENAME ":" FNR ":" out
}
