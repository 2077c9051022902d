// The least resources that meet the objectives: closed forms say where to begin, a search over
// levels which designs are next, replications what is true there. Many questions of the kind (users
// × cases) go on together, a round of designs at a time.
//
// Verdicts are taken at 1 − α/(probes planned · looks), so each answer holds at 1 − α.
#pragma once

#include "engine/experiment/least_search.hpp"
#include "engine/stats/results.hpp"
#include "study/conduct.hpp"
#include "study/plan.hpp"
#include "study/resource.hpp"
#include "study/rule_of_thumb.hpp"
#include "study/runner.hpp"
#include "study/selection.hpp"
#include "study/switched_off.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

struct SizeRequest {
  std::string case_name;  // empty: the scenario as it stands
  SetScenario scenario;   // of the case, with what is varied
  std::vector<Resource> resources;
  bool pareto = false;
  bool full_detail = false;  // simulate what cannot touch the resources, too
  unsigned probes = 12;
  /// pareto: which of the least designs is best in a figure.
  std::optional<SelectionRequest> best = std::nullopt;
};

struct SizeProbe {
  LevelPoint point;
  Design design;
  Results results;
};

/// One question: a row of users in the column of a case.
class SizeSearch {
 public:
  /// Requires that the scenario is valid and has objectives.
  explicit SizeSearch(SizeRequest request);

  [[nodiscard]] bool is_done() const { return search_->ask().empty(); }
  /// The designs of the present round; nothing after a fault of the scenario at one of them.
  [[nodiscard]] std::optional<std::vector<Design>> designs(Runner& runner);
  void take(std::vector<Results> results);
  /// Once the search has ended with several designs: which of them is best, if that was asked.
  [[nodiscard]] RunStatus select(Runner& runner);

  [[nodiscard]] const SizeRequest& request() const { return request_; }
  [[nodiscard]] const LeastSearch& search() const { return *search_; }
  [[nodiscard]] const std::vector<SizeProbe>& probes() const { return probes_; }
  [[nodiscard]] const SizeProbe* probe_at(const LevelPoint& point) const;
  [[nodiscard]] const SwitchedOff& switched_off() const { return switched_off_; }
  /// Of the first resource.
  [[nodiscard]] const std::optional<RuleOfThumb>& rule() const { return rule_; }
  /// The first design that was asked because closed forms expect it to be least; none: they say
  /// nothing.
  [[nodiscard]] std::optional<LevelPoint> expected() const;
  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const scenarios::Scenario& base() const { return *base_; }
  [[nodiscard]] std::vector<scenarios::Assignment> settings_at(const LevelPoint& point) const;
  [[nodiscard]] const std::optional<scenarios::LoadFailure>& failure() const { return failure_; }
  /// Among `search().least()`, in that order.
  [[nodiscard]] const std::optional<Selected>& selected() const { return selected_; }

 private:
  [[nodiscard]] std::vector<scenarios::Assignment> simulated_at(const LevelPoint& point) const;
  [[nodiscard]] bool is_expected(const LevelPoint& point);

  SizeRequest request_;
  std::optional<scenarios::Scenario> base_;
  SwitchedOff switched_off_;
  std::optional<RuleOfThumb> rule_;
  Plan plan_;
  std::map<LevelPoint, bool> expected_;  // what closed forms said
  bool has_closed_form_ = false;
  std::optional<LeastSearch> search_;
  std::deque<scenarios::Scenario> scenarios_;  // the runner refers to them
  std::vector<Design> round_;                  // of the present questions
  std::vector<SizeProbe> probes_;
  std::optional<Selected> selected_;
  std::optional<scenarios::LoadFailure> failure_;
};

class SizeStudy {
 public:
  explicit SizeStudy(std::vector<SizeRequest> requests);

  /// complete when all searches have ended. Otherwise what is missing can be run by another call.
  [[nodiscard]] RunStatus conduct(Runner& runner);

  [[nodiscard]] const std::vector<std::unique_ptr<SizeSearch>>& searches() const {
    return searches_;
  }
  [[nodiscard]] const scenarios::LoadFailure* failure() const;

 private:
  std::vector<std::unique_ptr<SizeSearch>> searches_;
};

}  // namespace ocssim::study
