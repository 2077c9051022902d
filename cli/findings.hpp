// Broken deployment rules as findings of an answer.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <vector>

namespace ocssim::cli {

[[nodiscard]] std::vector<Finding> rule_findings(const scenarios::Scenario& scenario);

/// Does a rule of severity error (or, with `warnings_too`, warning) stand among them?
[[nodiscard]] bool breaks_a_rule(const std::vector<Finding>& findings, bool warnings_too);

}  // namespace ocssim::cli
