// What a broken rule did in this run: its measured consequence, behind the text of its finding.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Findings of rules BE-02 and BE-04 to BE-07 get what `metrics` show of them; others stay, and so
/// does a rule whose break did no measurable harm: it says so.
void add_consequences(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<Finding>& findings);

}  // namespace ocssim::study
