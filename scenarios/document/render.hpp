// Diagnostics as a person reads them on a terminal.
#pragma once

#include "scenarios/document/diagnostic.hpp"

#include <cstddef>
#include <string>

namespace ocssim::scenarios {

struct RenderOptions {
  std::size_t most = 100;         // diagnostics shown; the rest is counted
  std::size_t line_columns = 96;  // a longer source line is cut around the caret
};

/// Sorted by place, each as
///
///     scenario.json:3:19: error[E203]: unit "mim" is unknown
///        3 |   "idle_timeout": "20 mim",
///          |                       ^~~
///          = at /load_balancer/idle_timeout
///          = expected ns, us, ms, s, min, h, d
///          = did you mean "min"?
///
/// The caret stands under its character whatever tabs, wide or combining characters come before;
/// what steers a terminal is replaced, in the source, in its name and in every text
/// (`displayable`).
[[nodiscard]] std::string render_text(const Diagnostics& diagnostics, const SourceTable& sources,
                                      const RenderOptions& options = {});

/// `text` in quotes, at most 40 code points, as `displayable` shows them: for messages.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace ocssim::scenarios
