// Quantile intervals by sectioning over replications: exponential values, whose quantiles are
// −ln(1 − q). Values are drawn, not simulated, so only the statistics are judged.
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/estimate.hpp"
#include "models/theory/real_functions.hpp"
#include "study/verify/statistics/checks.hpp"

#include <cmath>

namespace ocssim::study {
namespace {

constexpr std::size_t replications = 10;
constexpr double tick = 1e-9;

std::vector<Histogram> sample(std::uint64_t seed, std::size_t experiment, std::uint64_t values) {
  std::vector<Histogram> histograms(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    const Stream stream(seed, "quantiles", static_cast<std::uint32_t>(r));
    for (std::uint64_t n = 0; n < values; ++n) {
      const double value = -elementary::log(stream.draw(experiment, n).uniform(0));
      histograms[r].record(static_cast<std::uint64_t>(value / tick));
    }
  }
  return histograms;
}

}  // namespace

Evidence verify_quantile_intervals(const CheckContext& context) {
  const auto experiments = context.pick<std::size_t>(200, 1000);
  constexpr std::uint64_t values = 2000;
  constexpr double quantiles[] = {0.5, 0.95, 0.99};
  std::size_t hits[std::size(quantiles)] = {};
  for (std::size_t i = 0; i < experiments; ++i) {
    const std::vector<Histogram> histograms = sample(context.seed, i, values);
    std::vector<const Histogram*> pointers;
    for (const Histogram& histogram : histograms) pointers.push_back(&histogram);
    for (std::size_t q = 0; q < std::size(quantiles); ++q) {
      const Figure figure = estimate_quantile(pointers, quantiles[q], 0.95);
      const double truth = -models::natural_log(1.0 - quantiles[q]);
      if (figure.value && figure.half_width &&
          std::abs(*figure.value - truth) <= *figure.half_width) {
        ++hits[q];
      }
    }
  }
  Evidence evidence;
  evidence.title = "quantile intervals";
  evidence.source = "Asmussen & Glynn, Stochastic Simulation, III.5";
  evidence.proves = "merged histograms and sectioning cover as they say";
  evidence.limits = "independent values";
  for (std::size_t q = 0; q < std::size(quantiles); ++q) {
    evidence.rows.push_back(
        binomial_row("exponential, q = " + std::to_string(quantiles[q]).substr(0, 4), 0.95,
                     experiments, hits[q]));
  }
  return evidence;
}

}  // namespace ocssim::study
