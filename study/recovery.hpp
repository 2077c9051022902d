// recovery.time: how long after a fault service is as before (docs/interface.md, Definitions).
//
// Windows of 60 s begin every 10 s. A fault is over at the begin of the first window from which on,
// up to the next fault or the end of what was seen,
//   signed-in endpoints ≥ 99 % of their mean over the 5 min before it, and
//   every objective on a time (mean, p50, p95, p99, p99_9, max) holds, all components together.
// A replication in which that does not happen is right-censored.
#pragma once

#include "engine/stats/kaplan_meier.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ocssim::study {

/// Instants at which something fails, ascending; what fails at one instant is one fault.
[[nodiscard]] std::vector<Duration> fault_instants(const scenarios::Scenario& scenario);

/// Of fault `index` in one replication; none when nothing is known of the time before it.
[[nodiscard]] std::optional<Lifetime> recovery_of(const scenarios::Scenario& scenario,
                                                  const Observations& replication,
                                                  std::span<const Duration> instants,
                                                  std::size_t index);

/// The metric for the system, of the slowest recovery of each replication, and with several faults
/// one for each ("fault[0]"). Empty without a fault.
[[nodiscard]] std::vector<MetricResult> recovery_times(const scenarios::Scenario& scenario,
                                                       std::span<const Observations> replications,
                                                       double confidence);

}  // namespace ocssim::study
