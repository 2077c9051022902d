// The answer of `sweep` in every format: which points meet the objectives, and their figures.
#pragma once

#include "reports/sweep_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

/// One sentence: how many points meet the objectives and, along one path, where that changes.
[[nodiscard]] std::string sweep_headline(const SweepAnswer& answer);

/// A row a point. At most 100 columns a line, so of many objectives those that some point does
/// not meet or cannot decide come first.
[[nodiscard]] std::string sweep_text(const SweepAnswer& answer, const TerminalOptions& options);
[[nodiscard]] std::string sweep_markdown(const SweepAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string sweep_json(const SweepAnswer& answer);
/// Verdict and objectives of each point on one line, for programs that read a page.
[[nodiscard]] std::string sweep_summary(const SweepAnswer& answer);
/// RFC 4180, tidy: a line a point, metric, component and statistic; withheld = empty.
[[nodiscard]] std::string sweep_csv(const SweepAnswer& answer);
/// A suite a point, a case an objective.
[[nodiscard]] std::string sweep_junit(const SweepAnswer& answer);

}  // namespace ocssim::reports
