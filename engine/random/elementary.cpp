// exp, pow, the normal quantile, and logarithms of what is no positive normal number.
#include "engine/random/elementary.hpp"

#include <cmath>
#include <cstddef>
#include <limits>

namespace ocssim::elementary {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double power_of_two(std::int64_t exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// 2^e power (1 + rest) where it or its parts leave the normal numbers; rounded once.
double scaled(std::int64_t e, double power, double rest) {
  const double product = power * rest;
  double y = power + product;
  if (e > 0) return y * power_of_two(e - 1) * 2.0;
  const double scale = power_of_two(e + 1022);  // the smallest normal number counts as 1
  double lost = ((power - y) + product) * scale;
  y *= scale;
  if (y < 1.0) {  // 1 + y has the grid of the subnormal numbers
    const double sum = 1.0 + y;
    lost += (1.0 - sum) + y;
    y = (sum + lost) - 1.0;
  }
  return y * 0x1p-1022;
}

/// e^(x + rest) for |x| <= 746 and |rest| far below 1.
double exp_of_sum(double x, double rest) {
  constexpr double steps_per_unit = 184.66496659294872;  // 128 / ln 2
  constexpr double shift = 0x1.8p52;                     // adding it rounds to integer
  const double steps = (x * steps_per_unit + shift) - shift;
  const auto number = static_cast<std::int64_t>(steps);
  const double r = ((x - steps * detail::step_high) - steps * detail::step_low) + rest;
  const detail::ExpEntry& entry = detail::exp_table[static_cast<std::size_t>(number) & 127];
  const double r2 = r * r;
  const double series = (0.5 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const double small = entry.tail + r + r2 * series;
  const std::int64_t e = number >> 7;
  if (e < -1010 || e > 1022) [[unlikely]]
    return scaled(e, entry.power, small);
  const double power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(entry.power) +
                                             (static_cast<std::uint64_t>(e) << 52));
  return power + power * small;
}

struct Pair {
  double high;
  double low;
};

Pair two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a without its last 27 bits: products of two heads are exact.
double head(double a) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) & ~std::uint64_t{0x7FF'FFFF});
}

/// ln x with about 68 bits, for positive finite x.
Pair log_pair(double x) {
  std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  if (x < 0x1p-1022) bits = std::bit_cast<std::uint64_t>(x * 0x1p52) - (std::uint64_t{52} << 52);
  const detail::LogArgument argument = detail::reduce(bits);
  const Pair r = two_sum(argument.head, argument.rest);
  const double whole = argument.k * detail::ln2_high + argument.entry->log_high;
  const Pair first = two_sum(whole, r.high);
  const double r_head = head(r.high);
  const double half_square = 0.5 * r_head * r_head;  // exact
  const double square_rest = 0.5 * (r.high - r_head) * (r.high + r_head) + r.high * r.low;
  const Pair second = two_sum(first.high, -half_square);
  const double y = r.high;
  double series = 1.0 / 9 - y * (1.0 / 10);
  for (const double coefficient : {1.0 / 8, 1.0 / 7, 1.0 / 6, 1.0 / 5, 1.0 / 4, 1.0 / 3}) {
    series = coefficient - y * series;
  }
  const double low =
      ((argument.k * detail::ln2_low + argument.entry->log_low) + (first.low + second.low)) +
      ((r.low - square_rest) + y * y * y * series);
  return two_sum(second.high, low);
}

double pow_of_special(double x, double y) {
  if (std::isnan(x) || std::isnan(y) || x < 0.0) return not_a_number;
  if (std::isinf(y)) return (x > 1.0) == (y > 0.0) ? infinity : 0.0;
  const bool grows = (x > 1.0) == (y > 0.0);  // x is 0 or infinite
  return grows ? infinity : 0.0;
}

double polynomial(double x, const double (&coefficients)[8]) {
  double value = coefficients[7];
  for (int i = 6; i >= 0; --i) value = value * x + coefficients[i];
  return value;
}

}  // namespace

double detail::log_of_special(double x) {
  if (x == 0.0) return -infinity;
  if (!(x > 0.0)) return not_a_number;
  if (x == infinity) return x;
  return log_of_bits(std::bit_cast<std::uint64_t>(x * 0x1p52) - (std::uint64_t{52} << 52));
}

double exp(double x) {
  if (!(x > -746.0 && x < 710.0)) [[unlikely]] {
    if (std::isnan(x)) return x;
    return x > 0.0 ? infinity : 0.0;
  }
  return exp_of_sum(x, 0.0);
}

double pow(double x, double y) {
  if (x == 1.0 || y == 0.0) return 1.0;
  if (!(x > 0.0 && x < infinity) || !(y > -infinity && y < infinity)) [[unlikely]] {
    return pow_of_special(x, y);
  }
  const Pair log_x = log_pair(x);
  const double product = y * log_x.high;
  if (!(product > -746.0 && product < 710.0)) return product > 0.0 ? infinity : 0.0;
  const double y_head = head(y);
  const double y_rest = y - y_head;
  const double log_head = head(log_x.high);
  const double log_rest = log_x.high - log_head;
  const double lost =
      ((y_head * log_head - product) + (y_head * log_rest + y_rest * log_head)) + y_rest * log_rest;
  return exp_of_sum(product, lost + y * log_x.low);
}

double normal_quantile(double p) {
  if (!(p > 0.0 && p < 1.0)) {
    if (p == 0.0 || p == 1.0) return p == 0.0 ? -infinity : infinity;
    return not_a_number;
  }
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    constexpr double a[8] = {3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
                             13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                             33430.575583588128105, 2509.0809287301226727};
    constexpr double b[8] = {1.0,
                             42.313330701600911252,
                             687.18700749205790830,
                             5394.1960214247511077,
                             21213.794301586595867,
                             39307.895800092710610,
                             28729.085735721942674,
                             5226.4952788528545610};
    const double r = 0.180625 - q * q;
    return q * polynomial(r, a) / polynomial(r, b);
  }
  const double r = std::sqrt(-log(q < 0.0 ? p : 1.0 - p));
  double z = 0.0;
  if (r <= 5.0) {
    constexpr double c[8] = {1.42343711074968357734,    4.63033784615654529590,
                             5.76949722146069140550,    3.64784832476320460504,
                             1.27045825245236838258,    2.41780725177450611770e-1,
                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr double d[8] = {1.0,
                             2.05319162663775882187,
                             1.67638483018380384940,
                             6.89767334985100004550e-1,
                             1.48103976427480074590e-1,
                             1.51986665636164571966e-2,
                             5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
    z = polynomial(r - 1.6, c) / polynomial(r - 1.6, d);
  } else {
    constexpr double e[8] = {6.65790464350110377720,    5.46378491116411436990,
                             1.78482653991729133580,    2.96560571828504891230e-1,
                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr double f[8] = {1.0,
                             5.99832206555887937690e-1,
                             1.36929880922735805310e-1,
                             1.48753612908506148525e-2,
                             7.86869131145613259100e-4,
                             1.84631831751005468180e-5,
                             1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
    z = polynomial(r - 5.0, e) / polynomial(r - 5.0, f);
  }
  return q < 0.0 ? -z : z;
}

}  // namespace ocssim::elementary
