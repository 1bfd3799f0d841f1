# cmake -DFROM=lines.txt -DNAME=ordinary_text -DHEADER=scan/ordinary.h -DTO=lines.c -P embed_text.cmake
#   A file as a C array.
file(READ "${FROM}" hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)"
       "\\1\n    " bytes "${bytes}")
file(WRITE "${TO}" "/* Made from ${FROM} by embed_text.cmake. */
#include \"${HEADER}\"

static const unsigned char bytes[] = {
    ${bytes}
};

const struct str ${NAME} = {(const char *)bytes, sizeof bytes};
")
