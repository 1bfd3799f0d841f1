# wsalog_loaded_library(PREFIX PACKAGE [REQUIRED])
#   Finds a library that pkg-config knows, like pkg_check_modules(). The target loaded::PREFIX brings its headers, and
#   WSALOG_LIBname, the name by which it is loaded at run time, but links nothing. Its package is noted for the
#   program's own, whose dependencies can else only be told by what is linked.
function(wsalog_loaded_library prefix package)
    pkg_check_modules(${prefix} ${ARGN} ${package})
    if(NOT ${prefix}_FOUND)
        return()
    endif()
    string(REGEX REPLACE "[^a-z0-9].*" "" name "${package}")
    list(FILTER ${prefix}_LINK_LIBRARIES INCLUDE REGEX "/${name}[.]")
    list(GET ${prefix}_LINK_LIBRARIES 0 file)
    _wsalog_soname("${file}" soname)
    string(TOUPPER "${name}" upper)
    add_library(loaded::${prefix} INTERFACE IMPORTED GLOBAL)
    set_target_properties(loaded::${prefix} PROPERTIES
        INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${${prefix}_INCLUDE_DIRS}"
        INTERFACE_COMPILE_DEFINITIONS "WSALOG_${upper}=\"${soname}\"")
    set(${prefix}_FOUND TRUE PARENT_SCOPE)
    _wsalog_note_package("${file}" "${soname}" "${${prefix}_VERSION}")
endfunction()

# What the loader calls the library in a file: its SONAME. Where none can be read, the file itself.
function(_wsalog_soname file out)
    set(${out} "${file}" PARENT_SCOPE)
    if(CMAKE_READELF)
        execute_process(COMMAND "${CMAKE_READELF}" -d "${file}" OUTPUT_VARIABLE dynamic ERROR_QUIET)
        if(dynamic MATCHES "SONAME[^\n]*\\[([^]]+)\\]")
            set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
        endif()
    endif()
endfunction()

# On Debian: the package that holds it, of this version or a later one.
function(_wsalog_note_package file soname version)
    find_program(DPKG_QUERY dpkg-query)
    mark_as_advanced(DPKG_QUERY)
    get_filename_component(folder "${file}" DIRECTORY)
    file(REAL_PATH "${folder}/${soname}" held)
    if(NOT DPKG_QUERY OR NOT EXISTS "${held}")
        return()
    endif()
    execute_process(COMMAND "${DPKG_QUERY}" -S "${held}" OUTPUT_VARIABLE found ERROR_QUIET)
    if(found MATCHES "^([^:, ]+)")
        set_property(GLOBAL APPEND PROPERTY WSALOG_LOADED_PACKAGES "${CMAKE_MATCH_1} (>= ${version})")
    endif()
endfunction()
