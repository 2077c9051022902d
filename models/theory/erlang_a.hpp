// Erlang A: c servers, waiting callers lose patience, M/M/c+M.
//
//   p_k = p_{k−1} · λ / (min(k, c) μ + max(0, k − c) θ)
//   Lq = Σ (k − c) p_k,   P(abandon) = θ Lq / λ,   P(wait) = Σ_{k ≥ c} p_k
//
// Source: C. Palm 1946; Garnett, Mandelbaum, Reiman, M&SOM 4 (2002). θ = 0 is Erlang C.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct ErlangAQueue {
  double arrival_rate = 0.0;  // λ [1/s] > 0
  double service_time = 1.0;  // 1/μ [s] > 0
  double patience = 1.0;      // 1/θ [s] > 0
  std::uint32_t servers = 1;  // c ≥ 1
};

struct ErlangAResult {
  double probability_of_waiting = 0.0;  // finds all servers busy
  double abandonment = 0.0;             // share of arrivals
  double queue_length = 0.0;            // Lq
  double waiting_time = 0.0;            // [s] of all arrivals, served or not: Lq/λ
  double utilization = 0.0;             // carried load / servers
};

/// Any load is stable.
[[nodiscard]] ErlangAResult erlang_a(const ErlangAQueue& queue);

}  // namespace ocssim::models
