// Laws that hold for any measured system, whatever its distributions.
//
//   utilization law   ρ = X·D/c                Little's law   N = X·W
//   forced flow       X_k = V_k·X              response time  W = N/X − Z
//
// Source: Denning & Buzen 1978, The Operational Analysis of Queueing Network Models.
#pragma once

#include "models/theory/require.hpp"

#include <cstdint>

namespace ocssim::models {

/// Utilization of `servers` ≥ 1 servers at throughput [1/s] and service demand [s].
[[nodiscard]] inline double utilization_law(double throughput, double service_demand,
                                            std::uint32_t servers = 1) {
  require(servers >= 1, "utilization_law: no server");
  return throughput * service_demand / servers;
}

/// Mean number in a system at throughput [1/s] and mean sojourn time [s].
[[nodiscard]] inline double littles_law(double throughput, double sojourn_time) {
  return throughput * sojourn_time;
}

/// Mean response time [s] of a closed system with `population` and think time [s].
[[nodiscard]] inline double response_time_law(double population, double throughput,
                                              double think_time) {
  require(throughput > 0.0, "response_time_law: no throughput");
  return population / throughput - think_time;
}

}  // namespace ocssim::models
