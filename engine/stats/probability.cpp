#include "engine/stats/probability.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double half_log_two_pi = 0.91893853320467274178;  // ½ ln 2π

double normal_density(double z) {
  return elementary::exp(-0.5 * z * z) / std::sqrt(2.0 * pi);
}

/// ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 10: Stirling's series, error < 1e-16.
double stirling_rest(double x) {
  const double y = 1.0 / (x * x);
  const double series =
      1.0 / 12 +
      y * (-1.0 / 360 +
           y * (1.0 / 1260 +
                y * (-1.0 / 1680 + y * (1.0 / 1188 + y * (-691.0 / 360360 + y / 156.0)))));
  return series / x;
}

/// The same for every x > 0.
double stirling_error(double x) {
  if (x >= 10.0) return stirling_rest(x);
  return log_gamma(x) - ((x - 0.5) * elementary::log(x) - x + half_log_two_pi);
}

/// x^a (1 − x)^b / B(a, b), with y = 1 − x. Written with ratios near 1, so that large a and b do
/// not lose digits to the difference of large logarithms (C. Loader 2000).
double beta_prefix(double a, double b, double x, double y) {
  const double n = a + b;
  const double exponent = a * elementary::log(x * n / a) + b * elementary::log(y * n / b) +
                          stirling_error(n) - stirling_error(a) - stirling_error(b);
  return elementary::exp(exponent) * std::sqrt(a * b / (2.0 * pi * n));
}

/// I_x(a, b) by its continued fraction; converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x, double y) {
  constexpr double tiny = 1e-300;
  double c = 1.0;
  double d = 1.0 - (a + b) * x / (a + 1.0);
  if (std::abs(d) < tiny) d = tiny;
  d = 1.0 / d;
  double value = d;
  for (int m = 1; m <= 200000; ++m) {
    const double step = m;
    const double even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step));
    const double odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1));
    for (const double term : {even, odd}) {
      d = 1.0 + term * d;
      c = 1.0 + term / c;
      if (std::abs(d) < tiny) d = tiny;
      if (std::abs(c) < tiny) c = tiny;
      d = 1.0 / d;
      value *= c * d;
    }
    if (std::abs(c * d - 1.0) < 1e-16) break;
  }
  return beta_prefix(a, b, x, y) * value / a;
}

/// I_x(a, b) with y = 1 − x given apart, since 1 − x loses digits for x near 1.
double incomplete_beta(double a, double b, double x, double y) {
  if (x <= 0.0) return 0.0;
  if (y <= 0.0) return 1.0;
  if (x < (a + 1.0) / (a + b + 2.0)) return beta_fraction(a, b, x, y);
  return 1.0 - beta_fraction(b, a, y, x);
}

/// t > 0 with tail(t) = p for a decreasing `tail` with density `density`: Newton's method on
/// ln tail against ln t, which is nearly straight for heavy tails, kept inside a bracket.
template <class Tail, class Density>
double solve_tail(double p, double start, Tail tail, Density density) {
  double low = 0.0;
  double high = std::max(start, 1e-300);
  while (tail(high) > p) {
    low = high;
    high *= 2.0;
  }
  double t = std::clamp(start, low, high);
  if (t <= 0.0) t = high;
  constexpr int most = 400;
  double before = 0.0;  // t of the step before
  int turns = 0;        // steps in a row that led back to where the one before had begun
  for (int i = 0; i < most; ++i) {
    const double here = tail(t);
    (here > p ? low : high) = t;
    const double slope = t * density(t) / here;  // −d ln tail / d ln t
    const double step = (elementary::log(here) - elementary::log(p)) / slope;
    double next = std::abs(step) < 1.0 ? t * elementary::exp(step) : -1.0;
    if (!(next >= low && next <= high)) next = low + 0.5 * (high - low);
    // Two values in turn, brackets and all: rounding errors, to the last step the same.
    turns = next == before ? turns + 1 : 0;
    if (turns == 4) return (most - 1 - i) % 2 == 0 ? next : t;
    before = t;
    const bool done = std::abs(next - t) <= 4e-16 * t;
    t = next;
    if (done) break;
  }
  return t;
}

}  // namespace

double log_gamma(double x) {
  OCSSIM_CHECK(x > 0.0);
  double product = 1.0;  // Γ(x) = Γ(x + k) / (x (x + 1) … (x + k − 1))
  while (x < 10.0) {
    product *= x;
    x += 1.0;
  }
  return (x - 0.5) * elementary::log(x) - x + half_log_two_pi + stirling_rest(x) -
         elementary::log(product);
}

double normal_upper_tail(double z) {
  if (z < 0.0) return 1.0 - normal_upper_tail(-z);
  if (z < 2.0) {  // ½ − φ(z) (z + z³/3 + z⁵/15 + …)
    double term = z;
    double sum = z;
    for (int k = 3; term > 1e-18 * sum; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 - normal_density(z) * sum;
  }
  double fraction = z;  // φ(z) / (z + 1/(z + 2/(z + …))), from the inside
  for (int k = 400; k >= 1; --k) fraction = z + k / fraction;
  return normal_density(z) / fraction;
}

double normal_quantile(double p) {
  OCSSIM_CHECK(p > 0.0 && p < 1.0);
  return elementary::normal_quantile(p);
}

double student_upper_tail(double t, double degrees) {
  OCSSIM_CHECK(degrees > 0.0);
  if (t < 0.0) return 1.0 - student_upper_tail(-t, degrees);
  const double whole = degrees + t * t;
  return 0.5 * incomplete_beta(0.5 * degrees, 0.5, degrees / whole, t * t / whole);
}

double student_quantile(double p, double degrees) {
  OCSSIM_CHECK(p > 0.0 && p < 1.0 && degrees > 0.0);
  if (p == 0.5) return 0.0;
  // t f(t) is the prefix of the incomplete beta function; f(t) follows.
  const auto density = [degrees](double t) {
    const double whole = degrees + t * t;
    return beta_prefix(0.5 * degrees, 0.5, degrees / whole, t * t / whole) / t;
  };
  // For p > ½ the tail 1 − p is exact (Sterbenz), so both sides keep their digits.
  const double tail = p < 0.5 ? p : 1.0 - p;
  const double t = solve_tail(
      tail, 1.0, [degrees](double x) { return student_upper_tail(x, degrees); }, density);
  return p < 0.5 ? -t : t;
}

double student_factor(double confidence, double degrees) {
  OCSSIM_CHECK(confidence > 0.0 && confidence < 1.0);
  return -student_quantile(0.5 * (1.0 - confidence), degrees);
}

double incomplete_beta(double a, double b, double x) {
  OCSSIM_CHECK(a > 0.0 && b > 0.0 && x >= 0.0 && x <= 1.0);
  return incomplete_beta(a, b, x, 1.0 - x);
}

double incomplete_beta_inverse(double a, double b, double p) {
  OCSSIM_CHECK(a > 0.0 && b > 0.0 && p >= 0.0 && p <= 1.0);
  if (p == 0.0) return 0.0;
  if (p == 1.0) return 1.0;
  double low = 0.0;
  double high = 1.0;
  double x = a / (a + b);
  for (int i = 0; i < 400; ++i) {
    const double error = incomplete_beta(a, b, x) - p;
    (error < 0.0 ? low : high) = x;
    const double slope = beta_prefix(a, b, x, 1.0 - x) / (x * (1.0 - x));
    double next = x - error / slope;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const bool done = std::abs(next - x) <= 1e-15 * x;
    x = next;
    if (done) break;
  }
  return x;
}

ProbabilityInterval clopper_pearson(double successes, double trials, double confidence) {
  OCSSIM_CHECK(trials > 0.0 && successes >= 0.0 && successes <= trials);
  OCSSIM_CHECK(confidence > 0.0 && confidence < 1.0);
  const double outside = 0.5 * (1.0 - confidence);
  ProbabilityInterval result;
  if (successes > 0.0) {
    result.low = incomplete_beta_inverse(successes, trials - successes + 1.0, outside);
  }
  if (successes < trials) {
    result.high = incomplete_beta_inverse(successes + 1.0, trials - successes, 1.0 - outside);
  }
  return result;
}

}  // namespace ocssim
