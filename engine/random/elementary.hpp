// Our own log, exp, pow and normal quantile: the same bits on every x86-64 machine.
//
// A C library may choose another code path by the CPU, and then std::log gives other bits with FMA
// masked than without. These use +, -, ×, / only, in a fixed order, without tables; with
// -ffp-contract=off every IEEE 754 machine computes the same. Errors, measured against long double
// (tests/engine/random/elementary_test.cpp): below 1 ulp for log, exp and pow.
//
// log:  x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt 2), s = f / (2 + f), z = s^2,
//       log(1 + f) = 2 s + s z L(z),   2 s = f - (f^2/2 - s f^2/2) exactly, so f carries the result.
// exp:  x = k log 2 + r, |r| <= log(2) / 2,   exp(r) = 1 + (r + r^2 E(r)).
// The coefficients of L and E are minimax in the relative error of the result (Remez exchange with
// 50 digits, computed for this file): 2^-59.5 and 2^-64.0.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace ocssim::elementary {

namespace detail {

inline constexpr double ln2_high = 0x1.62e42feep-1;  // 32 bits: k × ln2_high is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;
inline constexpr double ln2_inverse = 0x1.71547652b82fep+0;
inline constexpr std::uint64_t sqrt_half_bits = 0x3FE6'A09E'667F'3BCDu;  // of sqrt(1/2)
inline constexpr std::uint64_t fraction_mask = 0x000F'FFFF'FFFF'FFFFu;

/// x = 2^exponent × fraction with the fraction in [sqrt(1/2), sqrt 2). Requires a normal x > 0.
struct Split {
  double fraction;
  std::int64_t exponent;
};
[[nodiscard]] inline Split split(double x) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) - sqrt_half_bits;
  const auto exponent = static_cast<std::int64_t>(bits) >> 52;
  return {std::bit_cast<double>((bits & fraction_mask) + sqrt_half_bits), exponent};
}

/// exp(x + correction) for |x| < 800 and |correction| below 2^-40.
[[nodiscard]] inline double exp_corrected(double x, double correction) {
  constexpr double round = 0x1.8p52;  // adding and taking it away rounds to an integer
  const double k = (x * ln2_inverse + round) - round;
  const double high = x - k * ln2_high;
  const double low = k * ln2_low - correction;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double e01 = 0.5 + r * 0x1.555555555555bp-3;
  const double e23 = 0x1.5555555555503p-5 + r * 0x1.111111110ec40p-7;
  const double e45 = 0x1.6c16c16c305c8p-10 + r * 0x1.a01a01b389ff6p-13;
  const double e67 = 0x1.a01a013653bddp-16 + r * 0x1.71ddf002b6d92p-19;
  const double e89 = 0x1.27e5b4881fd2fp-22 + r * 0x1.af6c1d64ef5b2p-26;
  const double e0123 = e01 + r2 * e23;
  const double e4567 = e45 + r2 * e67;
  const double e8910 = e89 + r2 * 0x1.1e3d1708b82c8p-29;
  const double e = e0123 + r4 * (e4567 + r4 * e8910);
  const double value = 1.0 + (r + (lost + r2 * e));
  const auto exponent = static_cast<std::int64_t>(k);
  const auto power = [](std::int64_t n) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
  };
  // Two factors: 2^k alone does not exist at the ends, where the product still does.
  if (exponent > -1000 && exponent < 1000) return value * power(exponent);
  const std::int64_t half = exponent / 2;
  return value * power(half) * power(exponent - half);
}

/// log of what is not a normal positive number.
[[nodiscard]] double log_of_special(double x);

}  // namespace detail

/// Natural logarithm. log(0) = -infinity, of a negative number NaN. Error below 1 ulp.
[[nodiscard]] inline double log(double x) {
  if (!(x >= std::numeric_limits<double>::min() && x <= std::numeric_limits<double>::max())) {
    return detail::log_of_special(x);
  }
  const detail::Split parts = detail::split(x);
  const double k = static_cast<double>(parts.exponent);
  const double f = parts.fraction - 1.0;
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  const double z = s * s;
  const double z2 = z * z;
  const double l01 = 0x1.5555555555593p-1 + z * 0x1.999999997fb83p-2;
  const double l23 = 0x1.2492494213d98p-2 + z * 0x1.c71c51eaa6941p-3;
  const double l45 = 0x1.746645adfc014p-3 + z * 0x1.39a100acb41bfp-3;
  const double l = z * (l01 + z2 * (l23 + z2 * (l45 + z2 * 0x1.2f0d21a9b2f8bp-3)));
  const double rest = s * (half_square + l) + k * detail::ln2_low;
  return k * detail::ln2_high - ((half_square - rest) - f);
}

/// e to the power of x. Infinity above 709.78…, 0 below -745.13…; NaN stays. Error below 1 ulp
/// (1 ulp of the smallest normal number below -708.39…).
[[nodiscard]] inline double exp(double x) {
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0.0;
  if (x != x) return x;
  return detail::exp_corrected(x, 0.0);
}

/// x to the power of y for x >= 0 (NaN for x < 0); pow(x, 0) = pow(1, y) = 1. Error below 1 ulp.
[[nodiscard]] double pow(double x, double y);

/// The z with P(Z <= z) = p of the standard normal distribution; relative error about 1e-15.
/// ±infinity at 0 and 1, NaN outside of [0, 1]. M. J. Wichura, Algorithm AS 241 (PPND16),
/// Applied Statistics 37 (1988), 477-484.
[[nodiscard]] double normal_quantile(double p);

}  // namespace ocssim::elementary
