#include "tests/reports/export/sample_points.hpp"

#include <utility>

namespace ocssim::reports {
namespace {

Observation tally(double mean, std::uint64_t count) {
  Observation observation;
  observation.metric = "station.sojourn_time";
  observation.component = "servers";
  observation.kind = MetricKind::tally;
  observation.count = count;
  observation.sum = mean * static_cast<double>(count);
  observation.max = 3.0 * mean;
  observation.min = 0.0;
  return observation;
}

Observation lost(const std::string& component, std::uint64_t count) {
  Observation observation;
  observation.metric = "station.lost";
  observation.component = component;
  observation.kind = MetricKind::count;
  observation.count = count;
  observation.weight = 100.0;
  return observation;
}

Observations replication(std::uint32_t index, double mean) {
  Observations observations;
  observations.replication = index;
  observations.metrics = {tally(mean, 4), lost("a, \"b\"", 10 + index), lost("c", 5)};
  return observations;
}

MetricResult result(std::string name, std::string component, std::string unit,
                    std::vector<NamedFigure> figures) {
  MetricResult metric;
  metric.name = std::move(name);
  metric.component = std::move(component);
  metric.unit = std::move(unit);
  metric.figures = std::move(figures);
  return metric;
}

ExportedPoint point(const std::string& users, double mean) {
  ExportedPoint out;
  out.set = {{"clients.users", users, users}, {"load_balancer.method", "round_robin", {}}};
  out.verdict = "met";
  out.results = {
      result("station.sojourn_time", "servers", "s",
             {{"mean", {.value = mean, .half_width = 0.25}}, {"max", {.value = 3.0 * mean}}}),
      result("station.lost", "", "jobs",
             {{"total", {.value = 15.5, .half_width = 6.0}}, {"rate", {.value = 0.155}}}),
      result("station.lost", "a, \"b\"", "jobs", {{"total", {.value = 10.5}}}),
  };
  out.replications = {replication(0, mean), replication(1, mean + 0.5)};
  return out;
}

}  // namespace

std::vector<ExportedPoint> sample_points() {
  std::vector<ExportedPoint> points = {point("60000", 0.125), point("80000", 2.0)};
  points[1].verdict.clear();
  points[1].results[0].state = MetricState::unstable;
  for (NamedFigure& named : points[1].results[0].figures) named.figure = {};
  return points;
}

}  // namespace ocssim::reports
