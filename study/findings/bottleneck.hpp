// Headroom of every resource: how much more load it takes until its own limit is reached.
//
//   headroom = (load at which its limit is reached) / (present load) − 1
//
// Use grows in proportion to users for everything but memory, which has a fixed part:
//   used = reserved + users · slope.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Least headroom first; only resources that the replications report. A limit of the healthy band
/// counts before the physical one (busy all the time, no port left).
[[nodiscard]] std::vector<Bottleneck> find_bottlenecks(const scenarios::Scenario& scenario,
                                                       std::span<const MetricResult> metrics);

}  // namespace ocssim::study
