#include "models/theory/kaufman_roberts.hpp"

#include "models/theory/require.hpp"

namespace ocssim::models {

std::vector<double> kaufman_roberts(std::uint32_t ports, std::span<const CallClass> classes) {
  for (const CallClass& one : classes) {
    require(one.offered_load >= 0.0, "kaufman_roberts: offered load < 0");
    require(one.ports >= 1, "kaufman_roberts: a call without port");
  }
  std::vector<double> weight(ports + 1, 0.0);
  weight[0] = 1.0;
  double sum = 1.0;
  for (std::uint32_t n = 1; n <= ports; ++n) {
    for (const CallClass& one : classes) {
      if (one.ports > n) continue;
      weight[n] += one.offered_load * one.ports / n * weight[n - one.ports];
    }
    sum += weight[n];
    if (sum < 1e200) continue;  // a thousand ports at a thousand Erlangs reach e^1000
    for (std::uint32_t i = 0; i <= n; ++i) weight[i] /= sum;
    sum = 1.0;
  }
  std::vector<double> refused(classes.size(), 0.0);
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const std::uint32_t enough = classes[k].ports > ports ? 0 : ports - classes[k].ports + 1;
    for (std::uint32_t n = enough; n <= ports; ++n) refused[k] += weight[n] / sum;
  }
  return refused;
}

}  // namespace ocssim::models
