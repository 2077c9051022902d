#include "study/selection.hpp"

#include "engine/check.hpp"
#include "engine/stats/estimate_results.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/metric_vocabulary.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

/// The figure that one replication shows.
std::optional<double> figure_of(const Observations& replication, const SelectionRequest& request) {
  const std::vector<MetricResult> metrics =
      estimate_results(std::span(&replication, 1), scenarios::metric_registry(), EstimateOptions{});
  const auto metric = std::find_if(metrics.begin(), metrics.end(), [&](const MetricResult& one) {
    return one.name == request.metric && one.component.empty();
  });
  if (metric == metrics.end() || metric->figures.empty()) return std::nullopt;
  if (request.statistic.empty()) return metric->figures.front().figure.value;
  const Figure* figure = metric->find(request.statistic);
  return figure == nullptr ? std::nullopt : figure->value;
}

bool larger_is_better(const std::string& metric) {
  const MetricInfo* known = scenarios::find_metric(scenarios::metric_registry(), metric);
  return known != nullptr && known->better == Better::higher;
}

}  // namespace

SelectionOutcome select_best(const std::vector<Design>& designs, const SelectionRequest& request,
                             Runner& runner) {
  OCSSIM_CHECK(!designs.empty() && request.indifference > 0.0);
  const Plan& plan = designs.front().plan;
  BestSelection selection({.designs = designs.size(),
                           .error = 1.0 - plan.confidence,
                           .indifference = request.indifference,
                           .first = first_look,
                           .replications = std::max(first_look, plan.max_replications),
                           .larger_is_better = larger_is_better(request.metric)});
  while (!selection.is_over()) {
    std::vector<Runner::Goal> goals;
    for (const std::size_t i : selection.ask()) {
      goals.push_back({designs[i].index, selection.wanted()});
    }
    const RunStatus status = runner.extend(goals);
    if (status != RunStatus::complete) return {.status = status};
    std::vector<std::vector<double>> figures;
    for (const std::size_t i : selection.ask()) {
      const std::vector<Observations> observed =
          runner.observations(designs[i].index, selection.wanted());
      std::vector<double>& own = figures.emplace_back();
      for (unsigned r = selection.replications_of(i); r < selection.wanted(); ++r) {
        const std::optional<double> figure = figure_of(observed[r], request);
        if (!figure) return {};
        own.push_back(*figure);
      }
    }
    selection.tell(figures);
  }
  Selected selected{.best = selection.best(), .is_decided = selection.is_decided(), .designs = {}};
  const std::vector<std::size_t>& left = selection.survivors();
  for (std::size_t i = 0; i < designs.size(); ++i) {
    const unsigned n = selection.replications_of(i);
    selected.designs.push_back({.mean = n == 0 ? 0.0 : selection.mean_of(i),
                                .replications = n,
                                .survived = std::find(left.begin(), left.end(), i) != left.end()});
  }
  return {.status = RunStatus::complete, .selected = std::move(selected)};
}

}  // namespace ocssim::study
