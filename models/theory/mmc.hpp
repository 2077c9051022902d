// M/M/c: Poisson arrivals, exponential service, c servers, FIFO, room for all.
//
//   a = λS,  ρ = a/c,  C = erlang_c(c, a),  θ = (c − a)/S
//   Wq = C/θ,  W = Wq + S,  Lq = λWq,  L = λW
//   P(wait > t)    = C e^{−θt}
//   P(sojourn > t) = (1−C) e^{−t/S} + C P(Exp(θ) + Exp(1/S) > t)
//
// Source: Kleinrock, Queueing Systems I, 3.5; Gross & Harris, Fundamentals, 2.3.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct MmcQueue {
  double arrival_rate = 0.0;  // λ [1/s] ≥ 0
  double service_time = 1.0;  // S [s] > 0
  std::uint32_t servers = 1;  // c ≥ 1
};

struct MmcResult {
  double utilization = 0.0;             // ρ
  double probability_of_waiting = 0.0;  // C
  double waiting_time = 0.0;            // Wq [s]
  double sojourn_time = 0.0;            // W [s]
  double queue_length = 0.0;            // Lq
  double number_in_system = 0.0;        // L
};

/// Requires ρ < 1.
[[nodiscard]] MmcResult mmc(const MmcQueue& queue);

/// P(wait > t) and P(sojourn > t), t ≥ 0 [s]; require ρ < 1.
[[nodiscard]] double mmc_waiting_tail(const MmcQueue& queue, double t);
[[nodiscard]] double mmc_sojourn_tail(const MmcQueue& queue, double t);

/// The q-quantile of the waiting and of the sojourn time [s], 0 ≤ q < 1; require ρ < 1.
[[nodiscard]] double mmc_waiting_quantile(const MmcQueue& queue, double q);
[[nodiscard]] double mmc_sojourn_quantile(const MmcQueue& queue, double q);

/// Largest arrival rate [1/s] at which the q-quantile of the sojourn time stays ≤ `limit` [s];
/// 0 if even an empty system does not meet it. `queue.arrival_rate` is ignored.
[[nodiscard]] double mmc_rate_for_sojourn_quantile(const MmcQueue& queue, double q, double limit);

}  // namespace ocssim::models
