// Zipf's law over ranks 1…n, p_k proportional to k^-alpha, by rejection-inversion.
//
// W. Hörmann, G. Derflinger, Rejection-inversion to generate variates from monotone discrete
// distributions, ACM TOMACS 6 (1996) 169-184. With h(x) = x^-alpha and H its integral, u uniform on
// [H(3/2) - 1, H(n + 1/2)] and x = H^-1(u), the rank k next to x is taken if u >= H(k + 1/2) -
// h(k); for k - x <= s = 2 - H^-1(H(5/2) - h(2)) that is certain. No table, time independent of n;
// far fewer than two tries are needed on average for any alpha and n.
#pragma once

#include "engine/random/stream.hpp"

#include <cstdint>

namespace ocssim {

class Zipf {
 public:
  /// alpha >= 0 (0 is uniform, 1 allowed), 1 <= ranks <= 2^40.
  Zipf(double alpha, std::uint64_t ranks);

  /// A rank in 1…ranks from the sub-counters first_attempt, first_attempt + 1, … of one draw; each
  /// sub-counter gives four tries, so that a second one is seldom needed.
  [[nodiscard]] std::uint64_t rank(const Stream& stream, std::uint64_t entity, std::uint64_t number,
                                   std::uint64_t first_attempt = 0) const;

  /// One try: the rank, or 0 for a rejection. u in (0, 1); exposed for tests and for callers that
  /// have numbers of their own.
  [[nodiscard]] std::uint64_t attempt(double u) const;

 private:
  [[nodiscard]] double weight(double x) const;            // h(x)
  [[nodiscard]] double integral(double x) const;          // H(x), 0 at x = 1
  [[nodiscard]] double integral_inverse(double y) const;  // H^-1(y)

  double alpha_;           // config
  double ranks_;           // config
  double first_integral_;  // H(3/2) - 1
  double last_integral_;   // H(n + 1/2)
  double certain_;         // s of the prologue
};

}  // namespace ocssim
