// The rarer elementary functions: pow in doubled precision, the normal quantile, special cases.
#include "engine/random/elementary.hpp"

#include <array>
#include <cmath>

namespace ocssim::elementary {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// An unevaluated sum of two doubles, the second below half an ulp of the first.
struct Doubled {
  double high;
  double low;
};

/// a + b exactly, for |a| >= |b| or a = 0 (Dekker 1971).
Doubled sum(double a, double b) {
  const double high = a + b;
  return {high, b - (high - a)};
}

/// a × b exactly (Dekker 1971, by Veltkamp's splitting). Requires |a|, |b| < 2^990.
Doubled product(double a, double b) {
  constexpr double splitter = 134217729.0;  // 2^27 + 1
  const double a_shifted = splitter * a;
  const double b_shifted = splitter * b;
  const double a_high = a_shifted - (a_shifted - a);
  const double b_high = b_shifted - (b_shifted - b);
  const double a_low = a - a_high;
  const double b_low = b - b_high;
  const double high = a * b;
  return {high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

Doubled product(const Doubled& a, const Doubled& b) {
  const Doubled p = product(a.high, b.high);
  return sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/// a + b for |a| >= |b|.
Doubled sum(const Doubled& a, const Doubled& b) {
  const Doubled s = sum(a.high, b.high);
  return sum(s.high, s.low + (a.low + b.low));
}

/// log x to about 2^-68 of its value: 2 s + (2/3) s^3 doubled, s^5 M(z) in double. The coefficients
/// of M are minimax as in the header, 2^-73.5.
Doubled doubled_log(double x) {
  detail::Split parts = detail::split(x);
  const double f = parts.fraction - 1.0;
  const Doubled d = sum(2.0, f);
  const double quotient = f / d.high;
  const Doubled back = product(quotient, d.high);
  const Doubled s =
      sum(quotient, (((f - back.high) - back.low) - quotient * d.low) / d.high);
  const Doubled z = product(s, s);
  constexpr std::array<double, 8> m{0x1.9999999999996p-2, 0x1.2492492493049p-2,
                                    0x1.c71c71c57e0e8p-3, 0x1.745d1833747a9p-3,
                                    0x1.3b13626893a5ep-3, 0x1.1120c14dce6a7p-3,
                                    0x1.de3195abbff8dp-4, 0x1.eb209db061c0bp-4};
  double polynomial = m[7];
  for (std::size_t power = 7; power-- > 0;) polynomial = polynomial * z.high + m[power];
  constexpr Doubled two_thirds{0x1.5555555555555p-1, 0x1.5555555555555p-55};
  const Doubled cubic = product(product(s, z), two_thirds);
  const double quintic = s.high * z.high * z.high * polynomial;
  const Doubled of_fraction =
      sum(sum({2.0 * s.high, 2.0 * s.low}, cubic), Doubled{quintic, 0.0});
  if (parts.exponent == 0) return of_fraction;
  // 41 bits, so that k × ln 2 is exact in the first part.
  const double k = static_cast<double>(parts.exponent);
  const Doubled of_power = sum(k * 0x1.62e42fefa3000p-1, k * 0x1.3de6af278ece6p-42);
  return sum(of_power, of_fraction);
}

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
  double value = coefficients[n - 1];
  for (std::size_t power = n - 1; power-- > 0;) value = value * x + coefficients[power];
  return value;
}

}  // namespace

double detail::log_of_special(double x) {
  if (x == 0.0) return -infinity;
  if (x == infinity) return x;
  if (!(x > 0.0)) return not_a_number;
  // Below the smallest normal number: 54 more powers of two.
  constexpr double k = 54.0;
  return (log(x * 0x1p54) - k * ln2_low) - k * ln2_high;
}

double pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (!(x >= 0.0) || y != y) return not_a_number;
  if (x == 0.0 || x == infinity) return (x == 0.0) == (y > 0.0) ? 0.0 : infinity;
  const bool subnormal = x < std::numeric_limits<double>::min();
  Doubled logarithm = doubled_log(subnormal ? x * 0x1p54 : x);
  if (subnormal) {
    logarithm =
        sum(logarithm, {-54.0 * 0x1.62e42fefa3000p-1, -54.0 * 0x1.3de6af278ece6p-42});
  }
  const double estimate = y * logarithm.high;
  if (estimate > 710.0) return infinity;
  if (estimate < -746.0) return 0.0;
  const Doubled exponent = product({y, 0.0}, logarithm);
  return detail::exp_corrected(exponent.high, exponent.low);
}

double normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return not_a_number;
  if (p == 0.0) return -infinity;
  if (p == 1.0) return infinity;
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    constexpr std::array<double, 8> a{
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
        1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
        3.3430575583588128105e+4, 2.5090809287301226727e+3};
    constexpr std::array<double, 8> b{
        1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
        5.2264952788528545610e+3};
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-log(q < 0.0 ? p : 1.0 - p));
  double z = 0.0;
  if (r <= 5.0) {
    constexpr std::array<double, 8> c{
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
        3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
        2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr std::array<double, 8> d{
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9};
    z = polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
  } else {
    constexpr std::array<double, 8> e{
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> f{
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15};
    z = polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  }
  return q < 0.0 ? -z : z;
}

}  // namespace ocssim::elementary
