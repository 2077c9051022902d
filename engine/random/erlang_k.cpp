#include "engine/random/erlang_k.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim {
namespace {

/// Wilson and Hilferty (1931): the cube root of a gamma variate is nearly normal.
double near_quantile(double stages, double u) {
  const double ninth = 1.0 / (9.0 * stages);
  const double root = 1.0 - ninth - elementary::normal_quantile(u) * std::sqrt(ninth);
  return stages * std::max(root * root * root, 1e-3);
}

}  // namespace

double erlang_k(unsigned stages, double mean, double u) {
  OCSSIM_DCHECK(stages >= 1 && stages <= erlang_stages_max && u > 0.0 && u < 1.0);
  const double log_u = elementary::log(u);
  if (stages == 1) return -log_u * mean;
  double x = near_quantile(stages, u);
  constexpr int steps_max = 200;
  for (int step = 0; step < steps_max; ++step) {
    double term = 1.0;
    double sum = 1.0;
    for (unsigned i = 1; i < stages; ++i) {
      term *= x / i;
      sum += term;
    }
    const double next = x + (elementary::log(sum) - x - log_u) * (sum / term);
    const bool done = std::abs(next - x) <= 4e-16 * x || (step > 0 && next >= x);
    if (next > 0.0) x = next;
    if (done) break;
  }
  return x * (mean / stages);
}

}  // namespace ocssim
