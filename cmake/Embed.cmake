# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# kommod_embed(TARGET SYMBOL files...): puts files into the binary as
#   namespace kommod::embedded { extern const std::span<const File> SYMBOL; }   (see base/embedded.h)
# The name of each file is its path relative to BASE (default: the current folder).
function(kommod_embed target symbol)
  cmake_parse_arguments(ARG "" "BASE" "FILES" ${ARGN})
  if(NOT ARG_BASE)
    set(ARG_BASE "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp")
  add_custom_command(OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DSYMBOL=${symbol}" "-DBASE=${ARG_BASE}" "-DFILES=${ARG_FILES}"
            -P "${CMAKE_SOURCE_DIR}/cmake/EmbedScript.cmake"
    DEPENDS ${ARG_FILES} "${CMAKE_SOURCE_DIR}/cmake/EmbedScript.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
