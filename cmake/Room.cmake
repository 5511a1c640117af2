# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# kommod_room(NAME [ROOMS lower rooms...] [LIBRARIES private libraries...] [PUBLIC_LIBRARIES ...])
#
# One room = one folder = one library. All *.cpp of the folder belong to it; *_test.cpp become `NAME_tests`.
# The headers of a room are reachable as "NAME/x.h" only for those who link it: each room gets an include folder
# of its own that holds nothing but a link to the room. An arrow that points upwards does not compile.
function(kommod_room name)
  cmake_parse_arguments(ARG "" "" "ROOMS;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  set(doorway "${CMAKE_BINARY_DIR}/rooms/${name}")
  file(MAKE_DIRECTORY "${doorway}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${doorway}/${name}" SYMBOLIC)

  add_library(kommod_${name} STATIC ${sources})
  target_include_directories(kommod_${name} PUBLIC "${doorway}")
  target_link_libraries(kommod_${name} PUBLIC ${ARG_PUBLIC_LIBRARIES} PRIVATE kommod_compiler ${ARG_LIBRARIES})
  foreach(room IN LISTS ARG_ROOMS)
    target_link_libraries(kommod_${name} PUBLIC kommod_${room})
  endforeach()

  if(KOMMOD_TESTS AND tests)
    add_executable(${name}_tests ${tests})
    target_link_libraries(${name}_tests PRIVATE kommod_${name} kommod_compiler ${ARG_LIBRARIES}
      GTest::gtest GTest::gtest_main GTest::gmock ${RAPIDCHECK_LIBRARY})
    target_compile_definitions(${name}_tests PRIVATE KOMMOD_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    # rapidcheck and gtest macros are not warning-clean under our flags.
    target_compile_options(${name}_tests PRIVATE -Wno-old-style-cast -Wno-conversion -Wno-shadow)
    set_target_properties(${name}_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name}_tests)
  endif()
endfunction()
