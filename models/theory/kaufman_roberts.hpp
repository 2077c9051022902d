// Classes of calls that share C ports and need several each: complete sharing, no queue.
//
//   q(0) = 1,   n q(n) = Σ a_k b_k q(n − b_k),   B_k = Σ_{n > C − b_k} q(n) / Σ q(n)
//
// a_k offered load [Erl], b_k ports of a call of class k; any holding time. One class of one port
// is Erlang B. Source: J. S. Kaufman, IEEE Trans. Commun. 29 (1981); J. W. Roberts 1981.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ocssim::models {

struct CallClass {
  double offered_load = 0.0;  // [Erl] ≥ 0, of calls
  std::uint32_t ports = 1;    // ≥ 1, that a call holds
};

/// Share of calls refused, by class.
[[nodiscard]] std::vector<double> kaufman_roberts(std::uint32_t ports,
                                                  std::span<const CallClass> classes);

}  // namespace ocssim::models
