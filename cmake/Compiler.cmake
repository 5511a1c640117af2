# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# Warnings, sanitizers, ccache and mold: the same for every room, through the target `kommod_compiler`.
add_library(kommod_compiler INTERFACE)
target_compile_options(kommod_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -Wnull-dereference -Wimplicit-fallthrough -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these through inlined std::string and std::variant.
  target_compile_options(kommod_compiler INTERFACE
    -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
    -Wno-stringop-overread -Wno-dangling-pointer)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # clang sees through to libstdc++ 12's own use of get_temporary_buffer in std::stable_sort.
  target_compile_options(kommod_compiler INTERFACE -Wno-deprecated-declarations)
endif()
target_compile_definitions(kommod_compiler INTERFACE _GLIBCXX_ASSERTIONS)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(kommod_compiler INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2)
  target_link_options(kommod_compiler INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()

if(KOMMOD_SANITIZE)
  set(KOMMOD_SANITIZE_FLAGS -fsanitize=${KOMMOD_SANITIZE} -fno-omit-frame-pointer)
  if(KOMMOD_SANITIZE MATCHES "undefined")
    list(APPEND KOMMOD_SANITIZE_FLAGS -fno-sanitize-recover=undefined)
  endif()
  target_compile_options(kommod_compiler INTERFACE ${KOMMOD_SANITIZE_FLAGS})
  target_link_options(kommod_compiler INTERFACE ${KOMMOD_SANITIZE_FLAGS})
endif()

find_program(KOMMOD_CCACHE ccache)
if(KOMMOD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KOMMOD_CCACHE}")
endif()
find_program(KOMMOD_MOLD mold)
if(KOMMOD_MOLD)
  target_link_options(kommod_compiler INTERFACE -fuse-ld=mold)
endif()
