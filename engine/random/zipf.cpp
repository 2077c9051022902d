#include "engine/random/zipf.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <cmath>

namespace ocssim {
namespace {

// Where |t| is small both quotients lose digits to a difference; there the series stand in, with
// an error below 1e-17.
constexpr double series_below = 1e-3;

/// (e^t - 1) / t.
double exp_quotient(double t) {
  if (std::abs(t) > series_below) return (elementary::exp(t) - 1.0) / t;
  return 1.0 +
         t * (1.0 / 2) *
             (1.0 + t * (1.0 / 3) * (1.0 + t * (1.0 / 4) * (1.0 + t * (1.0 / 5) * (1.0 + t / 6))));
}

/// ln(1 + t) / t for t > -1.
double log_quotient(double t) {
  if (std::abs(t) > series_below) return elementary::log(1.0 + t) / t;
  return 1.0 - t * (1.0 / 2 - t * (1.0 / 3 - t * (1.0 / 4 - t * (1.0 / 5 - t * (1.0 / 6)))));
}

}  // namespace

Zipf::Zipf(double alpha, std::uint64_t ranks) : alpha_(alpha), ranks_(static_cast<double>(ranks)) {
  OCSSIM_CHECK(alpha >= 0.0 && alpha <= 100.0);
  OCSSIM_CHECK(ranks >= 1 && ranks <= std::uint64_t{1} << 40);
  first_integral_ = integral(1.5) - 1.0;
  last_integral_ = integral(ranks_ + 0.5);
  certain_ = 2.0 - integral_inverse(integral(2.5) - weight(2.0));
}

std::uint64_t Zipf::rank(const Stream& stream, std::uint64_t entity, std::uint64_t number,
                         std::uint64_t first_attempt) const {
  for (std::uint64_t sub_counter = first_attempt;; ++sub_counter) {
    const RandomBlock block = stream.draw(entity, number, sub_counter);
    for (std::size_t i = 0; i < block.bits.size(); ++i) {
      const std::uint64_t found = attempt(block.uniform(i));
      if (found != 0) return found;
    }
  }
}

std::uint64_t Zipf::attempt(double u) const {
  const double y = last_integral_ + u * (first_integral_ - last_integral_);
  const double x = integral_inverse(y);
  const double k = std::fmin(std::fmax(std::floor(x + 0.5), 1.0), ranks_);
  const bool taken = k - x <= certain_ || y >= integral(k + 0.5) - weight(k);
  return taken ? static_cast<std::uint64_t>(k) : 0;
}

double Zipf::weight(double x) const {
  return elementary::exp(-alpha_ * elementary::log(x));
}

double Zipf::integral(double x) const {
  const double log_x = elementary::log(x);
  return log_x * exp_quotient((1.0 - alpha_) * log_x);
}

double Zipf::integral_inverse(double y) const {
  // For alpha > 1 rounding may carry the argument to its pole at -1, where x is infinite.
  const double t = std::fmax(y * (1.0 - alpha_), -1.0 + 0x1p-52);
  return elementary::exp(log_quotient(t) * y);
}

}  // namespace ocssim
