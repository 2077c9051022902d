#include "reports/terminal_options.hpp"

namespace ocssim::reports {
namespace {

std::string with_code(std::string_view words, std::string_view code,
                      const TerminalOptions& options) {
  if (!options.color) return std::string(words);
  return "\x1b[" + std::string(code) + "m" + std::string(words) + "\x1b[0m";
}

}  // namespace

std::string painted(std::string_view words, Verdict verdict, const TerminalOptions& options) {
  switch (verdict) {
    case Verdict::met:
      return with_code(words, "1;32", options);
    case Verdict::not_met:
      return with_code(words, "1;31", options);
    case Verdict::inconclusive:
      return with_code(words, "1;33", options);
  }
  return std::string(words);
}

std::string bold(std::string_view words, const TerminalOptions& options) {
  return with_code(words, "1", options);
}

}  // namespace ocssim::reports
