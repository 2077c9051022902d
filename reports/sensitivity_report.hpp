// The answer of `sensitivity` in every format.
#pragma once

#include "reports/sensitivity_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

/// Does an end of the row have another verdict than the base?
[[nodiscard]] bool crosses_the_line(const SensitivityAnswer& answer, const TornadoRow& row);

/// One sentence: what moves the answer most, and what moves it across the verdict line.
[[nodiscard]] std::string sensitivity_headline(const SensitivityAnswer& answer);

/// At most 100 columns a line.
[[nodiscard]] std::string sensitivity_text(const SensitivityAnswer& answer,
                                           const TerminalOptions& options);
[[nodiscard]] std::string sensitivity_markdown(const SensitivityAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string sensitivity_json(const SensitivityAnswer& answer);
/// RFC 4180: a line an input.
[[nodiscard]] std::string sensitivity_csv(const SensitivityAnswer& answer);
/// A case an input: a failure where it moves the answer across the line.
[[nodiscard]] std::string sensitivity_junit(const SensitivityAnswer& answer);

}  // namespace ocssim::reports
