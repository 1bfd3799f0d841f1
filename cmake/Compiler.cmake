# The language, the warnings, and the instrumented builds.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# One interface target carries the flags, so that generated code and programs get the same ones.
add_library(ws_flags INTERFACE)
target_compile_definitions(ws_flags INTERFACE _GNU_SOURCE _FILE_OFFSET_BITS=64)
target_include_directories(ws_flags INTERFACE "${PROJECT_SOURCE_DIR}/src")
target_compile_options(ws_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wpointer-arith -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wundef -Wwrite-strings -Wcast-qual
    -Wformat=2 -Wnull-dereference -Wimplicit-fallthrough -fno-common)
if(WSALOG_WERROR)
    target_compile_options(ws_flags INTERFACE -Werror)
endif()
if(WSALOG_SANITIZE)
    target_compile_options(ws_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(ws_flags INTERFACE -fsanitize=address,undefined)
endif()
if(WSALOG_COVERAGE)
    target_compile_options(ws_flags INTERFACE --coverage)
    target_link_options(ws_flags INTERFACE --coverage)
endif()
