// The answer for people, at 3 am: verdict first, then what breaks first, then why to believe it.
#pragma once

#include "reports/answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>

namespace ocssim::reports {

/// At most 100 columns a line; every percentage names its whole. Ends with a newline.
[[nodiscard]] std::string terminal_report(const Answer& answer, const TerminalOptions& options);

}  // namespace ocssim::reports
