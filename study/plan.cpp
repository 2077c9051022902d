#include "study/plan.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::study {
namespace {

bool is_precise(const Figure& figure, double precision) {
  if (!figure.value) return false;
  if (figure.exact) return true;
  return figure.half_width && *figure.half_width <= precision * std::abs(*figure.value);
}

bool is_decided(const ObjectiveResult& objective) {
  if (objective.parts.empty()) return objective.verdict != Verdict::inconclusive;
  return std::all_of(objective.parts.begin(), objective.parts.end(), is_decided);
}

bool is_precise(const ObjectiveResult& objective, double precision) {
  if (objective.parts.empty()) return is_precise(objective.measured, precision);
  return std::all_of(objective.parts.begin(), objective.parts.end(),
                     [&](const ObjectiveResult& part) { return is_precise(part, precision); });
}

/// "sign_in.time.p95" names a statistic, "sign_in.time" the metric's own.
bool is_precise(const Results& results, const std::string& name, double precision) {
  if (const MetricResult* whole = results.find(name, "")) {
    return whole->figures.empty() || is_precise(whole->figures.front().figure, precision);
  }
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return true;
  const MetricResult* metric = results.find(name.substr(0, dot), "");
  const Figure* figure = metric == nullptr ? nullptr : metric->find(name.substr(dot + 1));
  return figure == nullptr || is_precise(*figure, precision);
}

bool are_precise(const Results& results, const Plan& plan) {
  return std::all_of(
      plan.precise_metrics.begin(), plan.precise_metrics.end(),
      [&](const std::string& name) { return is_precise(results, name, plan.precision); });
}

}  // namespace

std::vector<std::uint32_t> looks(const Plan& plan) {
  if (plan.replications) return {*plan.replications};
  std::vector<std::uint32_t> ladder;
  for (std::uint32_t n = first_look; n < plan.max_replications; n *= 2) ladder.push_back(n);
  ladder.push_back(plan.max_replications);
  return ladder;
}

double verdict_confidence(const Plan& plan) {
  if (plan.replications && plan.probes == 1) return plan.confidence;
  // The ladder up to 64 has four looks; a longer one shares the error among its own.
  const double count =
      plan.replications ? 1.0 : std::max(4.0, static_cast<double>(looks(plan).size()));
  return 1.0 - (1.0 - plan.confidence) / (count * plan.probes);
}

bool is_enough(const Results& results, const Plan& plan) {
  const std::vector<ObjectiveResult>& all = results.objectives;
  if (!all.empty() && std::all_of(all.begin(), all.end(), is_decided)) {
    return plan.precise_metrics.empty() || are_precise(results, plan);
  }
  if (!plan.precise_metrics.empty()) return are_precise(results, plan);
  return std::all_of(all.begin(), all.end(),
                     [&](const ObjectiveResult& o) { return is_precise(o, plan.precision); });
}

}  // namespace ocssim::study
