# Target `reports`: four real reports from shipped scenarios, in build/…/reports, of every kind of
# answer that has one. Minutes of simulation; what was simulated once is used again.
#
# Target `report_images`: their pictures in docs/images. Needs what `cmake/setup.sh test` installs.
set(ocssim_reports_folder ${PROJECT_BINARY_DIR}/reports)
set(ocssim_real_reports "")

# ocssim_real_report(NAME word…): the tool with these words, results beside the page.
function(ocssim_real_report name)
  set(page ${ocssim_reports_folder}/${name}.html)
  list(JOIN ARGN "|" words)
  add_custom_command(OUTPUT ${page}
    COMMAND ${CMAKE_COMMAND} -D TOOL=$<TARGET_FILE:ocssim> -D PAGE=${page}
      -D FOLDER=${ocssim_reports_folder}/${name} -D "WORDS=${words}"
      -P ${PROJECT_SOURCE_DIR}/cmake/real_report.cmake
    DEPENDS ocssim ${PROJECT_SOURCE_DIR}/cmake/real_report.cmake
    COMMENT "Report ${name}"
    VERBATIM)
  set(ocssim_real_reports ${ocssim_real_reports} ${page} PARENT_SCOPE)
endfunction()

ocssim_real_report(run run reconnect-storm --replications 4)
# A steady start places all connections at time 0, so a few minutes show what ports can carry.
ocssim_real_report(sweep sweep enterprise-100k --slo "snat.refused.total <= 0"
  --vary load_balancer.snat.addresses=1,2,3 --vary clients.users=60k..140k:20k
  --duration "3 min" --replications 2)
ocssim_real_report(capacity capacity mmc-knee)
ocssim_real_report(compare compare snat-one-address --b-set load_balancer.snat.addresses=2
  --duration "3 min" --replications 4)
add_custom_target(reports DEPENDS ${ocssim_real_reports})

add_custom_target(report_images
  COMMAND ${CMAKE_COMMAND} -E env OCSSIM_WEB=${PROJECT_SOURCE_DIR}/reports/web
    ${OCSSIM_NODE} ${PROJECT_SOURCE_DIR}/tests/reports/browser/take_pictures.mjs
    ${ocssim_reports_folder} ${PROJECT_SOURCE_DIR}/docs/images
  DEPENDS ${ocssim_real_reports}
  COMMENT "Pictures of the reports"
  VERBATIM)
