// Objectives against estimates: verdicts, and what could not be judged.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/document/objective.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::study {

struct JudgeInput {
  std::span<const scenarios::Objective> objectives = {};
  std::span<const scenarios::Objective> healthy_band = {};  // the lines that "healthy" stands for
  std::span<const Observations> replications = {};
  std::span<const MetricResult> metrics = {};  // estimated at `confidence`, withheld where need be
  double confidence = 0.95;                    // of the interval that decides
};

struct Judgment {
  std::vector<ObjectiveResult> objectives;
  Verdict verdict = Verdict::inconclusive;  // of all of them; says nothing when there is none
  std::vector<std::string> warnings;  // lines that no model reports, or without window figures
};

/// A line whose metric is absent is named in `warnings` and not judged; an objective none of whose
/// lines can be judged is inconclusive.
[[nodiscard]] Judgment judge_objectives(const JudgeInput& input);

}  // namespace ocssim::study
