// The assembler copies the built script and style into read-only memory: 0.1 s, where a string
// literal of that size would not compile. OCSSIM_WEB_BUILD is the folder that holds them.
#include "reports/html/page.hpp"

#include <cstddef>

#define OCSSIM_ASSET(symbol, file)                                              \
  asm(".pushsection .rodata\n"                                                  \
      ".balign 16\n" #symbol                                                    \
      "_begin:\n"                                                               \
      ".incbin \"" OCSSIM_WEB_BUILD "/" file "\"\n" #symbol                     \
      "_end:\n"                                                                 \
      ".byte 0\n"                                                               \
      ".popsection\n");                                                         \
  extern "C" const char symbol##_begin[] __attribute__((visibility("hidden"))); \
  extern "C" const char symbol##_end[] __attribute__((visibility("hidden")));
OCSSIM_ASSET(ocssim_report_script, "report.js")
OCSSIM_ASSET(ocssim_report_style, "report.css")
OCSSIM_ASSET(ocssim_report_hash, "report.js.sha256")
#undef OCSSIM_ASSET

namespace ocssim::reports {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view report_script() {
  return between(ocssim_report_script_begin, ocssim_report_script_end);
}

std::string_view report_style() {
  return between(ocssim_report_style_begin, ocssim_report_style_end);
}

std::string_view report_script_hash() {
  return between(ocssim_report_hash_begin, ocssim_report_hash_end);
}

}  // namespace ocssim::reports
