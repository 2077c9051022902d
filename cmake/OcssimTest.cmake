# ocssim_test(NAME … LABEL … LIBS … SOURCES …): one GoogleTest executable, each case a ctest with the label.
find_package(GTest REQUIRED)
include(GoogleTest)
function(ocssim_test)
  cmake_parse_arguments(ARG "" "NAME;LABEL;TIMEOUT" "LIBS;SOURCES" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_LIBS} ocssim_options GTest::gtest_main GTest::gmock)
  target_precompile_headers(${ARG_NAME} PRIVATE <gtest/gtest.h>)
  target_compile_definitions(${ARG_NAME} PRIVATE
    OCSSIM_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" OCSSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${ARG_NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
endfunction()
