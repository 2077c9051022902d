#include "engine/stats/kaplan_meier.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "engine/stats/probability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ocssim {
namespace {

/// S after a step as a survival of 1 − q: can it be, at this confidence? `side` −1 asks for the
/// lower end of its interval, +1 for the upper.
double end_of_interval(const KaplanMeier::Step& step, double factor, double side) {
  if (step.survival <= 0.0) return 0.0;
  if (step.survival >= 1.0) return 1.0;
  const double log_survival = elementary::log(step.survival);
  // log(−log S) ± z·σ/|log S|: a larger exponent is a smaller S.
  const double shift = factor * std::sqrt(step.log_variance) / -log_survival;
  return elementary::exp(log_survival * elementary::exp(-side * shift));
}

}  // namespace

KaplanMeier::KaplanMeier(std::vector<Lifetime> lifetimes) : count_(lifetimes.size()) {
  OCSSIM_CHECK(!lifetimes.empty());
  std::sort(lifetimes.begin(), lifetimes.end(),
            [](const Lifetime& a, const Lifetime& b) { return a.time < b.time; });
  longest_ = lifetimes.back().time;
  double survival = 1.0;
  double log_variance = 0.0;
  for (std::size_t i = 0; i < lifetimes.size();) {
    const double time = lifetimes[i].time;
    OCSSIM_CHECK(time >= 0.0);
    const auto at_risk = static_cast<double>(lifetimes.size() - i);
    double ended = 0.0;
    for (; i < lifetimes.size() && lifetimes[i].time == time; ++i) {
      if (lifetimes[i].ended) ++ended;
    }
    if (ended == 0.0) continue;
    ended_ += static_cast<std::size_t>(ended);
    survival *= 1.0 - ended / at_risk;
    log_variance += ended < at_risk ? ended / (at_risk * (at_risk - ended))
                                    : std::numeric_limits<double>::infinity();
    steps_.push_back({.time = time, .survival = survival, .log_variance = log_variance});
  }
}

double KaplanMeier::survival(double time) const {
  double survival = 1.0;
  for (const Step& step : steps_) {
    if (step.time > time) break;
    survival = step.survival;
  }
  return survival;
}

std::optional<double> KaplanMeier::quantile(double q) const {
  // 1e-12: half of an even number is a half, however the products were rounded.
  for (const Step& step : steps_) {
    if (step.survival <= 1.0 - q + 1e-12) return step.time;
  }
  return std::nullopt;
}

KaplanMeier::Interval KaplanMeier::interval(double q, double confidence) const {
  const double factor = normal_quantile(0.5 * (1.0 + confidence));
  Interval interval{.low = longest_, .high = std::nullopt};
  // Where none or all have ended Greenwood sees no variance: Clopper and Pearson do.
  const auto all = static_cast<double>(count_);
  bool is_open = true;
  if (clopper_pearson(all, all, confidence).low <= 1.0 - q) {
    interval.low = 0.0;
    is_open = false;
  }
  for (const Step& step : steps_) {
    if (is_open && end_of_interval(step, factor, -1.0) <= 1.0 - q) {
      interval.low = step.time;
      is_open = false;
    }
    const double highest = step.survival > 0.0
                               ? end_of_interval(step, factor, 1.0)
                               : clopper_pearson(0.0, static_cast<double>(ended_), confidence).high;
    if (highest < 1.0 - q) {
      interval.high = step.time;
      break;
    }
  }
  return interval;
}

}  // namespace ocssim
