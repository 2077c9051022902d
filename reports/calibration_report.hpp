// The answer of `calibrate`: a table of demands for each resource, and how far to believe them.
#pragma once

#include "reports/calibration_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

[[nodiscard]] std::string calibration_headline(const CalibrationAnswer& answer);
[[nodiscard]] std::string calibration_text(const CalibrationAnswer& answer,
                                           const TerminalOptions& options);
[[nodiscard]] std::string calibration_markdown(const CalibrationAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string calibration_json(const CalibrationAnswer& answer);

}  // namespace ocssim::reports
