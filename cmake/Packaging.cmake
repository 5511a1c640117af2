# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# `cmake --build build/release --target package` makes the Debian package: program, unit, settings, nginx example, documents, SBOM.
include(GNUInstallDirs)

# The licence texts are folded the way a Debian copyright file wants them.
function(kommod_debian_copyright output)
  foreach(licence IN ITEMS EUPL:LICENSES/EUPL-1.2.txt OFL:deploy/debian/OFL-1.1.txt MIT:LICENSES/MIT.txt)
    string(REPLACE ":" ";" pair "${licence}")
    list(GET pair 0 name)
    list(GET pair 1 path)
    file(READ "${CMAKE_SOURCE_DIR}/${path}" text)
    string(REGEX REPLACE "\n\n" "\n.\n" text "${text}")
    string(REGEX REPLACE "\n+$" "" text "${text}")
    string(REPLACE "\n" "\n " text "${text}")
    set(${name} " ${text}")
  endforeach()
  configure_file("${CMAKE_SOURCE_DIR}/deploy/debian/copyright.in" "${output}" @ONLY)
endfunction()

# Debian wants its own form of a change log, compressed; the date is the one of the release, where one is given.
function(kommod_debian_changelog output)
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
  set(KOMMOD_PACKAGE_DATE "${date}")
  configure_file("${CMAKE_SOURCE_DIR}/deploy/debian/changelog.in" "${output}" @ONLY)
  execute_process(COMMAND gzip -9nf "${output}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(CMAKE_BUILD_TYPE STREQUAL "Release" AND TARGET kommod)
  if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
    set(CMAKE_INSTALL_PREFIX /usr CACHE PATH "Where packages go" FORCE)
  endif()
  set(doc "/usr/share/doc/kommod")
  set(KOMMOD_PACKAGE_CONTACT "The Kommod authors <kommod@invalid>" CACHE STRING "Maintainer of the Debian package: NAME <ADDRESS>")
  set(CPACK_PACKAGE_CONTACT "${KOMMOD_PACKAGE_CONTACT}")
  kommod_debian_copyright("${CMAKE_BINARY_DIR}/packaging/copyright")
  kommod_debian_changelog("${CMAKE_BINARY_DIR}/packaging/changelog")
  file(WRITE "${CMAKE_BINARY_DIR}/packaging/conffiles" "/etc/kommod/kommod.yaml\n")

  install(TARGETS kommod RUNTIME DESTINATION /usr/bin)
  install(FILES deploy/systemd/kommod.service DESTINATION /lib/systemd/system)
  install(FILES deploy/kommod.yaml DESTINATION /etc/kommod)
  install(FILES deploy/nginx/wartung.html DESTINATION /usr/share/kommod)
  install(FILES deploy/debian/lintian-overrides DESTINATION /usr/share/lintian/overrides RENAME kommod)
  install(FILES "${CMAKE_BINARY_DIR}/packaging/changelog.gz" DESTINATION ${doc})
  install(FILES "${CMAKE_BINARY_DIR}/packaging/copyright" README.md README.de.md CHANGELOG.md SECURITY.md
                docs/operations.md docs/settings.md docs/privacy.md deploy/nginx/kommod.conf DESTINATION ${doc})
  # Header-only libraries become part of the program: their notices go along.
  foreach(package IN ITEMS libboost1.81-dev libcli11-dev libexpected-dev libhowardhinnant-date-dev)
    install(FILES "/usr/share/doc/${package}/copyright" DESTINATION ${doc}/third-party RENAME "${package}" OPTIONAL)
  endforeach()
  # Of the program as it is shipped: stripping changed its checksum.
  install(CODE "execute_process(COMMAND \"${CMAKE_SOURCE_DIR}/tools/sbom\" \"\$ENV{DESTDIR}/usr/bin/kommod\"
                  \"${CMAKE_BINARY_DIR}/packaging\" COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES "${CMAKE_BINARY_DIR}/packaging/kommod.spdx.json" "${CMAKE_BINARY_DIR}/packaging/kommod.cdx.json"
          DESTINATION ${doc})

  set(CPACK_GENERATOR DEB)
  set(CPACK_STRIP_FILES ON)
  set(CPACK_PACKAGE_NAME kommod)
  set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "administrative services of municipalities, found and shown")
  set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"People find the services of their municipality in everyday words and learn how
each can be done today; the monitor shows how far the municipality is, and why.")
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION web)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata")
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "nginx-light | nginx")
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS postgresql)
  set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
  set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
      "${CMAKE_SOURCE_DIR}/deploy/debian/postinst;${CMAKE_SOURCE_DIR}/deploy/debian/prerm;${CMAKE_SOURCE_DIR}/deploy/debian/postrm;${CMAKE_BINARY_DIR}/packaging/conffiles")
  set(CPACK_SET_DESTDIR ON)
  set(CPACK_PACKAGING_INSTALL_PREFIX /)
  include(CPack)
endif()
