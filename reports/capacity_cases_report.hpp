// `capacity` of a scenario with cases: the brackets side by side, in every format.
#pragma once

#include "reports/capacity_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

[[nodiscard]] std::string capacity_cases_headline(const CapacityCases& answer);

/// At most 100 columns a line.
[[nodiscard]] std::string capacity_cases_text(const CapacityCases& answer,
                                              const TerminalOptions& options);
[[nodiscard]] std::string capacity_cases_markdown(const CapacityCases& answer);
/// Each case has what `capacity` of it alone would print.
[[nodiscard]] std::string capacity_cases_json(const CapacityCases& answer);
/// RFC 4180: a line a case.
[[nodiscard]] std::string capacity_cases_csv(const CapacityCases& answer);
[[nodiscard]] std::string capacity_cases_junit(const CapacityCases& answer);

}  // namespace ocssim::reports
