// Intervals of means over few replications: normal values with mean 1, whose intervals by Student's
// law cover exactly at any number of them. Few are what tells that law from the normal one.
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/estimate.hpp"
#include "study/verify/statistics/checks.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace ocssim::study {
namespace {

/// Of `experiments` with `n` values each, those whose 95 % interval holds the truth.
std::size_t covering(std::size_t experiments, std::uint32_t n, std::uint64_t seed) {
  constexpr double truth = 1.0;
  const Stream stream(seed, "mean_intervals", n);
  std::size_t hits = 0;
  std::vector<double> values(n);
  for (std::size_t i = 0; i < experiments; ++i) {
    for (std::uint32_t k = 0; k < n; ++k) {
      values[k] = truth + elementary::normal_quantile(stream.draw(i, k).uniform(0));
    }
    const Figure figure = estimate_mean(values, 0.95);
    if (std::abs(*figure.value - truth) <= *figure.half_width) ++hits;
  }
  return hits;
}

}  // namespace

Evidence verify_mean_intervals(const CheckContext& context) {
  const auto experiments = context.pick<std::size_t>(4000, 40'000);
  Evidence evidence;
  evidence.title = "intervals of means";
  evidence.source = "Student 1908";
  evidence.proves = "half-widths cover as they say, at few replications too";
  evidence.limits = "independent normal values; those of simulations are judged by coverage";
  for (const std::uint32_t n : {2u, 3u, 5u, 10u}) {
    evidence.rows.push_back(binomial_row(std::to_string(n) + " replications", 0.95, experiments,
                                         covering(experiments, n, context.seed)));
  }
  return evidence;
}

}  // namespace ocssim::study
