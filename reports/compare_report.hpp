// The answer of `compare` in every format: what is better in B than in A, and what is worse.
#pragma once

#include "reports/compare_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

/// "sign_in.time.p95"; a metric named after its rate is that rate: "goodput.rate".
[[nodiscard]] std::string difference_name(const Difference& difference);

/// One sentence: how many of the figures compared got better or worse.
[[nodiscard]] std::string compare_headline(const CompareAnswer& answer);

/// Significant differences by size, then those of objectives whatever they are; at most 100
/// columns a line.
[[nodiscard]] std::string compare_text(const CompareAnswer& answer, const TerminalOptions& options);
[[nodiscard]] std::string compare_markdown(const CompareAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string compare_json(const CompareAnswer& answer);
/// RFC 4180: a line a difference; withheld = empty.
[[nodiscard]] std::string compare_csv(const CompareAnswer& answer);
/// A case a metric of the objectives and of --fail-on: significantly worse is a failure.
[[nodiscard]] std::string compare_junit(const CompareAnswer& answer);

}  // namespace ocssim::reports
