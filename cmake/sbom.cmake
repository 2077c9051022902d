# cmake -D VERSION=… -D OUTPUT=FILE -P sbom.cmake: the libraries inside and beside the tool, with
# the versions of the Debian packages they come from, as CycloneDX 1.4. No date and no serial
# number: the same packages give the same bytes.
set(components
  # package | SPDX license | how
  "libtbb12|Apache-2.0|shared library"
  "libsqlite3-0|blessing|shared library"
  "libxxhash0|BSD-2-Clause|shared library"
  "libfmt9|MIT|shared library"
  "libstdc++6|GPL-3.0-or-later WITH GCC-exception-3.1|shared library"
  "libgcc-s1|GPL-3.0-or-later WITH GCC-exception-3.1|shared library"
  "libeigen3-dev|MPL-2.0|headers, compiled in"
  "libboost1.74-dev|BSL-1.0|headers, compiled in"
  "libcli11-dev|BSD-3-Clause|headers, compiled in"
  "nlohmann-json3-dev|MIT|headers, compiled in"
  "librandom123-dev|BSD-3-Clause|headers, compiled in"
  "libexpected-dev|CC0-1.0|headers, compiled in")

set(rows "")
foreach(component IN LISTS components)
  string(REPLACE "|" ";" fields "${component}")
  list(GET fields 0 package)
  list(GET fields 1 license)
  list(GET fields 2 how)
  execute_process(COMMAND dpkg-query -W -f "\${Version}" ${package}
    OUTPUT_VARIABLE version ERROR_QUIET RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "sbom: ${package} is not installed; the list stands in cmake/sbom.cmake")
  endif()
  list(APPEND rows "    {
      \"type\": \"library\",
      \"name\": \"${package}\",
      \"version\": \"${version}\",
      \"purl\": \"pkg:deb/debian/${package}@${version}?distro=debian-12\",
      \"licenses\": [ { \"expression\": \"${license}\" } ],
      \"properties\": [ { \"name\": \"linked\", \"value\": \"${how}\" } ]
    }")
endforeach()
list(JOIN rows ",\n" body)
file(WRITE ${OUTPUT} "{
  \"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.4\",
  \"version\": 1,
  \"metadata\": {
    \"component\": { \"type\": \"application\", \"name\": \"ocssim\", \"version\": \"${VERSION}\" }
  },
  \"components\": [
${body}
  ]
}
")
message(STATUS "wrote ${OUTPUT}")
