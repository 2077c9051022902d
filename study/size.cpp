#include "study/size.hpp"

#include "engine/check.hpp"
#include "study/answer.hpp"
#include "study/predict.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Assignment;

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

}  // namespace

SizeSearch::SizeSearch(SizeRequest request) : request_(std::move(request)) {
  auto base = request_.scenario.with({});
  OCSSIM_CHECK(base.has_value());
  base_.emplace(*std::move(base));
  std::vector<std::string> paths;
  LeastSearchConfig config;
  for (const Resource& resource : request_.resources) {
    paths.push_back(resource.path);
    config.levels.push_back(resource.values.size());
  }
  if (!request_.full_detail) switched_off_ = what_cannot_touch(*base_, paths);
  rule_ = rule_of_thumb(*base_, paths.front());
  plan_ = plan_of(*base_);
  plan_.probes = request_.probes;
  has_closed_form_ = predict(*base_).has_value();
  if (has_closed_form_) {
    config.expected = [this](const LevelPoint& point) { return is_expected(point); };
  }
  config.probes = request_.probes;
  config.all_minimal = request_.pareto;
  search_.emplace(std::move(config));
}

std::vector<Assignment> SizeSearch::settings_at(const LevelPoint& point) const {
  std::vector<Assignment> settings;
  for (std::size_t i = 0; i < point.size(); ++i) {
    settings.push_back({request_.resources[i].path, request_.resources[i].values[point[i]]});
  }
  return settings;
}

std::vector<Assignment> SizeSearch::simulated_at(const LevelPoint& point) const {
  std::vector<Assignment> settings = switched_off_.settings;
  std::vector<Assignment> own = settings_at(point);
  std::move(own.begin(), own.end(), std::back_inserter(settings));
  return settings;
}

bool SizeSearch::is_expected(const LevelPoint& point) {
  const auto known = expected_.find(point);
  if (known != expected_.end()) return known->second;
  const auto scenario = request_.scenario.with(settings_at(point));
  const auto prediction = scenario ? predict(*scenario) : std::nullopt;
  return expected_.emplace(point, prediction && prediction->met).first->second;
}

std::optional<LevelPoint> SizeSearch::expected() const {
  if (!has_closed_form_ || search_->probes().empty()) return std::nullopt;
  return search_->probes().front().point;
}

std::optional<std::vector<Design>> SizeSearch::designs(Runner& runner) {
  std::vector<Design> designs;
  round_.clear();
  for (const LevelPoint& point : search_->ask()) {
    auto loaded = request_.scenario.with(simulated_at(point));
    if (!loaded) {
      failure_.emplace(std::move(loaded.error()));
      return std::nullopt;
    }
    designs.push_back(add_design(runner, scenarios_.emplace_back(*std::move(loaded)), plan_));
    round_.push_back(designs.back());
  }
  return designs;
}

void SizeSearch::take(std::vector<Results> results) {
  OCSSIM_CHECK(results.size() == search_->ask().size());
  std::vector<ProbeOutcome> outcomes;
  for (std::size_t i = 0; i < results.size(); ++i) {
    outcomes.push_back(outcome_of(results[i].verdict));
    probes_.push_back({search_->ask()[i], round_[i], std::move(results[i])});
  }
  search_->tell(outcomes);
}

RunStatus SizeSearch::select(Runner& runner) {
  if (!request_.best || search_->least().size() < 2) return RunStatus::complete;
  std::vector<Design> designs;
  for (const LevelPoint& point : search_->least()) designs.push_back(probe_at(point)->design);
  SelectionOutcome outcome = select_best(designs, *request_.best, runner);
  selected_ = std::move(outcome.selected);
  return outcome.status;
}

const SizeProbe* SizeSearch::probe_at(const LevelPoint& point) const {
  const auto found = std::find_if(probes_.begin(), probes_.end(),
                                  [&](const SizeProbe& probe) { return probe.point == point; });
  return found == probes_.end() ? nullptr : &*found;
}

SizeStudy::SizeStudy(std::vector<SizeRequest> requests) {
  for (SizeRequest& request : requests) {
    searches_.push_back(std::make_unique<SizeSearch>(std::move(request)));
  }
}

const scenarios::LoadFailure* SizeStudy::failure() const {
  for (const auto& search : searches_) {
    if (search->failure()) return &*search->failure();
  }
  return nullptr;
}

RunStatus SizeStudy::conduct(Runner& runner) {
  for (;;) {
    std::vector<Design> round;
    std::vector<std::pair<SizeSearch*, std::size_t>> parts;  // who asked for how many
    for (const auto& search : searches_) {
      if (search->is_done()) continue;
      const auto designs = search->designs(runner);
      if (!designs) return RunStatus::incomplete;
      round.insert(round.end(), designs->begin(), designs->end());
      parts.emplace_back(search.get(), designs->size());
    }
    if (round.empty()) break;
    Conducted conducted = study::conduct(round, runner, has_verdict);
    if (conducted.status != RunStatus::complete) return conducted.status;
    auto next = std::make_move_iterator(conducted.results.begin());
    for (const auto& [search, count] : parts) {
      const auto end = next + static_cast<std::ptrdiff_t>(count);
      search->take(std::vector<Results>(next, end));
      next = end;
    }
  }
  for (const auto& search : searches_) {
    const RunStatus status = search->select(runner);
    if (status != RunStatus::complete) return status;
  }
  return RunStatus::complete;
}

}  // namespace ocssim::study
