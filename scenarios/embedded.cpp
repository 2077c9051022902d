// The assembler copies each file into read-only memory: 0.1 s however large, where a string literal
// of the same size would not compile. The list is written by CMake from the folder's file list.
#include "scenarios/embedded.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

// One file: its bytes between two labels, a zero byte after them.
#define OCSSIM_EMBED(symbol, name, path)                                        \
  asm(".pushsection .rodata\n"                                                  \
      ".balign 16\n" #symbol                                                    \
      "_begin:\n"                                                               \
      ".incbin \"" path "\"\n" #symbol                                          \
      "_end:\n"                                                                 \
      ".byte 0\n"                                                               \
      ".popsection\n");                                                         \
  extern "C" const char symbol##_begin[] __attribute__((visibility("hidden"))); \
  extern "C" const char symbol##_end[] __attribute__((visibility("hidden")));
#include "scenarios/embedded_files.inc"
#undef OCSSIM_EMBED

namespace ocssim::scenarios {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::span<const EmbeddedFile> embedded_files() {
  static const std::array files{
#define OCSSIM_EMBED(symbol, name, path) EmbeddedFile{name, between(symbol##_begin, symbol##_end)},
#include "scenarios/embedded_files.inc"
#undef OCSSIM_EMBED
  };
  return files;
}

std::optional<std::string_view> embedded_file(std::string_view name) {
  const auto files = embedded_files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [name](const EmbeddedFile& file) { return file.name == name; });
  if (found == files.end()) return std::nullopt;
  return found->text;
}

}  // namespace ocssim::scenarios
