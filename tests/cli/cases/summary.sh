# The lines that fit a chat message: one sentence of advice each, and a verdict as grave as what was found.
cd "$TOP/samples/diagnoses" || exit 1
wsalog --summary silent-drop.log
wsalog --summary -f md silent-drop.log
wsalog --summary pattern-ports-used-up.log
