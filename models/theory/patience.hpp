// M/M/c+D: c servers, one queue, and who has waited for the patience τ without a server is lost.
//
//   p_k = a^k / k!,  k < c          (not normalized)
//   v(w) = λ p_{c−1} e^{(λ − cμ) w},  0 < w < τ;   λ p_{c−1} e^{λτ − cμ w},  w ≥ τ
//   lost = ∫_τ^∞ v / (Σ p_k + ∫_0^∞ v)            v: waiting time that an arrival would have
//
// τ = 0: Erlang B; τ = ∞: nobody is lost, Erlang C. Far above full load 1 − 1/ρ are lost.
// Source: D. Y. Barrer 1957; F. Baccelli & G. Hebuterne 1981.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct PatienceQueue {
  double arrival_rate = 0.0;  // [1/s] ≥ 0; any load is stable
  double service_time = 1.0;  // [s] > 0, mean of an exponential law
  std::uint32_t servers = 1;  // c ≥ 1
  double patience = 0.0;      // τ [s] ≥ 0
};

/// Share of arrivals that are lost.
[[nodiscard]] double lost_by_impatience(const PatienceQueue& queue);

}  // namespace ocssim::models
