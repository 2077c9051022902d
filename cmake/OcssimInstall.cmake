# A folder that runs from anywhere on any Debian 12: bin/ocssim, and beside it in lib/ every library
# that is not glibc's. Profiles, schema and shipped scenarios are inside the tool.
#
#   cmake --preset package && cmake --build --preset package
#   cmake --install build/package --prefix DIR
if(NOT TARGET ocssim)
  return()
endif()

# DT_RPATH, not DT_RUNPATH: libtbb looks for libstdc++ too, and the latter is not passed on.
set_target_properties(ocssim PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")
target_link_options(ocssim PRIVATE -Wl,--disable-new-dtags)

install(TARGETS ocssim RUNTIME_DEPENDENCY_SET ocssim_runtime RUNTIME DESTINATION bin)
install(RUNTIME_DEPENDENCY_SET ocssim_runtime
  PRE_EXCLUDE_REGEXES "^ld-linux" "^linux-vdso"
  POST_EXCLUDE_REGEXES "/lib(c|m|dl|rt|pthread|resolv)\\.so" "/ld-linux"
  DIRECTORIES /usr/lib/x86_64-linux-gnu
  LIBRARY DESTINATION lib)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION share/doc/ocssim)

# What is inside, as CycloneDX: `cmake --build BUILD --target sbom` writes BUILD/sbom.json.
add_custom_target(sbom
  COMMAND ${CMAKE_COMMAND} -D VERSION=${PROJECT_VERSION} -D OUTPUT=${PROJECT_BINARY_DIR}/sbom.json
    -P ${PROJECT_SOURCE_DIR}/cmake/sbom.cmake
  VERBATIM)
