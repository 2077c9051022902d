# Every library that the project uses, found once, here. Nothing is ever downloaded: what is
# missing is reported in one message that names the script which installs it.
#
# Targets that the folders link:
#   Eigen3::Eigen            engine/experiment, models/theory, study
#   Boost::graph             scenarios/topology (headers only; no Boost library is linked)
#   TBB::tbb                 engine/experiment/parallel.cpp
#   ocssim_random123         engine/random
#   CLI11::CLI11             cli
#   nlohmann_json::nlohmann_json   scenarios/document, reports
#   tl::expected             scenarios, cli
#   fmt::fmt                 reports, cli
#   ocssim_xxhash            reports/store
#   SQLite::SQLite3          reports/export
#   OCSSIM_NODE              reports/web: builds the script of the reports
# and with BUILD_TESTING: GTest::gtest_main, GTest::gmock, benchmark::benchmark,
#   OCSSIM_PYTHON (an interpreter with jsonschema), OCSSIM_CLANG_FORMAT (may be NOTFOUND).

set(ocssim_missing "")

# A macro, not a function: imported targets and <name>_FOUND must land in the caller's scope.
macro(ocssim_find_package name package)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    list(APPEND ocssim_missing "${name} (${package})")
  endif()
endmacro()

ocssim_find_package(Threads libc6-dev)
ocssim_find_package(Eigen3 libeigen3-dev 3.4 NO_MODULE)
ocssim_find_package(Boost libboost-graph-dev 1.74 CONFIG)
ocssim_find_package(TBB libtbb-dev 2021 CONFIG)
ocssim_find_package(CLI11 libcli11-dev 2.1 CONFIG)
ocssim_find_package(nlohmann_json nlohmann-json3-dev 3.11 CONFIG)
ocssim_find_package(tl-expected libexpected-dev 1.0 CONFIG)
ocssim_find_package(fmt libfmt-dev 9 CONFIG)
# 3.36 brought sqlite3_serialize into every build.
ocssim_find_package(SQLite3 libsqlite3-dev 3.36)

# Boost.Graph is used through its templates only, so its compiled part is not asked for.
if(Boost_FOUND AND NOT TARGET Boost::graph)
  find_path(OCSSIM_BOOST_GRAPH_INCLUDE boost/graph/adjacency_list.hpp
    HINTS ${Boost_INCLUDE_DIRS})
  if(OCSSIM_BOOST_GRAPH_INCLUDE)
    add_library(Boost::graph INTERFACE IMPORTED)
    target_link_libraries(Boost::graph INTERFACE Boost::headers)
  else()
    list(APPEND ocssim_missing "Boost.Graph (libboost-graph-dev)")
  endif()
endif()

# Random123 and xxHash come without a CMake package.
find_path(OCSSIM_RANDOM123_INCLUDE Random123/philox.h)
if(OCSSIM_RANDOM123_INCLUDE)
  add_library(ocssim_random123 INTERFACE)
  target_include_directories(ocssim_random123 SYSTEM INTERFACE ${OCSSIM_RANDOM123_INCLUDE})
else()
  list(APPEND ocssim_missing "Random123 (librandom123-dev)")
endif()

find_path(OCSSIM_XXHASH_INCLUDE xxhash.h)
find_library(OCSSIM_XXHASH_LIBRARY xxhash)
if(OCSSIM_XXHASH_INCLUDE AND OCSSIM_XXHASH_LIBRARY)
  add_library(ocssim_xxhash INTERFACE)
  target_include_directories(ocssim_xxhash SYSTEM INTERFACE ${OCSSIM_XXHASH_INCLUDE})
  target_link_libraries(ocssim_xxhash INTERFACE ${OCSSIM_XXHASH_LIBRARY})
else()
  list(APPEND ocssim_missing "xxHash (libxxhash-dev)")
endif()

# Node.js bundles the script of the reports. Packages are looked up as Node itself does, so that one
# folder of them above several checkouts serves all.
find_program(OCSSIM_NODE NAMES node nodejs)
if(OCSSIM_NODE)
  execute_process(
    COMMAND ${OCSSIM_NODE} -e "for (const name of ['esbuild', 'echarts/core'])
      require.resolve(name, { paths: [process.cwd()] })"
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/reports/web
    RESULT_VARIABLE ocssim_node_result OUTPUT_QUIET ERROR_QUIET)
  if(NOT ocssim_node_result EQUAL 0)
    list(APPEND ocssim_missing "packages of reports/web (npm ci)")
  endif()
else()
  list(APPEND ocssim_missing "Node.js 18 (nodejs, npm)")
endif()

set(ocssim_setup_set "tool")
if(BUILD_TESTING)
  set(ocssim_setup_set "test")
  ocssim_find_package(GTest "libgtest-dev, libgmock-dev" 1.12)
  ocssim_find_package(benchmark libbenchmark-dev 1.7 CONFIG)
  find_program(OCSSIM_CLANG_FORMAT NAMES clang-format-14 clang-format)

  # The python3 that comes first on the PATH is not always the one that Debian's modules are
  # installed for, so the system's interpreter is asked before any other.
  find_program(OCSSIM_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(OCSSIM_PYTHON NAMES python3)
endif()

if(ocssim_missing)
  list(JOIN ocssim_missing "\n  " ocssim_missing_lines)
  message(FATAL_ERROR
    "Libraries are missing or too old (Debian package in brackets):\n  ${ocssim_missing_lines}\n"
    "Run `cmake/setup.sh ${ocssim_setup_set}` to install them, then configure again.")
endif()
