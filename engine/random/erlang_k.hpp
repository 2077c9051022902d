// Erlang-k times, the sum of k exponential stages, by inversion of one number.
//
// Upper tail of a unit rate: Q(x) = e^-x S(x), S(x) = 1 + x + … + x^(k-1)/(k-1)!. ln Q is concave,
// so Newton's method for ln Q(x) = ln u comes down to the root from the right after its first step;
// it needs one logarithm a step, since -Q'/Q = (x^(k-1)/(k-1)!) / S(x).
#pragma once

namespace ocssim {

inline constexpr unsigned erlang_stages_max = 100;

/// Decreasing in u, like exponential(mean, u), to which one stage is equal. Requires 1 <= stages
/// <= erlang_stages_max and u in (0, 1). Relative error below 1e-13 for u < 0.999; beyond that it
/// grows as 1e-16 / (1 - u). scv = 1 / stages.
[[nodiscard]] double erlang_k(unsigned stages, double mean, double u);

}  // namespace ocssim
