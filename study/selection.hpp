// Which of several designs that all meet the objectives is best in one figure: KN over their
// replications, under common random numbers.
#pragma once

#include "engine/experiment/best_selection.hpp"
#include "study/conduct.hpp"
#include "study/runner.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

struct SelectionRequest {
  std::string metric;
  std::string statistic;      // empty: the metric's own
  double indifference = 0.0;  // > 0, in the metric's unit
};

struct SelectedDesign {
  double mean = 0.0;
  unsigned replications = 0;
  bool survived = false;
};

struct Selected {
  std::size_t best = 0;  // index of a design
  bool is_decided = false;
  std::vector<SelectedDesign> designs;
};

/// complete and nothing: the figure is withheld or absent in some replication.
struct SelectionOutcome {
  RunStatus status = RunStatus::complete;
  std::optional<Selected> selected = std::nullopt;
};

/// At the confidence of the designs' plan, at most its `max_replications` of each; what is better
/// is the metric's.
[[nodiscard]] SelectionOutcome select_best(const std::vector<Design>& designs,
                                           const SelectionRequest& request, Runner& runner);

}  // namespace ocssim::study
