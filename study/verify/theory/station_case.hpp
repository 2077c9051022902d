// One simulated station and what a closed form says of it. The mean service time is 1 s.
#pragma once

#include "engine/stats/results.hpp"
#include "models/queueing/config.hpp"
#include "study/verify/evidence.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ocssim::study {

/// A metric of the station against a formula.
struct StationClaim {
  std::string name;
  std::string metric;
  double theory = 0.0;
};

struct StationCase {
  models::StationConfig station;
  double arrival_rate = 0.0;  // [1/s]
  double customers = 0.0;     // observed, a replication
  std::vector<StationClaim> claims;
};

/// c servers with exponential service of 1 s and room for all.
[[nodiscard]] models::StationConfig unit_station(std::uint32_t servers);

/// Simulates the cases on the threads at hand and judges every claim by 4 standard errors, in the
/// order of the cases. Little's identity must hold exactly in every run: one more row.
[[nodiscard]] std::vector<EvidenceRow> judge_stations(std::span<const StationCase> cases,
                                                      std::uint64_t seed,
                                                      std::uint32_t replications, unsigned jobs);

}  // namespace ocssim::study
