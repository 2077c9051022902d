// Erlang's formulas: loss and waiting of c servers under Poisson arrivals.
//
//   B(0, a) = 1,   1/B(n, a) = 1 + n/a · 1/B(n−1, a)        M/G/c/c, any holding time
//   C(c, a) = B / (1 − ρ (1 − B)),  ρ = a/c                  M/M/c
//
// Source: A. K. Erlang 1917; Kleinrock, Queueing Systems I, 3.5 and 3.6.
#pragma once

#include <cstdint>

namespace ocssim::models {

/// Blocking probability of `servers` ≥ 0 servers without queue at an offered load ≥ 0 [Erl].
[[nodiscard]] double erlang_b(std::uint32_t servers, double offered_load);

/// Probability that an arrival waits, `servers` ≥ 1; 1 for an offered load ≥ servers.
[[nodiscard]] double erlang_c(std::uint32_t servers, double offered_load);

/// Largest offered load [Erl] at which blocking does not exceed `blocking` in (0, 1).
[[nodiscard]] double erlang_b_load(std::uint32_t servers, double blocking);

/// Least number of servers with which blocking does not exceed `blocking` in (0, 1).
[[nodiscard]] std::uint32_t erlang_b_servers(double offered_load, double blocking);

/// Mean of max(0, N − level) of a loss system, N the busy lines: what calls beyond a level of their
/// own ask for, such as the media that a link cannot carry.
[[nodiscard]] double erlang_mean_excess(std::uint32_t lines, double offered, double level);

}  // namespace ocssim::models
