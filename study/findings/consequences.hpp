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

/// Findings of rules that a run can show something of get what `measured` shows: LB-01 to LB-15,
/// BE-01 to BE-07, FE-01 to FE-03, ARC-01, AV-01 and AV-02. The others are facts that no model
/// uses. Where nothing happened that the rule is about, there is nothing behind its text, or it
/// says so.
void add_consequences(const scenarios::Scenario& scenario, const Measured& measured,
                      std::vector<Finding>& findings);

}  // namespace ocssim::study
