#include "models/theory/md1k.hpp"

#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

#include <cstddef>
#include <vector>

namespace ocssim::models {
namespace {

/// A_j for j = 0 … count − 1.
std::vector<double> arrival_tails(double load, std::size_t count) {
  // Beyond `last` nothing is left of the law: its terms fall by half from 2·load on.
  const std::size_t last = count + static_cast<std::size_t>(2.0 * load) + 1100;
  std::vector<double> terms(last + 1);
  terms[0] = natural_exp(-load);
  for (std::size_t j = 1; j <= last; ++j) terms[j] = terms[j - 1] * load / static_cast<double>(j);
  std::vector<double> tails(count);
  double sum = 0.0;
  for (std::size_t j = last; j > 0; --j) {
    sum += terms[j];
    if (j - 1 < count) tails[j - 1] = sum;
  }
  return tails;
}

}  // namespace

double md1k_loss(double offered_load, std::uint64_t system_places) {
  require(offered_load >= 0.0 && offered_load <= 100.0 && system_places >= 1, "md1k: arguments");
  const auto places = static_cast<std::size_t>(system_places);
  const std::vector<double> tails = arrival_tails(offered_load, places + 1);
  const double none = natural_exp(-offered_load);
  std::vector<double> left{1.0};  // π_k, not normalized
  double total = 1.0;
  for (std::size_t k = 0; k + 1 < places; ++k) {
    double flow = left[0] * tails[k];
    for (std::size_t i = 1; i <= k; ++i) flow += left[i] * tails[k - i + 1];
    left.push_back(flow / none);
    total += left.back();
    if (total < 1e200) continue;
    for (double& value : left) value *= 1e-200;
    total *= 1e-200;
  }
  return 1.0 - 1.0 / (left[0] / total + offered_load);
}

}  // namespace ocssim::models
