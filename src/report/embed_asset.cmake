# cmake -DFROM=report.css -DNAME=report_stylesheet -DTO=stylesheet.c -P embed_asset.cmake
#   A style sheet or a script as a C array, and its SHA-256 in base64 as a Content-Security-Policy
#   wants it: a page then allows this one element and no other.
file(READ "${FROM}" text)
if(text MATCHES "</")
    message(FATAL_ERROR "${FROM}: '</' would end its element")
endif()
file(READ "${FROM}" hex HEX)
if(hex MATCHES "^([0-7][0-9a-f])*[89a-f][0-9a-f]")
    message(FATAL_ERROR "${FROM}: must be plain ASCII")
endif()
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)"
       "\\1\n    " bytes "${bytes}")

# Base64 of the digest: three bytes (six hex digits) give four characters; 32 bytes leave two over.
file(SHA256 "${FROM}" digest)
set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
set(base64 "")
foreach(at RANGE 0 60 6)
    string(SUBSTRING "${digest}00" ${at} 6 group)
    math(EXPR value "0x${group}")
    foreach(shift 18 12 6 0)
        math(EXPR index "(${value} >> ${shift}) & 63")
        string(SUBSTRING "${alphabet}" ${index} 1 character)
        string(APPEND base64 "${character}")
    endforeach()
endforeach()
string(REGEX REPLACE ".$" "=" base64 "${base64}")

file(WRITE "${TO}" "/* Made by embed_asset.cmake. */
#include \"report/asset.h\"

static const char text[] = {
    ${bytes}
};

const struct asset ${NAME} = {
    .text = {text, sizeof text},
    .sha256 = \"${base64}\",
};
")
