# What is installed beside the program (src/cli installs that one) and where: GNUInstallDirs says.
include(GNUInstallDirs)

install(FILES man/wsalog.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES man/wsalog-rules.5 man/wsalog-table.5 man/wsalog.conf.5 DESTINATION "${CMAKE_INSTALL_MANDIR}/man5")

# The folders in which each shell looks by itself.
install(FILES completions/wsalog.bash RENAME wsalog
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES completions/_wsalog DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(FILES completions/wsalog.fish
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")

install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES rules/README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}/rules")
install(DIRECTORY rules/examples DESTINATION "${CMAKE_INSTALL_DOCDIR}/rules")
install(FILES table/README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}/table")
install(DIRECTORY samples DESTINATION "${CMAKE_INSTALL_DOCDIR}")
