// The answer as Markdown, for pull requests.
#pragma once

#include "reports/answer.hpp"

#include <string>

namespace ocssim::reports {

[[nodiscard]] std::string markdown_report(const Answer& answer);

}  // namespace ocssim::reports
