// Ports drawn at random, again when taken, at most k times: a loss system that refuses early.
//
//   arrivals Poisson; with n of N ports taken a share (n/N)^k fails; each port is held and rests
//   for a time of any law with mean τ, a = λτ:
//     p(n + 1) / p(n) = a (1 − (n/N)^k) / (n + 1),   refused = Σ p(n) (n/N)^k
//
// An M(n)/G/∞ system is insensitive to the law of the holding time (as Erlang B, which is k → ∞).
// The mean of u^k is above u^k of the mean: the bend of the power counts.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct RandomTriesResult {
  double refused = 0.0;      // 0…1 of the arrivals
  double utilization = 0.0;  // mean share of the ports taken
};

/// Requires `ports`, `tries` ≥ 1 and `offered_load` ≥ 0 [Erl].
[[nodiscard]] RandomTriesResult random_tries(std::uint32_t ports, std::uint32_t tries,
                                             double offered_load);

}  // namespace ocssim::models
