// What to change: for each resource beyond or near its limit the least of it that would be enough;
// for each broken rule the setting that mends it.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Of resources beyond their limit, as findings: from headroom alone, in proportion, so each names
/// the command that tests it.
[[nodiscard]] std::vector<Finding> recommend(const scenarios::Scenario& scenario,
                                             std::span<const Bottleneck> bottlenecks);

/// The same with what it costs and does, and of those that bind next while there is headroom: what
/// binds first stands first.
[[nodiscard]] std::vector<Recommendation> recommend_changes(
    const scenarios::Scenario& scenario, std::span<const Bottleneck> bottlenecks);

/// Those of broken rules that one setting mends; in front of the changes for resources that are
/// still within their limits.
void add_rule_changes(const scenarios::Scenario& scenario, std::span<const Finding> broken,
                      std::vector<Recommendation>& recommendations);

}  // namespace ocssim::study
