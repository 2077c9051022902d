// One server, Poisson arrivals, any service time; and what is close for several servers.
//
//   M/G/1 FIFO   Wq = ρ/(1−ρ) · (1+c²)/2 · S          Pollaczek 1930, Khinchine 1932
//   M/D/1        c² = 0: half the wait of M/M/1
//   M/G/1-PS     W = S/(1−ρ), of a job of length x: x/(1−ρ); insensitive to the distribution
//   G/G/c        Wq ≈ C(c, a)·S/(c(1−ρ)) · (ca²+cs²)/2          Allen & Cunneen; approximation,
//                exact for M/M/c and M/G/1
//
// Source: Kleinrock, Queueing Systems I, 5.6 and II, 4.4; Allen, Probability, Statistics, 6.2.
#pragma once

#include <cstdint>

namespace ocssim::models {

struct Mg1Queue {
  double arrival_rate = 0.0;  // λ [1/s] ≥ 0
  double service_time = 1.0;  // S [s] > 0
  double scv = 1.0;           // c², variance / mean² of the service time, ≥ 0
};

struct Mg1Result {
  double utilization = 0.0;
  double waiting_time = 0.0;      // Wq [s]
  double sojourn_time = 0.0;      // W [s]
  double queue_length = 0.0;      // Lq
  double number_in_system = 0.0;  // L
};

/// FIFO. Requires ρ < 1.
[[nodiscard]] Mg1Result mg1(const Mg1Queue& queue);
/// Constant service time.
[[nodiscard]] Mg1Result md1(double arrival_rate, double service_time);
/// Processor sharing; `scv` does not matter. "Waiting" is the sojourn above the service time.
[[nodiscard]] Mg1Result mg1_processor_sharing(const Mg1Queue& queue);
/// Mean sojourn [s] of a job that needs `length` [s] alone, under processor sharing.
[[nodiscard]] double processor_sharing_sojourn(const Mg1Queue& queue, double length);

struct GgcQueue {
  double arrival_rate = 0.0;  // [1/s]
  double service_time = 1.0;  // [s]
  std::uint32_t servers = 1;
  double interarrival_scv = 1.0;  // ca²
  double service_scv = 1.0;       // cs²
};

/// Mean waiting time [s], an approximation. Requires ρ < 1.
[[nodiscard]] double allen_cunneen_waiting_time(const GgcQueue& queue);

}  // namespace ocssim::models
