#include "engine/stats/paired_difference.hpp"

#include "engine/check.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/probability.hpp"
#include "engine/stats/sample_set.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim {
namespace {

constexpr double primary_weight = 0.8;  // of α, for the system's own figures and quantiles

/// What one replication says of a statistic in both designs.
struct Pair {
  double a = 0.0;
  double b = 0.0;
};

/// Spread of pairs around a center. For means the center is their mean, for quantiles the merged
/// one, for linearized ratios 0.
struct Spread {
  double n = 0.0;
  double of_difference = 0.0;  // Σ (d − center)²
  double of_designs = 0.0;     // Σ (a − center)² + Σ (b − center)²
};

Spread spread_around(std::span<const Pair> pairs, const Pair& center) {
  Spread spread;
  spread.n = static_cast<double>(pairs.size());
  double squares_a = 0.0;
  double squares_b = 0.0;
  const double middle = center.b - center.a;
  for (const Pair& pair : pairs) {
    const double rest = (pair.b - pair.a) - middle;
    spread.of_difference += rest * rest;
    squares_a += (pair.a - center.a) * (pair.a - center.a);
    squares_b += (pair.b - center.b) * (pair.b - center.b);
  }
  spread.of_designs = squares_a + squares_b;
  return spread;
}

/// Interval, p and variance ratio of the difference `d` from its spread.
void judge_spread(double d, const Spread& spread, double confidence, Difference& result) {
  result.difference.value = d;
  if (spread.n < 2.0) return;
  const double degrees = spread.n - 1.0;
  const double error = std::sqrt(spread.of_difference / degrees / spread.n);
  result.difference.half_width = student_factor(confidence, degrees) * error;
  if (spread.of_designs > 0.0) {
    result.variance_ratio = spread.of_difference / spread.of_designs;
  }
  if (error > 0.0) {
    result.p = std::min(1.0, 2.0 * student_upper_tail(std::abs(d) / error, degrees));
  } else {
    result.p = d == 0.0 ? 1.0 : std::ldexp(1.0, 1 - static_cast<int>(spread.n));
  }
}

void mark_exact(Difference& result) {
  if (!result.a.exact || !result.b.exact) return;
  result.difference.exact = true;
  result.difference.half_width.reset();
  result.p = *result.difference.value == 0.0 ? 1.0 : 0.0;
}

/// One statistic's observations in both designs, replication by replication.
struct PairedSample {
  const AlignedSample& a;
  const AlignedSample& b;

  template <class Visitor>
  void visit(Visitor&& visitor) const {
    for (std::size_t r = 0; r < a.by_replication.size(); ++r) {
      if (a.by_replication[r] != nullptr && b.by_replication[r] != nullptr) {
        visitor(*a.by_replication[r], *b.by_replication[r]);
      }
    }
  }
};

void compare_values(const PairedSample& sample, std::string_view statistic, double confidence,
                    Difference& result) {
  std::vector<Pair> pairs;
  std::vector<double> differences;
  Pair sum;
  sample.visit([&](const Observation& a, const Observation& b) {
    const std::optional<double> value_a = value_of(a, statistic);
    const std::optional<double> value_b = value_of(b, statistic);
    if (!value_a || !value_b) return;
    pairs.push_back({*value_a, *value_b});
    differences.push_back(*value_b - *value_a);
    sum.a += *value_a;
    sum.b += *value_b;
  });
  if (pairs.empty()) return;
  // The mean of the differences, not the difference of the means, which has other rounding errors.
  const Figure mean = estimate_mean(differences, confidence);
  const auto n = static_cast<double>(pairs.size());
  Spread spread = spread_around(pairs, {sum.a / n, sum.b / n});
  spread.of_difference = 0.0;
  for (const double d : differences) {
    spread.of_difference += (d - *mean.value) * (d - *mean.value);
  }
  judge_spread(*mean.value, spread, confidence, result);
}

void compare_quantiles(const PairedSample& sample, double q, double confidence,
                       Difference& result) {
  std::vector<Pair> sections;
  Histogram merged_a;
  Histogram merged_b;
  sample.visit([&](const Observation& a, const Observation& b) {
    if (a.histogram.empty() || b.histogram.empty()) return;
    merged_a.merge(a.histogram);
    merged_b.merge(b.histogram);
    sections.push_back({a.histogram.quantile(q), b.histogram.quantile(q)});
  });
  if (sections.empty()) return;
  const Pair center{merged_a.quantile(q), merged_b.quantile(q)};
  judge_spread(center.b - center.a, spread_around(sections, center), confidence, result);
}

/// Residuals of both ratios: what a replication adds to R to first order.
void compare_ratios(const PairedSample& sample, double confidence, Difference& result) {
  struct Parts {
    RatioPart a, b;
  };
  std::vector<Parts> parts;
  Parts sum;
  sample.visit([&](const Observation& a, const Observation& b) {
    if (a.weight == 0.0 || b.weight == 0.0) return;
    parts.push_back({{a.sum, a.weight}, {b.sum, b.weight}});
    sum.a.numerator += a.sum;
    sum.a.denominator += a.weight;
    sum.b.numerator += b.sum;
    sum.b.denominator += b.weight;
  });
  if (parts.empty()) return;
  const auto n = static_cast<double>(parts.size());
  const double ratio_a = sum.a.numerator / sum.a.denominator;
  const double ratio_b = sum.b.numerator / sum.b.denominator;
  std::vector<Pair> residuals;
  for (const Parts& one : parts) {
    residuals.push_back(
        {(one.a.numerator - ratio_a * one.a.denominator) / (sum.a.denominator / n),
         (one.b.numerator - ratio_b * one.b.denominator) / (sum.b.denominator / n)});
  }
  judge_spread(ratio_b - ratio_a, spread_around(residuals, {}), confidence, result);
}

std::optional<Difference> compare_statistic(const PairedSample& sample, const MetricInfo& info,
                                            std::string_view statistic, double confidence) {
  Difference result;
  result.statistic = std::string(statistic);
  result.unit = statistic == "rate" ? "1/s" : std::string(info.unit);
  result.better = info.better;
  result.a = estimate_figure(sample.a.sample(), statistic, confidence);
  result.b = estimate_figure(sample.b.sample(), statistic, confidence);
  if (!result.a.value || !result.b.value) return std::nullopt;
  if (const std::optional<double> q = quantile_of(statistic)) {
    compare_quantiles(sample, *q, confidence, result);
  } else if (info.kind == MetricKind::ratio) {
    compare_ratios(sample, confidence, result);
  } else {
    compare_values(sample, statistic, confidence, result);
  }
  if (!result.difference.value) return std::nullopt;
  if (*result.a.value != 0.0) result.relative = *result.difference.value / *result.a.value;
  mark_exact(result);
  return result;
}

/// Such a difference is the same whatever the signs: it needs no share of the error.
bool is_certain(const Difference& one) {
  if (one.difference.exact) return true;
  return *one.difference.value == 0.0 && one.difference.half_width == 0.0;
}

bool is_primary(const Difference& one) {
  return one.component.empty() && (one.statistic == "mean" || one.statistic == "total" ||
                                   quantile_of(one.statistic).has_value());
}

DifferenceVerdict verdict_of(const Difference& one, double alpha) {
  if (!one.p_adjusted || *one.p_adjusted > alpha) return DifferenceVerdict::no_difference;
  if (one.better == Better::none) return DifferenceVerdict::different;
  const bool lower = *one.difference.value < 0.0;
  return lower == (one.better == Better::lower) ? DifferenceVerdict::better
                                                : DifferenceVerdict::worse;
}

}  // namespace

std::vector<Difference> compare_paired(std::span<const Observations> a,
                                       std::span<const Observations> b,
                                       std::span<const MetricInfo> registry,
                                       const EstimateOptions& options) {
  const std::size_t pairs = std::min(a.size(), b.size());
  a = a.first(pairs);
  b = b.first(pairs);
  const std::vector<SampleKey> keys_b = sample_keys(b);
  std::vector<Difference> differences;
  for (const SampleKey& key_a : sample_keys(a)) {
    const auto key_b = std::find_if(keys_b.begin(), keys_b.end(), [&](const SampleKey& key) {
      return key.metric == key_a.metric && key.component == key_a.component;
    });
    if (key_b == keys_b.end()) continue;
    const MetricInfo& info = info_of(registry, key_a.metric);
    const AlignedSample sample_a = sample_of(a, key_a);
    const AlignedSample sample_b = sample_of(b, *key_b);
    const bool has_histogram =
        sample_a.sample().has_histogram() && sample_b.sample().has_histogram();
    for (const std::string_view statistic : statistics_of(info.kind, has_histogram)) {
      auto difference =
          compare_statistic({sample_a, sample_b}, info, statistic, options.confidence);
      if (!difference) continue;
      difference->metric = key_a.metric;
      difference->component = key_a.component;
      differences.push_back(*std::move(difference));
    }
  }
  return differences;
}

void holm(std::vector<Difference>& differences, double alpha) {
  OCSSIM_CHECK(alpha > 0.0 && alpha < 1.0);
  struct Tested {
    Difference* difference;
    double weight;
  };
  std::vector<Tested> tested;
  double primaries = 0.0;
  for (Difference& one : differences) {
    one.p_adjusted.reset();
    if (!one.p) continue;
    if (is_certain(one)) {
      one.p_adjusted = one.p;
      continue;
    }
    tested.push_back({&one, 0.0});
    if (is_primary(one)) primaries += 1.0;
  }
  const double others = static_cast<double>(tested.size()) - primaries;
  for (Tested& one : tested) {
    const bool primary = is_primary(*one.difference);
    const double share = primary ? primary_weight : 1.0 - primary_weight;
    one.weight = share / (primary ? primaries : others);
  }
  // p ≤ α·weight / (weights not yet rejected), in order of p / weight; ties keep their order.
  std::stable_sort(tested.begin(), tested.end(), [](const Tested& x, const Tested& y) {
    return *x.difference->p / x.weight < *y.difference->p / y.weight;
  });
  double remaining = 0.0;
  for (const Tested& one : tested) remaining += one.weight;
  double largest = 0.0;
  for (const Tested& one : tested) {
    largest = std::max(largest, *one.difference->p / one.weight * remaining);
    one.difference->p_adjusted = std::min(1.0, largest);
    remaining -= one.weight;
  }
  for (Difference& one : differences) one.verdict = verdict_of(one, alpha);
}

}  // namespace ocssim
