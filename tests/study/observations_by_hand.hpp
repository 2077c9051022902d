// Replications with known figures, and scenarios to ask about them.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace ocssim::study {

/// An observation without histogram; time averages and counts get a window of 100 s.
[[nodiscard]] Observation observation(const std::string& metric, const std::string& component,
                                      MetricKind kind);

/// One replication a value, each with front_end.cpu.utilization of `components` at that mean.
[[nodiscard]] std::vector<Observations> utilizations(const std::vector<double>& means,
                                                     const std::vector<std::string>& components);

[[nodiscard]] std::vector<MetricResult> estimated(const std::vector<Observations>& replications,
                                                  double confidence = 0.95);

/// A shipped scenario with changes as of `--set`.
[[nodiscard]] scenarios::Scenario shipped(const std::string& name,
                                          const std::vector<std::string>& sets = {});

}  // namespace ocssim::study
