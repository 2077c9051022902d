#include "models/theory/random_tries.hpp"

#include "models/theory/require.hpp"

namespace ocssim::models {
namespace {

/// x^k for a count k.
double to_the(double x, std::uint32_t k) {
  double result = 1.0;
  for (; k > 0; k /= 2, x *= x) {
    if (k % 2 != 0) result *= x;
  }
  return result;
}

}  // namespace

RandomTriesResult random_tries(std::uint32_t ports, std::uint32_t tries, double offered_load) {
  require(ports >= 1 && tries >= 1 && offered_load >= 0.0, "random_tries: arguments");
  // Unnormalized p(n); all sums are scaled down together before they overflow.
  double weight = 1.0;
  double total = 1.0;
  double refused = 0.0;
  double taken = 0.0;
  for (std::uint32_t n = 0; n < ports; ++n) {
    const double fails = to_the(static_cast<double>(n) / ports, tries);
    refused += weight * fails;
    weight *= offered_load * (1.0 - fails) / (n + 1.0);
    total += weight;
    taken += weight * (n + 1.0);
    if (total > 1e200) {
      for (double* sum : {&weight, &total, &refused, &taken}) *sum *= 1e-200;
    }
  }
  return {.refused = (refused + weight) / total, .utilization = taken / total / ports};
}

}  // namespace ocssim::models
