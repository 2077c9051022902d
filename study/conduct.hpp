// Up the ladder of replications until each design's rule holds, and the answers on the way.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/plan.hpp"
#include "study/runner.hpp"

#include <functional>
#include <span>
#include <vector>

namespace ocssim::study {

/// One setting of the varied parameters. The scenario must outlive the study.
struct Design {
  const scenarios::Scenario* scenario = nullptr;
  Plan plan;
  std::size_t index = 0;  // in the runner
};

/// Makes the design known to the runner: its units are replications of its physical scenario.
[[nodiscard]] Design add_design(Runner& runner, const scenarios::Scenario& scenario,
                                const Plan& plan);

/// Enough replications for this answer?
using Enough = std::function<bool(const Results&, const Plan&)>;

enum class Together : std::uint8_t { each_alone, same_number };

struct Conducted {
  RunStatus status = RunStatus::complete;
  std::vector<Results> results;  // one a design; complete only
};

/// Each design stops at the smallest look at which `enough` holds; with `same_number` all designs
/// go on until it holds for all of them (their plans must have the same looks).
[[nodiscard]] Conducted conduct(std::span<const Design> designs, Runner& runner,
                                const Enough& enough = is_enough,
                                Together together = Together::each_alone);

}  // namespace ocssim::study
