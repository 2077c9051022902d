// What a broken rule did in this run: its measured consequence, behind the text of its finding.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// What a run shows.
struct Measured {
  std::span<const MetricResult> metrics;
  std::span<const ShareResult> shares = {};
};

/// Findings of rules that a run can show something of get what `measured` shows: LB-01, LB-03,
/// LB-05, LB-08, LB-09, LB-11, LB-12, LB-14, LB-15, BE-02 to BE-07 and FE-01 to FE-03. The others
/// are facts that no model uses. A rule whose break did no measurable harm says so.
void add_consequences(const scenarios::Scenario& scenario, const Measured& measured,
                      std::vector<Finding>& findings);

}  // namespace ocssim::study
