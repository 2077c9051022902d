#include "engine/stats/estimate_results.hpp"

#include "engine/check.hpp"
#include "engine/stats/sample_set.hpp"

#include <algorithm>

namespace ocssim {
namespace {

double up_share_of(const Sample& sample, std::span<const Observations> replications) {
  const double window = replications[0].window_end_s - replications[0].window_begin_s;
  if (window <= 0.0) return 1.0;
  double up = 0.0;
  for (const Observation* one : sample.observations) up += one->up_time;
  return std::min(1.0, up / window / static_cast<double>(sample.observations.size()));
}

MetricResult result_of(const Sample& sample, const MetricInfo& info,
                       std::span<const Observations> replications, const EstimateOptions& options) {
  const Observation& first = *sample.observations.front();
  OCSSIM_CHECK(first.kind == info.kind);
  MetricResult result;
  result.name = first.metric;
  result.component = first.component;
  result.unit = std::string(info.unit);
  result.kind = info.kind;
  result.better = info.better;
  result.confidence = options.confidence;
  result.up_share = up_share_of(sample, replications);
  for (const std::string_view statistic : statistics_of(info.kind, sample.has_histogram())) {
    Figure figure = estimate_figure(sample, statistic, options.confidence);
    if (!figure.value) result.state = MetricState::too_few;
    result.figures.push_back({std::string(statistic), figure});
  }
  return result;
}

/// Mean and half-width over the components, weighted by up time.
Figure average_component(std::span<const MetricResult* const> components,
                         std::string_view statistic) {
  double value = 0.0;
  double half_width = 0.0;
  double weights = 0.0;
  for (const MetricResult* one : components) {
    const Figure& figure = *one->find(statistic);
    value += one->up_share * *figure.value;
    half_width += one->up_share * figure.half_width.value_or(0.0);
    weights += one->up_share;
  }
  return {.value = value / weights, .half_width = half_width / weights, .exact = false};
}

Figure blended(const Figure& own, const Figure& average, double up_share) {
  if (up_share >= 1.0) return own;
  Figure result;
  result.value = up_share * *own.value + (1.0 - up_share) * *average.value;
  if (own.half_width) {
    result.half_width = up_share * *own.half_width + (1.0 - up_share) * *average.half_width;
  }
  result.exact = own.exact;
  return result;
}

}  // namespace

std::vector<MetricResult> estimate_results(std::span<const Observations> replications,
                                           std::span<const MetricInfo> registry,
                                           const EstimateOptions& options) {
  std::vector<MetricResult> results;
  for (const SampleKey& key : sample_keys(replications)) {
    const AlignedSample aligned = sample_of(replications, key);
    results.push_back(
        result_of(aligned.sample(), info_of(registry, key.metric), replications, options));
  }
  return results;
}

Figure estimate_statistic(std::span<const Observations> replications, const MetricAddress& address,
                          std::string_view statistic, const EstimateOptions& options) {
  const bool has_own =
      std::any_of(replications.begin(), replications.end(), [&](const Observations& one) {
        return one.find(address.metric, address.component) != nullptr;
      });
  const SampleKey key{.metric = address.metric,
                      .component = address.component,
                      .is_combined = !has_own && address.component.empty()};
  return estimate_figure(sample_of(replications, key).sample(), statistic, options.confidence);
}

const MetricResult* find_result(std::span<const MetricResult> results,
                                const MetricAddress& address) {
  const auto found = std::find_if(results.begin(), results.end(), [&](const MetricResult& one) {
    return one.name == address.metric && one.component == address.component;
  });
  return found == results.end() ? nullptr : &*found;
}

std::optional<double> quantile_of(std::string_view statistic) {
  if (statistic.size() < 2 || statistic[0] != 'p') return std::nullopt;
  double value = 0.0;
  double scale = 100.0;
  bool fraction = false;
  for (std::size_t i = 1; i < statistic.size(); ++i) {
    const char c = statistic[i];
    if (c == '_' && !fraction && i > 1 && i + 1 < statistic.size()) {
      fraction = true;
    } else if (c >= '0' && c <= '9' && i < 12) {
      value = value * 10.0 + (c - '0');
      if (fraction) scale *= 10.0;
    } else {
      return std::nullopt;
    }
  }
  const double q = value / scale;
  if (!(q > 0.0 && q < 1.0)) return std::nullopt;
  return q;
}

std::optional<WorstComponent> worst_component(std::span<const MetricResult> results,
                                              std::string_view metric, std::string_view statistic,
                                              bool larger_is_worse) {
  const MetricResult* any = nullptr;
  const MetricResult* system = nullptr;
  std::vector<const MetricResult*> components;
  for (const MetricResult& one : results) {
    if (one.name != metric) continue;
    if (one.component.empty()) {
      system = &one;
      continue;
    }
    any = &one;
    const Figure* figure = one.find(statistic);
    if (figure != nullptr && figure->value && one.up_share > 0.0) components.push_back(&one);
  }
  if (any == nullptr && system == nullptr) return std::nullopt;
  if (any == nullptr) {
    const Figure* figure = system->find(statistic);
    return WorstComponent{"", figure == nullptr ? Figure{} : *figure};
  }
  if (components.empty()) return WorstComponent{any->component, Figure{}};

  const bool is_average = statistic != "max" && statistic != "total";
  const Figure average = average_component(components, statistic);
  std::optional<WorstComponent> worst;
  for (const MetricResult* one : components) {
    const Figure& own = *one->find(statistic);
    const Figure figure = is_average ? blended(own, average, one->up_share) : own;
    const bool worse = !worst || (larger_is_worse ? *figure.value > *worst->figure.value
                                                  : *figure.value < *worst->figure.value);
    if (worse) worst = WorstComponent{one->component, figure};
  }
  return worst;
}

}  // namespace ocssim
