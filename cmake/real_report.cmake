# cmake -D TOOL=… -D PAGE=… -D FOLDER=… -D WORDS=a|b|c -P real_report.cmake: runs the tool so that
# it writes the page. A verdict is no failure of the build: exit codes 10 to 13 tell one.
string(REPLACE "|" ";" words "${WORDS}")
execute_process(COMMAND ${TOOL} ${words} -o ${FOLDER} --report ${PAGE} -q
  RESULT_VARIABLE code OUTPUT_QUIET)
if(NOT code MATCHES "^(0|1[0-3])$")
  message(FATAL_ERROR "${TOOL} ended with exit code ${code}")
endif()
