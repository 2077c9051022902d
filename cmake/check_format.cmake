# cmake -D CLANG_FORMAT=… -D ROOT=… [-D FIX=ON] -P check_format.cmake: is every C++ file formatted
# as .clang-format says? FIX=ON formats them instead. Versions of clang-format disagree, so any
# other than 14 (that of Debian 12) skips the check; it still formats.
execute_process(COMMAND ${CLANG_FORMAT} --version OUTPUT_VARIABLE version)
if(NOT FIX AND NOT version MATCHES "version 14\\.")
  message("skipped: not clang-format 14 but ${version}")
  return()
endif()

set(files "")
foreach(folder engine models scenarios reports study cli tests bench)
  file(GLOB_RECURSE found ${ROOT}/${folder}/*.cpp ${ROOT}/${folder}/*.hpp)
  list(APPEND files ${found})
endforeach()
list(FILTER files EXCLUDE REGEX "/(node_modules|tests/data)/")

if(FIX)
  execute_process(COMMAND ${CLANG_FORMAT} -i ${files} WORKING_DIRECTORY ${ROOT}
    COMMAND_ERROR_IS_FATAL ANY)
  return()
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run --Werror ${files}
  WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE result ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  # One line a file is enough to act on; clang-format itself prints three for every place.
  string(REGEX MATCHALL "[^\n]+:[0-9]+:[0-9]+: error" places "${output}")
  list(TRANSFORM places REPLACE ":[0-9]+:[0-9]+: error" "")
  list(TRANSFORM places REPLACE "^${ROOT}/" "")
  list(REMOVE_DUPLICATES places)
  list(JOIN places "\n  " lines)
  message(FATAL_ERROR "Not formatted:\n  ${lines}\n"
    "Format them: clang-format -i, or cmake -D CLANG_FORMAT=clang-format -D ROOT=. -D FIX=ON "
    "-P cmake/check_format.cmake")
endif()
