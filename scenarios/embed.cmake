# ocssim_embed(FILE…): lists files of this folder for embedded.cpp, which the assembler copies into
# the binary. ocssim_embed_file(NAME PATH) does so for a file of another folder or of the build.
function(ocssim_embed_file name path)
  string(MAKE_C_IDENTIFIER "ocssim_embedded_${name}" symbol)
  set_property(GLOBAL APPEND_STRING PROPERTY ocssim_embedded_lines
    "OCSSIM_EMBED(${symbol}, \"${name}\", \"${path}\")\n")
  set_property(GLOBAL APPEND PROPERTY ocssim_embedded_files ${path})
  get_property(lines GLOBAL PROPERTY ocssim_embedded_lines)
  get_property(files GLOBAL PROPERTY ocssim_embedded_files)
  set(list ${PROJECT_BINARY_DIR}/generated/scenarios/embedded_files.inc)
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}" @ONLY)
  set_source_files_properties(${PROJECT_SOURCE_DIR}/scenarios/embedded.cpp
    DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios PROPERTIES OBJECT_DEPENDS "${list};${files}")
endfunction()

function(ocssim_embed)
  foreach(file IN LISTS ARGN)
    ocssim_embed_file(${file} ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
endfunction()
