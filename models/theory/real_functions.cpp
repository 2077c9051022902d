#include "models/theory/real_functions.hpp"

#include "models/theory/require.hpp"

#include <cmath>
#include <limits>

namespace ocssim::models {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double ln2 = 0.69314718055994530942;
// ln 2 in two parts: 32 bits, so that k times it is exact, and the rest.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr double sqrt_half = 0.70710678118654752440;

/// e^r − 1 for |r| ≤ 0.35, from the last term of the series inwards.
double small_exp_minus_one(double r) {
  double sum = 1.0;
  for (int n = 14; n >= 2; --n) sum = 1.0 + sum * r / n;
  return r * sum;
}

}  // namespace

double natural_exp(double x) {
  if (x < -745.2) return 0.0;
  if (x > 709.79) return infinity;
  const double k = std::floor(x / ln2 + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;
  return std::ldexp(1.0 + small_exp_minus_one(r), static_cast<int>(k));
}

double exp_minus_one(double x) {
  return x > -0.35 && x < 0.35 ? small_exp_minus_one(x) : natural_exp(x) - 1.0;
}

double natural_log(double x) {
  require(x >= 0.0, "natural_log: x < 0");
  if (x == 0.0) return -infinity;
  if (x == infinity) return infinity;
  int exponent = 0;
  double fraction = std::frexp(x, &exponent);
  if (fraction < sqrt_half) {
    fraction *= 2.0;
    --exponent;
  }
  const double s = (fraction - 1.0) / (fraction + 1.0);
  const double square = s * s;
  double sum = 0.0;
  for (int n = 21; n >= 3; n -= 2) sum = (sum + 1.0 / n) * square;
  return exponent * ln2_high + (2.0 * (s + s * sum) + exponent * ln2_low);
}

double power(double x, double y) {
  if (y == 0.0) return 1.0;
  return natural_exp(y * natural_log(x));
}

}  // namespace ocssim::models
