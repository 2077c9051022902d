// Figures of one replication by the name of their metric, whatever the components.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"

#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Sum over components of a metric's events, or its level.
inline double sum_of(const Observations& seen, std::string_view metric) {
  double sum = 0.0;
  for (const Observation& one : seen.metrics) {
    if (one.metric != metric) continue;
    sum += one.kind == MetricKind::count ? static_cast<double>(one.count) : one.sum / one.weight;
  }
  return sum;
}

/// The least that a scenario says, to be gone on with: no closing brace.
inline const std::string least = R"({"schema_version": "1.0", "name": "t", "profile": "ocs2007r2")";

}  // namespace ocssim::scenarios
