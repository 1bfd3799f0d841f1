# wsalog_module(NAME SOURCES file... [DEPENDS module...] [LIBRARIES target...])
#   One folder of src is one static library. DEPENDS names the folders that it may include;
#   what is not listed does not link.
function(wsalog_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
    add_library(ws_${name} STATIC ${arg_SOURCES})
    target_link_libraries(ws_${name} PUBLIC ws_flags)
    foreach(dep IN LISTS arg_DEPENDS)
        target_link_libraries(ws_${name} PUBLIC ws_${dep})
    endforeach()
    target_link_libraries(ws_${name} PUBLIC ${arg_LIBRARIES})
endfunction()

# wsalog_unit_test(FOLDER NAME [LIBRARIES target...])
#   tests/unit/FOLDER/NAME.c, a cmocka program that mirrors src/FOLDER/NAME.c. Called from
#   tests/unit/FOLDER/CMakeLists.txt.
function(wsalog_unit_test folder name)
    cmake_parse_arguments(arg "" "" "LIBRARIES" ${ARGN})
    set(program unit-${folder}-${name})
    add_executable(${program} "${CMAKE_CURRENT_SOURCE_DIR}/${name}.c")
    target_link_libraries(${program} PRIVATE ws_${folder} PkgConfig::CMOCKA ${arg_LIBRARIES})
    target_compile_definitions(${program} PRIVATE WSALOG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME unit/${folder}/${name} COMMAND ${program})
    set_tests_properties(unit/${folder}/${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
