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

}  // namespace

std::vector<std::uint32_t> looks(const Plan& plan) {
  if (plan.replications) return {*plan.replications};
  std::vector<std::uint32_t> ladder;
  for (std::uint32_t n = first_look; n < plan.max_replications; n *= 2) ladder.push_back(n);
  ladder.push_back(plan.max_replications);
  return ladder;
}

double verdict_confidence(const Plan& plan) {
  if (plan.replications) return plan.confidence;
  // The ladder up to 64 has four looks; a longer one shares the error among its own.
  const double count = std::max(4.0, static_cast<double>(looks(plan).size()));
  return 1.0 - (1.0 - plan.confidence) / count;
}

bool is_enough(const Results& results, double precision) {
  const std::vector<ObjectiveResult>& all = results.objectives;
  return std::all_of(all.begin(), all.end(), is_decided) ||
         std::all_of(all.begin(), all.end(),
                     [&](const ObjectiveResult& o) { return is_precise(o, precision); });
}

}  // namespace ocssim::study
