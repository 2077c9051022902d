#include "study/findings/closed_form.hpp"

#include "engine/stats/estimate_results.hpp"

namespace ocssim::study {

Figure figure_of(std::span<const MetricResult> metrics, std::string_view metric,
                 std::string_view component, std::string_view statistic) {
  const MetricResult* result = find_result(metrics, {metric, component});
  const Figure* figure = result == nullptr ? nullptr : result->find(statistic);
  return figure == nullptr ? Figure{} : *figure;
}

std::vector<ClosedFormRow> compare_closed_forms(const scenarios::Scenario& scenario,
                                                std::span<const Observations> replications,
                                                std::span<const MetricResult> metrics) {
  std::vector<ClosedFormRow> rows;
  if (replications.empty()) return rows;
  if (scenario.has_pool) {
    compare_pool(scenario, replications, metrics, rows);
    compare_conferences(scenario, metrics, rows);
  }
  compare_stations(scenario, metrics, rows);
  return rows;
}

}  // namespace ocssim::study
