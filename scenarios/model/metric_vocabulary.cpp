// The metric names of the format: those that models report.
#include "scenarios/model/metric_vocabulary.hpp"

#include "scenarios/model/build.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace ocssim::scenarios {
namespace {

using K = MetricKind;

using S = Statistic;
constexpr std::array of_count{S::total, S::rate};
constexpr std::array of_tally{S::mean, S::p50, S::p95, S::p99, S::p99_9, S::max};
constexpr std::array of_time_average{S::mean, S::max};

std::span<const Statistic> statistics_of(MetricKind kind) {
  switch (kind) {
    case K::count:
      return of_count;
    case K::tally:
      return of_tally;
    case K::time_average:
      return of_time_average;
    case K::ratio:
    case K::instant:
      break;
  }
  return {};
}

Dimension dimension_of_unit(std::string_view unit) {
  if (unit == "s") return Dimension::duration;
  if (unit == "1") return Dimension::fraction;
  if (unit == "1/s") return Dimension::rate;
  if (unit == "B") return Dimension::size;
  if (unit == "Mbps") return Dimension::bandwidth;
  return Dimension::count;
}

}  // namespace

std::span<const MetricInfo> metric_vocabulary() {
  return metric_registry();
}

const MetricInfo* find_metric(std::span<const MetricInfo> table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const MetricInfo& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::vector<KnownMetric> known_metrics(std::span<const MetricInfo> of_models) {
  std::vector<KnownMetric> known;
  const auto add = [&known](const MetricInfo& row) {
    known.push_back({row.name, dimension_of_unit(row.unit), statistics_of(row.kind)});
  };
  for (const MetricInfo& row : of_models) add(row);
  for (const MetricInfo& row : metric_vocabulary()) {
    if (find_metric(of_models, row.name) == nullptr) add(row);
  }
  return known;
}

}  // namespace ocssim::scenarios
