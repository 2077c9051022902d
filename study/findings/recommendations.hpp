// What to change: for each resource beyond its limit the least of it that would be enough.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// From headroom alone, in proportion, so each names the command that tests it.
[[nodiscard]] std::vector<Finding> recommend(const scenarios::Scenario& scenario,
                                             std::span<const Bottleneck> bottlenecks);

}  // namespace ocssim::study
