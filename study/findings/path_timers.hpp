// The idle timers on the way of clients as a table: the shortest wins; whom it cuts, and how many
// of them do not know.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>

namespace ocssim::study {

/// No rows without a pool. Intervals at `confidence`.
[[nodiscard]] PathTimerTable path_timers(const scenarios::Scenario& scenario,
                                         std::span<const Observations> replications,
                                         std::span<const MetricResult> metrics, double confidence);

}  // namespace ocssim::study
