// The answer of `capacity` in every format: the largest value that meets the objectives.
#pragma once

#include "reports/capacity_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>
#include <string_view>

namespace ocssim::reports {

[[nodiscard]] std::string_view to_string(CapacityStatus status);

/// (lowest not met − highest met) / lowest not met; none while one of them is missing.
[[nodiscard]] std::optional<double> bracket_width(const CapacityAnswer& answer);

/// One sentence: what is carried and what is not, and what breaks first.
[[nodiscard]] std::string capacity_headline(const CapacityAnswer& answer);

/// At most 100 columns a line.
[[nodiscard]] std::string capacity_text(const CapacityAnswer& answer,
                                        const TerminalOptions& options);
[[nodiscard]] std::string capacity_markdown(const CapacityAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string capacity_json(const CapacityAnswer& answer);
/// The bracket and the verdict of each probe on one line, for programs that read a page.
[[nodiscard]] std::string capacity_summary(const CapacityAnswer& answer);
/// RFC 4180, tidy: a line a probe, metric, component and statistic; withheld = empty.
[[nodiscard]] std::string capacity_csv(const CapacityAnswer& answer);
/// One case, the bracket: skipped when inconclusive, a failure when the smallest value is not met.
[[nodiscard]] std::string capacity_junit(const CapacityAnswer& answer);

}  // namespace ocssim::reports
