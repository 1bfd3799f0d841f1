# Run by cpack before it packs. For the source tarball: takes the files that git tracks, as they are.
if(CPACK_INSTALLED_DIRECTORIES STREQUAL "" AND CPACK_INSTALL_CMAKE_PROJECTS STREQUAL "")
    execute_process(COMMAND git -c core.quotePath=false ls-files
                    WORKING_DIRECTORY "${CPACK_WSALOG_SOURCE_DIR}"
                    OUTPUT_VARIABLE files COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE "\n$" "" files "${files}")
    string(REPLACE "\n" ";" files "${files}")
    foreach(file IN LISTS files)
        get_filename_component(folder "${file}" DIRECTORY)
        file(COPY "${CPACK_WSALOG_SOURCE_DIR}/${file}" DESTINATION "${CMAKE_INSTALL_PREFIX}/${folder}")
    endforeach()
endif()
