#include "engine/stats/sample.hpp"

#include "engine/check.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/estimate_results.hpp"

#include <algorithm>
#include <array>

namespace ocssim {
namespace {

constexpr std::array<std::string_view, 2> count_statistics{"total", "rate"};
constexpr std::array<std::string_view, 6> tally_statistics{"mean", "max", "p50",
                                                           "p95",  "p99", "p99_9"};
constexpr std::array<std::string_view, 2> level_statistics{"mean", "max"};
constexpr std::array<std::string_view, 1> mean_statistics{"mean"};

Figure ratio_figure(const Sample& sample, double confidence) {
  std::vector<RatioPart> parts;
  bool trials = false;
  for (const Observation* one : sample.observations) {
    parts.push_back({one->sum, one->weight});
    trials = trials || one->count > 0;
  }
  return estimate_ratio(parts, confidence, trials);
}

Figure quantile_figure(const Sample& sample, double q, double confidence) {
  std::vector<const Histogram*> histograms;
  for (const Observation* one : sample.observations) histograms.push_back(&one->histogram);
  return estimate_quantile(histograms, q, confidence);
}

/// An exact figure has no interval: every replication gives the same.
void mark_exact(const Sample& sample, Figure& figure) {
  const bool exact = std::all_of(sample.observations.begin(), sample.observations.end(),
                                 [](const Observation* one) { return one->exact; });
  if (!exact || !figure.value) return;
  figure.exact = true;
  figure.half_width.reset();
}

/// Mean level of the components, weighted by up time; the plain mean if none was up.
double combined_level(std::span<const Observation* const> components) {
  double up = 0.0;
  for (const Observation* one : components) up += one->up_time;
  double weighted = 0.0;
  double weights = 0.0;
  for (const Observation* one : components) {
    const double weight = up > 0.0 ? one->up_time : 1.0;
    if (one->weight <= 0.0) continue;
    weighted += weight * (one->sum / one->weight);
    weights += weight;
  }
  return weights > 0.0 ? weighted / weights : 0.0;
}

}  // namespace

bool Sample::has_histogram() const {
  return std::any_of(observations.begin(), observations.end(),
                     [](const Observation* one) { return !one->histogram.empty(); });
}

std::optional<double> value_of(const Observation& one, std::string_view statistic) {
  const auto divided = [](double sum, double by) -> std::optional<double> {
    if (by <= 0.0) return std::nullopt;
    return sum / by;
  };
  if (statistic == "total" && one.kind == MetricKind::count) return static_cast<double>(one.count);
  if (statistic == "rate" && one.kind == MetricKind::count) {
    return divided(static_cast<double>(one.count), one.weight);
  }
  const bool has_values = one.kind == MetricKind::time_average || one.count > 0;
  if (statistic == "max") {
    const bool has_max = one.kind == MetricKind::tally || one.kind == MetricKind::time_average;
    if (!has_max || !has_values || one.max < one.min) return std::nullopt;
    return one.max;
  }
  if (statistic != "mean") return std::nullopt;
  switch (one.kind) {
    case MetricKind::tally:
      return divided(one.sum, static_cast<double>(one.count));
    case MetricKind::time_average:
    case MetricKind::instant:
    case MetricKind::ratio:
      return divided(one.sum, one.weight);
    case MetricKind::count:
      return std::nullopt;
  }
  return std::nullopt;
}

std::span<const std::string_view> statistics_of(MetricKind kind, bool has_histogram) {
  switch (kind) {
    case MetricKind::count:
      return count_statistics;
    case MetricKind::tally:
      return std::span(tally_statistics).first(has_histogram ? 6 : 2);
    case MetricKind::time_average:
      return level_statistics;
    case MetricKind::ratio:
    case MetricKind::instant:
      return mean_statistics;
  }
  return {};
}

Figure estimate_figure(const Sample& sample, std::string_view statistic, double confidence) {
  if (sample.empty()) return {};
  Figure figure;
  if (const std::optional<double> q = quantile_of(statistic)) {
    figure = quantile_figure(sample, *q, confidence);
  } else if (sample.kind() == MetricKind::ratio) {
    if (statistic == "mean") figure = ratio_figure(sample, confidence);
  } else {
    std::vector<double> values;
    for (const Observation* one : sample.observations) {
      if (const std::optional<double> value = value_of(*one, statistic)) values.push_back(*value);
    }
    figure = estimate_mean(values, confidence);
  }
  mark_exact(sample, figure);
  return figure;
}

Observation combine(std::span<const Observation* const> components) {
  OCSSIM_CHECK(!components.empty());
  Observation result;
  result.metric = components[0]->metric;
  result.kind = components[0]->kind;
  result.exact = true;
  for (const Observation* one : components) {
    OCSSIM_CHECK(one->kind == result.kind);
    result.count += one->count;
    result.sum += one->sum;
    result.min = std::min(result.min, one->min);
    result.max = std::max(result.max, one->max);
    result.up_time += one->up_time / static_cast<double>(components.size());
    result.exact = result.exact && one->exact;
    result.histogram.merge(one->histogram);
    if (result.kind == MetricKind::ratio) {
      result.weight += one->weight;
    } else {
      result.weight = std::max(result.weight, one->weight);
    }
  }
  if (result.kind == MetricKind::time_average || result.kind == MetricKind::instant) {
    result.sum = combined_level(components) * result.weight;
  }
  return result;
}

}  // namespace ocssim
