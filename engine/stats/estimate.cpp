#include "engine/stats/estimate.hpp"

#include "engine/check.hpp"
#include "engine/stats/probability.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ocssim {
namespace {

/// Half-width floor that zero failures in N trials cannot undercut.
double clopper_pearson_half_width(double ratio, double trials, double variance, double confidence) {
  const double binomial = ratio * (1.0 - ratio) / trials;
  const double design_effect = binomial > 0.0 ? std::max(1.0, variance / binomial) : 1.0;
  const double effective = trials / design_effect;
  const ProbabilityInterval interval =
      clopper_pearson(std::min(ratio * effective, effective), effective, confidence);
  return std::max(ratio - interval.low, interval.high - ratio);
}

}  // namespace

Figure estimate_mean(std::span<const double> values, double confidence) {
  Figure result;
  if (values.empty()) return result;
  const auto n = static_cast<double>(values.size());
  double mean = 0.0;
  double squares = 0.0;
  double seen = 0.0;
  for (const double value : values) {
    seen += 1.0;
    const double difference = value - mean;
    mean += difference / seen;
    squares += difference * (value - mean);
  }
  result.value = mean;
  if (values.size() > 1) {
    result.half_width = student_factor(confidence, n - 1.0) * std::sqrt(squares / (n - 1.0) / n);
  }
  return result;
}

Figure estimate_ratio(std::span<const RatioPart> parts, double confidence, bool trials) {
  Figure result;
  double numerator = 0.0;
  double denominator = 0.0;
  double n = 0.0;
  for (const RatioPart& part : parts) {
    if (part.denominator == 0.0) continue;
    numerator += part.numerator;
    denominator += part.denominator;
    n += 1.0;
  }
  if (n == 0.0) return result;
  const double ratio = numerator / denominator;
  result.value = ratio;
  if (n < 2.0) return result;

  double squares = 0.0;
  for (const RatioPart& part : parts) {
    if (part.denominator == 0.0) continue;
    const double rest = part.numerator - ratio * part.denominator;
    squares += rest * rest;
  }
  const double mean_denominator = denominator / n;
  const double variance = squares / (n - 1.0) / n / (mean_denominator * mean_denominator);
  double half_width = student_factor(confidence, n - 1.0) * std::sqrt(variance);
  if (trials) {
    half_width =
        std::max(half_width, clopper_pearson_half_width(ratio, denominator, variance, confidence));
  }
  result.half_width = half_width;
  return result;
}

bool has_enough_beyond(std::uint64_t count, std::size_t replications, double q) {
  const double needed = std::max(fewest_samples_beyond, static_cast<double>(replications));
  // A small tolerance, since 1,000 × (1 − 0.99) is 10 whatever its rounding.
  return count > 0 && static_cast<double>(count) * (1.0 - q) > needed - 1e-6;
}

Figure estimate_quantile(std::span<const Histogram* const> histograms, double q,
                         double confidence) {
  OCSSIM_CHECK(q > 0.0 && q < 1.0);
  Figure result;
  Histogram merged;
  std::vector<double> sections;
  for (const Histogram* histogram : histograms) {
    if (histogram->empty()) continue;
    merged.merge(*histogram);
    sections.push_back(histogram->quantile(q));
  }
  if (!has_enough_beyond(merged.count(), sections.size(), q)) return result;
  const double quantile = merged.quantile(q);
  result.value = quantile;
  if (sections.size() > 1) {
    const auto n = static_cast<double>(sections.size());
    double squares = 0.0;
    for (const double section : sections) squares += (section - quantile) * (section - quantile);
    result.half_width = student_factor(confidence, n - 1.0) * std::sqrt(squares / (n - 1.0) / n);
  }
  return result;
}

Verdict judge(const Figure& figure, Comparison comparison, double limit) {
  if (!figure.value) return Verdict::inconclusive;
  if (!figure.half_width && !figure.exact) return Verdict::inconclusive;
  const double low = *figure.value - figure.half_width.value_or(0.0);
  const double high = *figure.value + figure.half_width.value_or(0.0);
  const auto decide = [](bool inside, bool outside) {
    if (inside) return Verdict::met;
    return outside ? Verdict::not_met : Verdict::inconclusive;
  };
  switch (comparison) {
    case Comparison::less:
      return decide(high < limit, low >= limit);
    case Comparison::less_equal:
      return decide(high <= limit, low > limit);
    case Comparison::greater:
      return decide(low > limit, high <= limit);
    case Comparison::greater_equal:
      return decide(low >= limit, high < limit);
    case Comparison::equal:
      return decide(low == limit && high == limit, low > limit || high < limit);
  }
  return Verdict::inconclusive;
}

Verdict all_of(std::span<const Verdict> verdicts) {
  Verdict result = Verdict::met;
  for (const Verdict verdict : verdicts) {
    if (verdict == Verdict::not_met) return Verdict::not_met;
    if (verdict == Verdict::inconclusive) result = Verdict::inconclusive;
  }
  return result;
}

}  // namespace ocssim
