#include "study/steadiness.hpp"

#include "engine/stats/stability.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace ocssim::study {
namespace {

std::string_view kind_of(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}

/// Numbers in system grow when a queue does; the signed-in population is closed and says nothing.
bool is_number_in_system(const Series& series) {
  return series.name.ends_with("number_in_system") || series.name.ends_with("queue_length") ||
         series.name.ends_with("sproc_latency");
}

void add_growing(Steadiness& steadiness, std::string_view kind, std::string text,
                 std::string component) {
  steadiness.state = MetricState::unstable;
  const std::string name(kind);
  if (std::find(steadiness.growing.begin(), steadiness.growing.end(), name) ==
      steadiness.growing.end()) {
    steadiness.growing.push_back(name);
  }
  steadiness.findings.push_back({.id = "unstable",
                                 .severity = "error",
                                 .text = std::move(text),
                                 .component = std::move(component)});
}

void find_overload(const scenarios::Scenario& scenario, Steadiness& steadiness) {
  const double users = scenario.clients.users;
  for (const models::StationConfig& station : scenario.stations) {
    const double arrivals = station.arrivals_per_user * users + station.arrival_rate;
    const double offered = arrivals * to_seconds(station.mean_service_time);
    if (station.queue_capacity || offered < static_cast<double>(station.servers)) continue;
    add_growing(steadiness, "station",
                "more work is offered than its servers can do: its queue grows without end; add "
                "servers or take users away",
                station.name);
  }
}

}  // namespace

Steadiness examine_steadiness(const scenarios::Scenario& scenario,
                              std::span<const Observations> replications) {
  Steadiness steadiness;
  find_overload(scenario, steadiness);
  for (const Series* series : growing_series(replications)) {
    if (!is_number_in_system(*series)) continue;
    add_growing(
        steadiness, kind_of(series->name),
        series->name + " grows over the whole window: there is no steady state at this load",
        series->component);
  }
  if (steadiness.state == MetricState::unstable) return steadiness;
  const auto unsettled = std::count_if(replications.begin(), replications.end(),
                                       [](const Observations& o) { return !o.settled; });
  if (unsettled > 0) {
    steadiness.state = MetricState::not_settled;
    steadiness.findings.push_back(
        {.id = "not_settled",
         .severity = "warning",
         .text = "the start is still felt in the second half of " + std::to_string(unsettled) +
                 " of " + std::to_string(replications.size()) +
                 " replications: run longer (--duration), or analyze as terminating",
         .component = ""});
  }
  return steadiness;
}

void withhold_unsteady(std::vector<MetricResult>& metrics, const Steadiness& steadiness) {
  if (steadiness.state == MetricState::ok) return;
  const auto is_growing = [&](std::string_view name) {
    return std::find(steadiness.growing.begin(), steadiness.growing.end(), name) !=
           steadiness.growing.end();
  };
  // The system's figure is put together from components, so it grows when one of them does.
  std::set<std::string> growing_metrics;
  for (const MetricResult& metric : metrics) {
    if (is_growing(metric.component)) growing_metrics.insert(metric.name);
  }
  for (MetricResult& metric : metrics) {
    const bool grows = is_growing(kind_of(metric.name)) || is_growing(metric.component) ||
                       (metric.component.empty() && growing_metrics.contains(metric.name));
    const bool is_time = metric.kind == MetricKind::tally && metric.unit == "s";
    if (steadiness.state == MetricState::not_settled || grows || is_time) {
      withhold(metric, steadiness.state);
    }
  }
}

}  // namespace ocssim::study
