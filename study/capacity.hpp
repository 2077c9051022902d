// The largest value of one path at which every objective is met: closed forms say where to begin,
// a bracket search which value is next, replications what is true there.
//
// Verdicts are taken at 1 − α/(probes planned · looks), so the bracket holds at 1 − α.
#pragma once

#include "engine/experiment/bracket_search.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/load.hpp"
#include "study/plan.hpp"
#include "study/runner.hpp"
#include "study/varied_value.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ocssim::study {

struct CapacityRequest {
  std::string scenario;  // resolved text
  std::string path = "clients.users";
  std::optional<double> lowest = std::nullopt;   // values allowed; by default around the
  std::optional<double> highest = std::nullopt;  // start
  double width = 0.03;                           // relative width of the bracket asked
  std::uint32_t probes = 12;                     // at most so many values
};

struct CapacityProbe {
  double value = 0.0;
  std::size_t design = 0;  // in the runner
  Results results;
};

/// Where the search begins, and which closed form said so.
struct CapacityStart {
  double value = 0.0;
  std::string formula;  // empty: the scenario's own value
};

class CapacityStudy {
 public:
  /// Requires that the path names a number, and a scenario with objectives.
  CapacityStudy(CapacityRequest request, const scenarios::Scenario& base);

  /// complete when the search has ended. Otherwise what is missing can be run by another call.
  [[nodiscard]] RunStatus conduct(Runner& runner);

  [[nodiscard]] const CapacityRequest& request() const { return request_; }
  /// Of every probe: their verdicts share the error.
  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const CapacityStart& start() const { return start_; }
  [[nodiscard]] const BracketSearch& search() const { return *search_; }
  [[nodiscard]] const std::vector<CapacityProbe>& probes() const { return probes_; }
  [[nodiscard]] const std::string& unit() const { return unit_; }
  /// The probe at a value; nullptr if there is none.
  [[nodiscard]] const CapacityProbe* probe_at(std::optional<double> value) const;
  /// Why a value could not be validated: a fault of the scenario at that value.
  [[nodiscard]] const std::optional<scenarios::LoadFailure>& failure() const { return failure_; }
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  [[nodiscard]] const scenarios::Scenario* scenario_at(double value);
  void find_start(double present);

  CapacityRequest request_;
  VariedScenario varied_;
  std::string unit_;
  Plan plan_;
  CapacityStart start_;
  std::optional<BracketSearch> search_;
  std::deque<scenarios::Scenario> scenarios_;  // the runner refers to them
  std::vector<CapacityProbe> probes_;
  std::optional<scenarios::LoadFailure> failure_;
};

}  // namespace ocssim::study
