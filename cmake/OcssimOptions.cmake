# One interface target carries standard, warnings and sanitizers; every other target links it.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "build type" FORCE)
endif()
option(OCSSIM_WERROR "treat warnings as errors" OFF)
option(OCSSIM_HARDEN "flags that stop an attack where a fault would let one in" OFF)
option(OCSSIM_FUZZ "build the fuzz targets with libFuzzer (clang), and no other test" OFF)
option(OCSSIM_NIGHTLY "a test that finds a program missing fails instead of being skipped" OFF)
set(OCSSIM_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined or thread")

# -O2 on baseline x86-64 is what is promised and measured: same bytes on any x86-64 machine.
# OCSSIM_CHECK does not depend on NDEBUG; the libraries' own asserts (Eigen, Boost, JSON) do.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(ocssim_options INTERFACE)
target_compile_features(ocssim_options INTERFACE cxx_std_20)
target_include_directories(ocssim_options INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(ocssim_options INTERFACE
  -ffp-contract=off
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>
  $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op>
  $<$<BOOL:${OCSSIM_WERROR}>:-Werror>
  # g++ 12 guesses these from optimized code and is often wrong (its bugs 105651 and 105616), so
  # they are shown and stop nothing.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=restrict>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overflow>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overread>)
# Not in the measured presets: they would time the checks of the standard library too.
if(OCSSIM_HARDEN)
  target_compile_options(ocssim_options INTERFACE
    -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection
    -fcf-protection=full -fPIE)
  target_link_options(ocssim_options INTERFACE
    -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,separate-code)
endif()
if(OCSSIM_FUZZ)
  target_compile_options(ocssim_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(OCSSIM_SANITIZE)
  target_compile_options(ocssim_options INTERFACE
    -fsanitize=${OCSSIM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(ocssim_options INTERFACE -fsanitize=${OCSSIM_SANITIZE})
endif()

# mold links several times faster than ld; ccache makes the second build cheap. Neither is
# required. ccache refuses precompiled headers unless it is told not to mind their time stamps.
find_program(OCSSIM_MOLD mold)
if(OCSSIM_MOLD)
  target_link_options(ocssim_options INTERFACE -fuse-ld=mold)
endif()
find_program(OCSSIM_CCACHE ccache)
if(OCSSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${OCSSIM_CCACHE})
endif()

# While the tree is under construction a list may be ahead of its files. Developers may then still
# build the rest; with OCSSIM_WERROR (so in ./test.sh and CI) a missing file stays an error.
function(ocssim_drop_missing_files list_name)
  if(OCSSIM_WERROR)
    return()
  endif()
  set(present "")
  foreach(file IN LISTS ${list_name})
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
    get_property(is_generated SOURCE ${path} PROPERTY GENERATED)
    if(EXISTS ${path} OR is_generated OR file MATCHES "[$]<")
      list(APPEND present ${file})
    else()
      message(WARNING "${path} is listed and does not exist yet")
    endif()
  endforeach()
  set(${list_name} ${present} PARENT_SCOPE)
endfunction()

# ocssim_library(NAME engine SOURCES … HEADERS … LIBS …): a static library of one folder.
#
# Makes target ocssim_<NAME> and alias ocssim::<NAME>. File lists are explicit; the tidy test
# fails for a file that no list names. LIBS may hold only what the include arrows allow.
# Headers go into a FILE_SET, so that presets tidy and nightly compile each one alone.
function(ocssim_library)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;HEADERS;LIBS" ${ARGN})
  ocssim_drop_missing_files(ARG_SOURCES)
  ocssim_drop_missing_files(ARG_HEADERS)
  add_library(ocssim_${ARG_NAME} STATIC ${ARG_SOURCES})
  add_library(ocssim::${ARG_NAME} ALIAS ocssim_${ARG_NAME})
  target_sources(ocssim_${ARG_NAME} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_link_libraries(ocssim_${ARG_NAME} PUBLIC ocssim_options ${ARG_LIBS})
endfunction()
