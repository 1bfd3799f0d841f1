# Run by cpack when the files lie ready to be packed: what Debian's policy wants otherwise.
if(CPACK_GENERATOR STREQUAL "DEB")
    execute_process(COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/debian.sh" "${CPACK_TEMPORARY_INSTALL_DIRECTORY}"
                            "${CPACK_WSALOG_SOURCE_DIR}"
                    COMMAND_ERROR_IS_FATAL ANY)
endif()
