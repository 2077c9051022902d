// Rows of results as comma-separated values.
#include "reports/export/csv_text.hpp"
#include "reports/export/exported.hpp"

namespace ocssim::reports {

std::string csv_export(std::span<const ExportedPoint> points) {
  const std::vector<std::string> paths = exported_paths(points);
  std::vector<std::string> names = {"point"};
  names.insert(names.end(), paths.begin(), paths.end());
  for (const char* name : {"kind", "replication", "metric", "component", "statistic", "value",
                           "half_width", "unit", "state"}) {
    names.emplace_back(name);
  }
  std::string out = csv_line(names);
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::vector<std::string> of_point = {std::to_string(i)};
    for (const std::string& path : paths) {
      const Setting* setting = setting_at(points[i], path);
      of_point.push_back(setting == nullptr ? "" : plain_value(*setting));
    }
    for (const ExportedRow& row : exported_rows(points[i], i)) {
      std::vector<std::string> fields = of_point;
      fields.insert(fields.end(), {row.replication ? "observation" : "estimate",
                                   row.replication ? std::to_string(*row.replication) : "",
                                   row.metric, row.component, row.statistic, csv_number(row.value),
                                   csv_number(row.half_width), row.unit, row.state});
      out += csv_line(fields);
    }
  }
  return out;
}

}  // namespace ocssim::reports
