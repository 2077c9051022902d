// M/M/c/K: c servers, K places in the *system* (those in service counted); arrivals beyond are
// lost.
//
//   p_k = p_{k−1} · a / min(k, c),  k = 1…K;   loss = p_K  (arrivals see time averages)
//   M/M/1/K: loss = (1−ρ)ρ^K/(1−ρ^{K+1}), and 1/(K+1) at ρ = 1
//
// Source: Gross & Harris, Fundamentals of Queueing Theory, 2.4 and 2.5.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct MmckQueue {
  double arrival_rate = 0.0;        // [1/s] ≥ 0; any load is stable
  double service_time = 1.0;        // [s] > 0
  std::uint32_t servers = 1;        // c ≥ 1
  std::uint64_t system_places = 1;  // K ≥ c
};

struct MmckResult {
  double loss = 0.0;              // share of arrivals refused = share of time full
  double carried_load = 0.0;      // mean busy servers [Erl]
  double utilization = 0.0;       // carried load / servers
  double queue_length = 0.0;      // Lq
  double number_in_system = 0.0;  // L
  double waiting_time = 0.0;      // Wq [s] of those who got in
  double sojourn_time = 0.0;      // W [s] of those who got in
};

[[nodiscard]] MmckResult mmck(const MmckQueue& queue);

/// Loss of M/M/1/K at utilization `offered_load` ≥ 0 [Erl], K = `system_places` ≥ 1.
[[nodiscard]] double mm1k_loss(double offered_load, std::uint64_t system_places);

}  // namespace ocssim::models
