// Objectives as test cases in JUnit's XML, for continuous integration.
#pragma once

#include "reports/answer.hpp"

#include <string>

namespace ocssim::reports {

/// One case an objective: not met is a failure, inconclusive is skipped with its reason.
[[nodiscard]] std::string junit_report(const Answer& answer);

}  // namespace ocssim::reports
