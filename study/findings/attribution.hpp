// Where the time of a transaction goes: visits to each tier times what a visit takes there.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Visits come from the scenario, services from its demands, waits are what was measured at a tier
/// less its service. Nothing without a pool.
[[nodiscard]] std::vector<AttributionRow> attribute_times(
    const scenarios::Scenario& scenario, std::span<const Observations> replications,
    std::span<const MetricResult> metrics);

}  // namespace ocssim::study
