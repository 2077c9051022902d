#include "study/sensitivity.hpp"

#include "engine/check.hpp"
#include "engine/experiment/parallel.hpp"
#include "engine/stats/margin.hpp"
#include "engine/stats/paired_difference.hpp"
#include "reports/store/fingerprint.hpp"
#include "reports/store/replication_file.hpp"
#include "scenarios/model/build.hpp"
#include "study/answer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Assignment;

void collect(const ObjectiveResult& objective, std::vector<const ObjectiveResult*>& out) {
  if (objective.parts.empty()) out.push_back(&objective);
  for (const ObjectiveResult& part : objective.parts) collect(part, out);
}

/// The objective with least room to its limit among those that were measured.
const ObjectiveResult* tightest(const Results& results) {
  std::vector<const ObjectiveResult*> all;
  for (const ObjectiveResult& objective : results.objectives) collect(objective, all);
  std::erase_if(all, [](const ObjectiveResult* one) { return !one->measured.value; });
  // A count that is 0 as it must be is at its limit and says nothing of room; unless all are so.
  const auto is_room = [](const ObjectiveResult* one) {
    return one->verdict != Verdict::met || std::abs(one->limit_value.value_or(1.0)) > 0.0;
  };
  if (std::any_of(all.begin(), all.end(), is_room)) std::erase_if(all, std::not_fn(is_room));
  const auto found = std::max_element(all.begin(), all.end(), [](const auto* a, const auto* b) {
    return excess_of(*a) < excess_of(*b);
  });
  return found == all.end() ? nullptr : *found;
}

/// What a replication showed, as bytes.
std::string bytes_of(Runner& runner, std::size_t design) {
  return reports::write_observations("", runner.observations(design, 1).front());
}

}  // namespace

SensitivityStudy::SensitivityStudy(SensitivityRequest request) : request_(std::move(request)) {
  auto base = request_.scenario.with({});
  OCSSIM_CHECK(base.has_value() && !request_.inputs.empty());
  base_.emplace(*std::move(base));
  plan_ = plan_of(*base_);
  replications_ = plan_.replications.value_or(first_look);
  plan_.replications = replications_;
  tries_.push_back({.set = {}, .is_valid = false, .is_moved = true, .design = {}, .results = {}});
  const auto add = [&](std::vector<Assignment> set) {
    tries_.push_back(
        {.set = std::move(set), .is_valid = false, .is_moved = false, .design = {}, .results = {}});
  };
  if (request_.method == SensitivityMethod::tornado) {
    for (const UncertainInput& input : request_.inputs) {
      add({{input.path, input.low}});
      add({{input.path, input.high}});
    }
    return;
  }
  places_ = make_morris_design({.inputs = request_.inputs.size(),
                                .trajectories = request_.trajectories,
                                .levels = 4,
                                .seed = base_->simulation.seed});
  for (const std::vector<double>& place : places_.points) {
    std::vector<Assignment> set;
    for (std::size_t i = 0; i < place.size(); ++i) {
      set.push_back({request_.inputs[i].path, value_between(request_.inputs[i], place[i])});
    }
    add(std::move(set));
  }
}

SensitivityStudy::Work SensitivityStudy::work() const {
  const std::uint64_t designs = tries_.size();
  return {.designs = designs, .first = designs, .at_most = designs * replications_};
}

void SensitivityStudy::add_designs(Runner& runner) {
  scenarios_.clear();
  for (Try& one : tries_) {
    auto loaded = request_.scenario.with(one.set);
    one.is_valid = loaded.has_value();
    if (!one.is_valid) continue;
    one.design = add_design(runner, scenarios_.emplace_back(*std::move(loaded)), plan_);
  }
}

/// Replication 0 of all; then the rest of those that it shows to be moved.
RunStatus SensitivityStudy::run_all(Runner& runner) {
  add_designs(runner);
  std::vector<Runner::Goal> goals;
  for (const Try& one : tries_) {
    if (one.is_valid) goals.push_back({one.design.index, 1});
  }
  RunStatus status = runner.extend(goals);
  if (status != RunStatus::complete) return status;
  const std::string unmoved = bytes_of(runner, tries_.front().design.index);
  goals.clear();
  for (Try& one : tries_) {
    if (!one.is_valid) continue;
    const bool is_base = &one == &tries_.front();
    one.is_moved = is_base || bytes_of(runner, one.design.index) != unmoved;
    if (one.is_moved) goals.push_back({one.design.index, replications_});
  }
  status = runner.extend(goals);
  if (status != RunStatus::complete) return status;
  parallel_for(tries_.size(), runner.jobs(), [&](std::size_t i) {
    Try& one = tries_[i];
    if (!one.is_valid || !one.is_moved) return;
    const std::vector<Observations> observed = runner.observations(one.design.index, replications_);
    one.results = answer(*one.design.scenario, observed, plan_);
  });
  base_results_ = tries_.front().results;
  return status;
}

void SensitivityStudy::choose_figure() {
  if (request_.of) {
    figure_ = *request_.of;
    const MetricResult* metric = base_results_.find(figure_.metric, figure_.component);
    if (metric == nullptr) return;
    if (figure_.statistic.empty() && !metric->figures.empty()) {
      figure_.statistic = metric->figures.front().statistic;
    }
    figure_.unit = figure_.statistic == "rate" ? "1/s" : metric->unit;
    return;
  }
  if (const ObjectiveResult* objective = tightest(base_results_)) {
    figure_ = {.metric = objective->metric,
               .component = objective->component,
               .statistic = objective->statistic,
               .unit = objective->unit,
               .objective = objective->text};
  }
}

Figure SensitivityStudy::figure_of(const Results& results) const {
  const MetricResult* metric = results.find(figure_.metric, figure_.component);
  const Figure* figure = metric == nullptr ? nullptr : metric->find(figure_.statistic);
  return figure == nullptr ? Figure{} : *figure;
}

SensitivityEnd SensitivityStudy::end_of(const Try& one, std::string value, Runner& runner) const {
  SensitivityEnd end;
  end.value = std::move(value);
  end.is_valid = one.is_valid;
  if (!one.is_valid) return end;
  end.is_moved = one.is_moved;
  const Results& results = one.is_moved ? one.results : base_results_;
  end.figure = figure_of(results);
  end.verdict = results.verdict;
  if (!one.is_moved) {
    end.difference = {.value = 0.0, .half_width = std::nullopt, .exact = true};
    return end;
  }
  const std::vector<Difference> differences =
      compare_paired(runner.observations(tries_.front().design.index, replications_),
                     runner.observations(one.design.index, replications_),
                     scenarios::metric_registry(), {.confidence = plan_.confidence});
  for (const Difference& difference : differences) {
    if (difference.metric == figure_.metric && difference.component == figure_.component &&
        difference.statistic == figure_.statistic) {
      end.difference = difference.difference;
    }
  }
  return end;
}

void SensitivityStudy::make_tornado(Runner& runner) {
  tornado_.resize(request_.inputs.size());
  for (std::size_t i = 0; i < tornado_.size(); ++i) {
    TornadoRow& row = tornado_[i];
    row.input = request_.inputs[i];
    row.low = end_of(tries_[1 + 2 * i], row.input.low, runner);
    row.high = end_of(tries_[2 + 2 * i], row.input.high, runner);
    const double base = base_figure().value.value_or(0.0);
    row.swing =
        std::abs(row.high.figure.value.value_or(base) - row.low.figure.value.value_or(base));
  }
  std::stable_sort(tornado_.begin(), tornado_.end(),
                   [](const TornadoRow& a, const TornadoRow& b) { return a.swing > b.swing; });
}

/// Effects over the whole trajectories: one with a point that cannot be is no trajectory.
void SensitivityStudy::make_morris() {
  const std::size_t inputs = request_.inputs.size();
  MorrisDesign whole{.points = {}, .moved = {}, .step = places_.step};
  std::vector<double> answers;
  std::vector<Verdict> verdicts;
  for (std::size_t begin = 0; begin < places_.points.size(); begin += inputs + 1) {
    bool is_whole = true;
    for (std::size_t i = begin; i <= begin + inputs; ++i) {
      const Results& results = tries_[1 + i].is_moved ? tries_[1 + i].results : base_results_;
      is_whole = is_whole && tries_[1 + i].is_valid && figure_of(results).value.has_value();
    }
    left_out_ += is_whole ? 0 : 1;
    for (std::size_t i = begin; is_whole && i <= begin + inputs; ++i) {
      const Results& results = tries_[1 + i].is_moved ? tries_[1 + i].results : base_results_;
      whole.points.push_back(places_.points[i]);
      whole.moved.push_back(places_.moved[i]);
      answers.push_back(*figure_of(results).value);
      verdicts.push_back(results.verdict);
    }
  }
  if (answers.empty()) return;
  const std::vector<ElementaryEffect> effects = elementary_effects(whole, answers);
  for (std::size_t i = 0; i < inputs; ++i) {
    morris_.push_back({.input = request_.inputs[i], .effect = effects[i], .crossings = 0});
  }
  for (std::size_t i = 0; i < whole.moved.size(); ++i) {
    if (whole.moved[i] == inputs || verdicts[i] == verdicts[i - 1]) continue;
    ++morris_[whole.moved[i]].crossings;
  }
  std::stable_sort(morris_.begin(), morris_.end(), [](const MorrisRow& a, const MorrisRow& b) {
    return a.effect.mean_absolute > b.effect.mean_absolute;
  });
}

std::uint64_t SensitivityStudy::fingerprint() const {
  std::vector<std::uint64_t> all;
  for (const Try& one : tries_) {
    if (one.is_valid && one.is_moved) all.push_back(one.results.fingerprint);
  }
  return reports::combined_fingerprint(all);
}

RunStatus SensitivityStudy::conduct(Runner& runner) {
  const RunStatus status = run_all(runner);
  if (status != RunStatus::complete) return status;
  choose_figure();
  if (!has_figure()) return status;
  if (request_.method == SensitivityMethod::tornado) {
    make_tornado(runner);
  } else {
    make_morris();
  }
  return status;
}

}  // namespace ocssim::study
