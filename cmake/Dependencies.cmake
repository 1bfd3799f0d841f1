# Every library that the program uses, found once and given one target name each.
# Each target is linked by exactly one folder of src (see src/README.md).
#
# The large ones are not linked but loaded when they are first needed (src/base/os_library.h).
include(LoadedLibrary)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(LibLZMA REQUIRED)
find_package(Iconv REQUIRED)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.40)
pkg_check_modules(CYAML REQUIRED IMPORTED_TARGET libcyaml>=1.3)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0.16)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd>=1.4)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.34)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash>=0.8)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)

wsalog_loaded_library(ARCHIVE "libarchive>=3.4" REQUIRED)

# libcsv and uthash come without pkg-config files.
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(csv UNKNOWN IMPORTED)
set_target_properties(csv PROPERTIES IMPORTED_LOCATION "${CSV_LIBRARY}"
                      INTERFACE_INCLUDE_DIRECTORIES "${CSV_INCLUDE_DIR}")
find_path(UTHASH_INCLUDE_DIR uthash.h REQUIRED)

set(WSALOG_HAVE_VECTORSCAN OFF)
if(NOT WSALOG_VECTORSCAN STREQUAL "OFF")
    wsalog_loaded_library(HS "libhs>=5.2")
    if(HS_FOUND)
        set(WSALOG_HAVE_VECTORSCAN ON)
    elseif(WSALOG_VECTORSCAN STREQUAL "ON")
        message(FATAL_ERROR "WSALOG_VECTORSCAN is ON but libhs was not found: "
                            "install libvectorscan-dev (or libhyperscan-dev)")
    endif()
endif()

set(WSALOG_HAVE_EVTX OFF)
if(NOT WSALOG_EVTX STREQUAL "OFF")
    wsalog_loaded_library(EVTX libevtx)
    pkg_check_modules(BFIO libbfio) # its header needs this one's
    if(EVTX_FOUND AND BFIO_FOUND)
        set(WSALOG_HAVE_EVTX ON)
    elseif(WSALOG_EVTX STREQUAL "ON")
        message(FATAL_ERROR "WSALOG_EVTX is ON but libevtx was not found: "
                            "install libevtx-dev and libbfio-dev")
    endif()
endif()

if(BUILD_TESTING)
    pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
endif()
