wsalog --version | sed 's/[0-9][0-9.]*/N/'
wsalog -V | sed 's/[0-9][0-9.]*/N/'
wsalog find --version | sed 's/[0-9][0-9.]*/N/'
