// The answer as one strict-JSON object: what scripts read, and summary.json.
#pragma once

#include "reports/answer.hpp"

#include <string>

namespace ocssim::reports {

/// Keys, units and nulls as `ocssim schema results` says; ends with a newline. Nothing in it
/// depends on the clock, the machine, the number of threads or the folder.
[[nodiscard]] std::string json_report(const Answer& answer);

/// Verdict, objectives and figures of the system on one line, for programs that read a page.
[[nodiscard]] std::string json_summary(const Answer& answer);

}  // namespace ocssim::reports
