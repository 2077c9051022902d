#include "reports/point_csv.hpp"

#include "reports/export/csv_text.hpp"
#include "reports/names.hpp"

namespace ocssim::reports {

std::string point_csv_head(std::vector<std::string> of_point) {
  for (const char* name : {"verdict", "replications", "metric", "component", "statistic", "value",
                           "half_width", "unit", "state"}) {
    of_point.emplace_back(name);
  }
  return csv_line(of_point);
}

std::string point_csv(const std::vector<std::string>& of_point, const Results& results) {
  std::string out;
  const std::string verdict(results.has_objectives ? to_string(results.verdict) : "");
  for (const MetricResult& metric : results.metrics) {
    for (const NamedFigure& named : metric.figures) {
      std::vector<std::string> fields = of_point;
      const std::string unit = named.statistic == "rate" ? "1/s" : metric.unit;
      fields.insert(
          fields.end(),
          {verdict, std::to_string(results.replications), metric.name, metric.component,
           named.statistic, csv_number(named.figure.value), csv_number(named.figure.half_width),
           unit, std::string(to_string(metric.state))});
      out += csv_line(fields);
    }
  }
  return out;
}

}  // namespace ocssim::reports
