// M/D/1/K: Poisson arrivals, constant service, one server, K places in the *system*.
//
//   a_j = P(j arrivals in a service time) = e^{−ρ} ρ^j / j!,   A_j = Σ_{i>j} a_i
//   numbers left behind by departures, across the cut between k and k + 1:
//     π_{k+1} a_0 = π_0 A_k + Σ_{i=1}^{k} π_i A_{k−i+1},   k + 1 < K
//   loss = 1 − 1 / (π_0 + ρ)
//
// Only sums of positive terms: stable for any K. Source: Gross & Harris, Fundamentals of Queueing
// Theory, 5.1.7 (M/G/1/K by the embedded chain).
#pragma once

#include <cstdint>

namespace ocssim::models {

/// Share of arrivals that are refused at `offered_load` ≥ 0 [Erl], K = `system_places` ≥ 1.
[[nodiscard]] double md1k_loss(double offered_load, std::uint64_t system_places);

}  // namespace ocssim::models
