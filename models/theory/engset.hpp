// Engset's loss system: N sources, each idle or holding one of c servers; M/M/c/c//N.
//
// β = rate at which one idle source asks × mean holding time.
//
//   time congestion  E_0 = 1,  E_n = (N−n+1) β E_{n−1} / (n + (N−n+1) β E_{n−1})
//   call congestion  the time congestion of N − 1 sources (an arriving source sees the others)
//   carried load     Y = β (N − (N−c) E) / (1 + β)     from the balance of flows
//
// A refused source goes back to idle at once. Source: T. O. Engset 1918; Iversen, Teletraffic
// Engineering, 5.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct EngsetSystem {
  std::uint64_t sources = 1;
  std::uint32_t servers = 1;
  double load_per_idle_source = 0.0;  // β ≥ 0 [Erl]
};

struct EngsetResult {
  double time_congestion = 0.0;  // share of time with all servers busy
  double call_congestion = 0.0;  // share of requests refused
  double carried_load = 0.0;     // mean busy servers [Erl]
};

[[nodiscard]] EngsetResult engset(const EngsetSystem& system);

}  // namespace ocssim::models
