#include "reports/export/exported.hpp"

#include "engine/stats/estimate_results.hpp"
#include "reports/export/metric_state.hpp"

#include <algorithm>

namespace ocssim::reports {
namespace {

ExportedRow row_of(const MetricResult& metric, const NamedFigure& named, std::size_t index) {
  return {.point = index,
          .metric = metric.name,
          .component = metric.component,
          .statistic = named.statistic,
          .value = named.figure.value,
          .half_width = named.figure.half_width,
          .unit = named.statistic == "rate" ? "1/s" : metric.unit,
          .state = std::string(to_string(metric.state))};
}

}  // namespace

std::vector<ExportedRow> exported_rows(const ExportedPoint& point, std::size_t index) {
  std::vector<ExportedRow> rows;
  for (const MetricResult& metric : point.results) {
    for (const NamedFigure& named : metric.figures) {
      rows.push_back(row_of(metric, named, index));
    }
  }
  const std::size_t estimates = rows.size();
  for (const Observations& replication : point.replications) {
    for (std::size_t i = 0; i < estimates; ++i) {
      ExportedRow row = rows[i];
      row.replication = replication.replication;
      row.half_width.reset();
      row.value = estimate_statistic({&replication, 1}, {row.metric, row.component}, row.statistic,
                                     {.confidence = 0.95})
                      .value;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<std::string> exported_paths(std::span<const ExportedPoint> points) {
  std::vector<std::string> paths;
  for (const ExportedPoint& point : points) {
    for (const Setting& setting : point.set) {
      if (std::find(paths.begin(), paths.end(), setting.path) == paths.end()) {
        paths.push_back(setting.path);
      }
    }
  }
  return paths;
}

const Setting* setting_at(const ExportedPoint& point, const std::string& path) {
  const auto at = std::find_if(point.set.begin(), point.set.end(),
                               [&](const Setting& setting) { return setting.path == path; });
  return at == point.set.end() ? nullptr : &*at;
}

}  // namespace ocssim::reports
