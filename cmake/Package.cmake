# cpack -G DEB makes a package for Debian and its kin; the target package_source, a tarball of what git tracks.
set(CPACK_PACKAGE_NAME wsalog)
set(CPACK_PACKAGE_VENDOR "The wsalog authors")
set(CPACK_PACKAGE_CONTACT "The wsalog authors <wsalog@example.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "find, count and explain Windows Sockets errors in log files")
set(CPACK_PACKAGE_DESCRIPTION "wsalog finds Windows Sockets (Winsock) errors in log files in whatever form
software wrote them, as numbers, names, HRESULTs or the texts of Windows in
many languages, and counts each once.
.
It writes a grouped report as text, CSV, HTML, JSON or Markdown that says
what each error means and what to do about it.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_RESOURCE_FILE_README "${PROJECT_SOURCE_DIR}/README.md")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# The umask of whoever builds is not part of a package.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(DPKG_SHLIBDEPS)
if(DPKG_SHLIBDEPS)
    set(CPACK_GENERATOR DEB)
else()
    set(CPACK_GENERATOR TGZ)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CPACK_PACKAGE_CONTACT}")
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# dpkg-shlibdeps sees what is linked, not what is loaded later.
get_property(_loaded GLOBAL PROPERTY WSALOG_LOADED_PACKAGES)
list(JOIN _loaded ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/PackageDeb.cmake")

# Nothing is copied wholesale into the source tarball: the script picks the files.
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME "wsalog-${PROJECT_VERSION}")
set(CPACK_SOURCE_INSTALLED_DIRECTORIES "")
set(CPACK_INSTALL_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/PackageSource.cmake")
set(CPACK_WSALOG_SOURCE_DIR "${PROJECT_SOURCE_DIR}")

include(CPack)
