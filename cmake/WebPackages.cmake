# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# The npm packages of web/ (styles, fonts, esbuild) in the build folder, installed once per lock file. Who uses one depends on
# KOMMOD_WEB_STAMP and the target kommod_web_packages.
set(KOMMOD_WEB_BUILD "${CMAKE_BINARY_DIR}/web")
set(KOMMOD_WEB_STAMP "${KOMMOD_WEB_BUILD}/npm.stamp")
set(KOMMOD_WEB "${CMAKE_SOURCE_DIR}/web")
find_program(NPM npm REQUIRED)
add_custom_command(OUTPUT "${KOMMOD_WEB_STAMP}"
  COMMAND ${CMAKE_COMMAND} -E make_directory "${KOMMOD_WEB_BUILD}"
  COMMAND ${CMAKE_COMMAND} -E copy "${KOMMOD_WEB}/package.json" "${KOMMOD_WEB}/package-lock.json" "${KOMMOD_WEB}/.npmrc" "${KOMMOD_WEB_BUILD}"
  COMMAND ${CMAKE_COMMAND} -E chdir "${KOMMOD_WEB_BUILD}" "${NPM}" ci --ignore-scripts --no-audit --no-fund --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch "${KOMMOD_WEB_STAMP}"
  DEPENDS "${KOMMOD_WEB}/package.json" "${KOMMOD_WEB}/package-lock.json" "${KOMMOD_WEB}/.npmrc"
  COMMENT "Installing the packages of the styles (npm ci)" VERBATIM)
add_custom_target(kommod_web_packages DEPENDS "${KOMMOD_WEB_STAMP}")
