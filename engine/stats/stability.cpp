#include "engine/stats/stability.hpp"

#include "engine/check.hpp"
#include "engine/stats/probability.hpp"

#include <cmath>
#include <vector>

namespace ocssim {
namespace {

const Series* find_series(const Observations& observations, const Series& wanted) {
  for (const Series& one : observations.series) {
    if (one.name == wanted.name && one.component == wanted.component) return &one;
  }
  return nullptr;
}

std::size_t slices_between(const Series& series, double begin_s, double end_s, std::size_t& first) {
  const double slice = to_seconds(series.slice);
  std::size_t count = 0;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    // Half a slice of tolerance: the edges are multiples of it up to rounding.
    const double middle = (static_cast<double>(i) + 0.5) * slice;
    if (middle < begin_s || middle > end_s) continue;
    if (count == 0) first = i;
    ++count;
  }
  return count;
}

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

Quarters quarters(const Series& series, double begin_s, double end_s) {
  std::size_t first = 0;
  const std::size_t count = slices_between(series, begin_s, end_s, first);
  OCSSIM_CHECK(count >= 4);
  const std::span<const double> window(series.values.data() + first, count);
  Quarters result{};
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t from = k * count / 4;
    result[k] = mean_of(window.subspan(from, (k + 1) * count / 4 - from));
  }
  return result;
}

bool grows(std::span<const Quarters> replications) {
  if (replications.size() < 2) return false;
  const auto n = static_cast<double>(replications.size());
  double start = 0.0;
  double mean = 0.0;
  double squares = 0.0;
  double seen = 0.0;
  for (const Quarters& q : replications) {
    seen += 1.0;
    const double growth = 0.3 * (3.0 * (q[3] - q[0]) + (q[2] - q[1]));
    const double difference = growth - mean;
    mean += difference / seen;
    squares += difference * (growth - mean);
    start += q[0] / n;
  }
  if (mean <= growth_threshold * std::abs(start)) return false;
  const double standard_error = std::sqrt(squares / (n - 1.0) / n);
  return mean > student_quantile(growth_confidence, n - 1.0) * standard_error;
}

bool is_overloaded(std::span<const double> offered_over_capacity) {
  return !offered_over_capacity.empty() && mean_of(offered_over_capacity) >= 1.0;
}

std::vector<const Series*> growing_series(std::span<const Observations> replications) {
  std::vector<const Series*> result;
  if (replications.empty()) return result;
  for (const Series& series : replications[0].series) {
    std::vector<Quarters> values;
    for (const Observations& one : replications) {
      const Series* same = find_series(one, series);
      if (same == nullptr) continue;
      std::size_t first = 0;
      if (slices_between(*same, one.window_begin_s, one.window_end_s, first) < 4) continue;
      values.push_back(quarters(*same, one.window_begin_s, one.window_end_s));
    }
    if (grows(values)) result.push_back(&series);
  }
  return result;
}

void withhold(MetricResult& metric, MetricState state) {
  if (metric.name == "events.processed") return;
  metric.state = state;
  const bool level = metric.kind == MetricKind::time_average || metric.kind == MetricKind::instant;
  const bool stays = metric.kind == MetricKind::ratio || (level && metric.unit == "1");
  if (stays) return;
  for (NamedFigure& figure : metric.figures) {
    if (figure.statistic == "max" || figure.statistic == "total") continue;
    figure.figure = Figure{};
  }
}

}  // namespace ocssim
