# Neither the threads nor the prefilter change a byte.
cp -r "$TOP/samples" logs
wsalog -f json -j1 logs >one
for options in -j2 -j8 --prefilter=pcre2 --prefilter=none '-j3 --prefilter=pcre2'; do
    wsalog -f json $options logs | cmp - one
done
wsalog find -j1 logs >one
wsalog find -j7 --prefilter=none logs | cmp - one && echo same
