// How text is written on a terminal, and the colors of the verdicts.
#pragma once

#include "engine/stats/results.hpp"

#include <string>
#include <string_view>

namespace ocssim::reports {

struct TerminalOptions {
  bool color = false;
};

/// Green met, red not met, yellow undecided; unchanged without color.
[[nodiscard]] std::string painted(std::string_view words, Verdict verdict,
                                  const TerminalOptions& options);
[[nodiscard]] std::string bold(std::string_view words, const TerminalOptions& options);

}  // namespace ocssim::reports
