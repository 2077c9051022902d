// MSER-5 on transients that are known: white noise of deviation 1 around 0, and at first something
// on top of it. Judged is what the cut is for: the mean of what is left has no bias.
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/mser5.hpp"
#include "study/verify/statistics/checks.hpp"

#include <functional>

namespace ocssim::study {
namespace {

constexpr std::uint32_t series_count = 200;

struct Transient {
  const char* name;
  double length;                              // slices until it is over
  std::function<double(double slice)> above;  // of the stationary level
};

struct Cuts {
  std::vector<double> means;  // of what is left
  std::size_t settled = 0;
  std::size_t long_enough = 0;  // cut at least half of the transient
};

Cuts cut_all(const Transient& transient, std::uint64_t seed) {
  Cuts cuts;
  for (std::uint32_t n = 0; n < series_count; ++n) {
    const Stream stream(seed, "warm_up", n);
    std::vector<double> values(mser_slices);
    for (std::size_t slice = 0; slice < values.size(); ++slice) {
      const double noise = elementary::normal_quantile(stream.draw(0, slice).uniform(0));
      values[slice] = noise + transient.above(static_cast<double>(slice));
    }
    const WarmUpCut cut = mser5(values);
    if (cut.settled) ++cuts.settled;
    if (static_cast<double>(cut.slices) >= 0.5 * transient.length) ++cuts.long_enough;
    double sum = 0.0;
    for (std::size_t slice = cut.slices; slice < values.size(); ++slice) sum += values[slice];
    cuts.means.push_back(sum / static_cast<double>(values.size() - cut.slices));
  }
  return cuts;
}

}  // namespace

Evidence verify_warm_up(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "MSER-5 on known transients";
  evidence.source = "White 1997; Spratt 1998; on ranks, docs/decisions/0012";
  evidence.proves = "a transient is cut off, and a series without one is left alone";
  evidence.limits = "independent noise; how much a queue loses is judged by its coverage";
  const Transient transients[] = {
      {"no transient", 0.0, [](double) { return 0.0; }},
      {"a step of 5 over 100 slices", 100.0, [](double s) { return s < 100.0 ? 5.0 : 0.0; }},
      {"a ramp from −10 over 200 slices", 200.0,
       [](double s) { return s < 200.0 ? -10.0 * (1.0 - s / 200.0) : 0.0; }},
  };
  for (const Transient& transient : transients) {
    const Cuts cuts = cut_all(transient, context.seed);
    const std::string name = transient.name;
    // Of a ramp the last noisy bit may stay: 2 % of the height of the noise.
    const Figure mean = estimate_mean(cuts.means, 0.95);
    evidence.rows.push_back(
        within_distance(name + ": mean of what is left", "σ", 0.0, *mean.value, 0.02));
    evidence.rows.push_back(
        at_least(name + ": settled", "1", 0.97, static_cast<double>(cuts.settled) / series_count));
    if (transient.length > 0.0) {
      evidence.rows.push_back(at_least(name + ": cut at least half of it", "1", 0.99,
                                       static_cast<double>(cuts.long_enough) / series_count));
    }
  }
  const Cuts drifting =
      cut_all({"drift", 0.0, [](double s) { return 10.0 * s / 1000.0; }}, context.seed);
  evidence.rows.push_back(at_most("a drift to the end: settled", "1", 0.02,
                                  static_cast<double>(drifting.settled) / series_count));
  return evidence;
}

}  // namespace ocssim::study
