# ocssim_test(NAME … LABEL … LIBS … SOURCES …): one GoogleTest executable, each case a ctest
# with the label. Labels and what they mean: docs/architecture.md, "Tests".
include(GoogleTest)

# <gtest/gtest.h> is most of what a test file compiles, so it is compiled once for all of them.
file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/generated/precompiled_gtest.cpp CONTENT "\n")
add_library(ocssim_precompiled_gtest OBJECT ${PROJECT_BINARY_DIR}/generated/precompiled_gtest.cpp)
target_link_libraries(ocssim_precompiled_gtest PRIVATE ocssim_options GTest::gmock)
target_precompile_headers(ocssim_precompiled_gtest PRIVATE <gtest/gtest.h>)

function(ocssim_test)
  cmake_parse_arguments(ARG "" "NAME;LABEL;TIMEOUT" "LIBS;SOURCES" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  # Sanitizers and debug builds are several times slower, and that is no failure.
  if(OCSSIM_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug")
    math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 8")
  endif()
  ocssim_drop_missing_files(ARG_SOURCES)
  if(NOT ARG_SOURCES)
    return()
  endif()
  foreach(lib IN LISTS ARG_LIBS)
    if(NOT TARGET ${lib} AND NOT OCSSIM_WERROR)
      message(WARNING "test ${ARG_NAME} waits for target ${lib}")
      return()
    endif()
  endforeach()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE
    ${ARG_LIBS} ocssim_options GTest::gtest_main GTest::gmock)
  target_precompile_headers(${ARG_NAME} REUSE_FROM ocssim_precompiled_gtest)
  # A library's own definitions may make GCC decline the shared header; it then reads the plain
  # one, which is slower and correct, and no reason for a warning.
  set_target_properties(${ARG_NAME} PROPERTIES PCH_WARN_INVALID OFF)
  target_compile_definitions(${ARG_NAME} PRIVATE
    OCSSIM_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" OCSSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    OCSSIM_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${ARG_NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
endfunction()
