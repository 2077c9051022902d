// What descriptor rings can take, from what a run measured: a ring holds packets, not bits.
//
//   hold time = descriptors / packets a second;  longest stall · packets a second = descriptors
//   that it takes
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::study {

/// Behind the text of rule AV-01: Mbps and packets/s, what was lost, what the advised rings take
/// and whether they would hold. Empty when no adapter was simulated.
[[nodiscard]] std::string ring_consequence(const scenarios::Scenario& scenario,
                                           std::span<const MetricResult> metrics);

/// Whether the receive rings of this run rode out the host's stalls, why, and what that leans on.
[[nodiscard]] std::vector<Finding> ring_findings(const scenarios::Scenario& scenario,
                                                 std::span<const MetricResult> metrics);

}  // namespace ocssim::study
