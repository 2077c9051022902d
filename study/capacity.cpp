#include "study/capacity.hpp"

#include "engine/check.hpp"
#include "study/answer.hpp"
#include "study/conduct.hpp"
#include "study/predict.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace ocssim::study {
namespace {

constexpr double start_precision = 0.002;
/// Without a range of the user's: so far around the start; beyond, memory is the first to end.
constexpr double reach = 16.0;

ProbeOutcome outcome_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return ProbeOutcome::met;
    case Verdict::not_met:
      return ProbeOutcome::not_met;
    case Verdict::inconclusive:
      return ProbeOutcome::undecided;
  }
  return ProbeOutcome::undecided;
}

/// A probe asks for a verdict, not for precise figures.
bool has_verdict(const Results& results, const Plan&) {
  return results.verdict != Verdict::inconclusive;
}

double grain_of(const NumberWithUnit& present, double start) {
  if (present.is_whole) return 1.0;
  // Four significant digits.
  double grain = 1.0;
  while (grain * 1000.0 > start) grain /= 10.0;
  while (grain * 10000.0 <= start) grain *= 10.0;
  return grain;
}

}  // namespace

CapacityStudy::CapacityStudy(CapacityRequest request, const scenarios::Scenario& base)
    : request_(std::move(request)),
      varied_(request_.scenario, request_.path),
      plan_(plan_of(base)) {
  const std::optional<NumberWithUnit> present = varied_.present();
  OCSSIM_CHECK(present.has_value() && present->number > 0.0);
  plan_.probes = request_.probes;
  unit_ = present->unit.empty() ? "" : present->unit.substr(present->unit.find_first_not_of(' '));
  find_start(present->number);
  const double least = present->is_whole ? 1.0 : start_.value / reach;
  const double lowest = request_.lowest.value_or(std::min(least, start_.value));
  const double highest = request_.highest.value_or(std::ceil(start_.value * reach));
  search_.emplace(BracketSearchConfig{.start = start_.value,
                                      .lowest = lowest,
                                      .highest = highest,
                                      .width = request_.width,
                                      .grain = grain_of(*present, start_.value),
                                      .probes = request_.probes});
}

/// The edge of the closed forms' verdict, by doubling and bisection; no simulation.
void CapacityStudy::find_start(double present) {
  start_ = {.value = present, .formula = ""};
  const auto prediction_at = [&](double value) -> std::optional<Prediction> {
    const auto scenario = varied_.at(varied_.present()->is_whole ? std::round(value) : value);
    return scenario ? predict(*scenario) : std::nullopt;
  };
  std::optional<Prediction> at = prediction_at(present);
  if (!at) return;
  const bool grows = at->met;
  double inner = present;  // last value with the verdict of the present one
  double outer = present;
  for (int i = 0; i < 12 && at && at->met == grows; ++i) {
    inner = outer;
    outer = grows ? outer * 2.0 : outer / 2.0;
    at = prediction_at(outer);
  }
  if (!at || at->met == grows) return;
  double low = grows ? inner : outer;
  double high = grows ? outer : inner;
  std::string formula = at->formula;
  while (high - low > start_precision * high) {
    const double middle = 0.5 * (low + high);
    at = prediction_at(middle);
    if (!at) return;
    (at->met ? low : high) = middle;
    formula = at->formula;
  }
  start_ = {.value = 0.5 * (low + high), .formula = formula};
}

const scenarios::Scenario* CapacityStudy::scenario_at(double value) {
  auto loaded = varied_.at(value);
  if (!loaded) {
    failure_.emplace(std::move(loaded.error()));
    return nullptr;
  }
  return &scenarios_.emplace_back(*std::move(loaded));
}

RunStatus CapacityStudy::conduct(Runner& runner) {
  while (const std::optional<double> value = search_->ask()) {
    const scenarios::Scenario* scenario = scenario_at(*value);
    if (scenario == nullptr) return RunStatus::incomplete;
    const Design design = add_design(runner, *scenario, plan_);
    Conducted conducted = study::conduct(std::span(&design, 1), runner, has_verdict);
    if (conducted.status != RunStatus::complete) return conducted.status;
    const Verdict verdict = conducted.results.front().verdict;
    probes_.push_back({*value, design.index, std::move(conducted.results.front())});
    search_->tell(outcome_of(verdict));
  }
  return RunStatus::complete;
}

const CapacityProbe* CapacityStudy::probe_at(std::optional<double> value) const {
  if (!value) return nullptr;
  const auto found = std::find_if(probes_.begin(), probes_.end(), [&](const CapacityProbe& probe) {
    return probe.value == *value;
  });
  return found == probes_.end() ? nullptr : &*found;
}

std::vector<Finding> CapacityStudy::findings() const {
  std::vector<Finding> findings;
  if (!search_->is_contradictory()) return findings;
  std::string text = "not monotone:";
  for (const BracketSearch::Probe& probe : search_->probes()) {
    if (probe.outcome == ProbeOutcome::undecided) continue;
    text += " " + std::string(probe.outcome == ProbeOutcome::met ? "met" : "not met") + " at " +
            number_text(probe.value) + ",";
  }
  text.back() = ';';
  findings.push_back({.id = "not_monotone",
                      .severity = "warning",
                      .text = text +
                              " a larger value met what a smaller one did not, so there is "
                              "no single largest value; sweep " +
                              request_.path + " to see the shape",
                      .component = ""});
  return findings;
}

}  // namespace ocssim::study
