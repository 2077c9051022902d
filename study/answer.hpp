// From the observations of all replications to the answer: estimates, verdict, findings.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/plan.hpp"

#include <span>

namespace ocssim::study {

/// The plan that a scenario states.
[[nodiscard]] Plan plan_of(const scenarios::Scenario& scenario);

/// True when there is a steady state to estimate; validation has decided what `auto` means.
[[nodiscard]] bool is_steady(const scenarios::Scenario& scenario);

/// A function of its arguments alone; all but the headline, which is the report's wording.
[[nodiscard]] Results answer(const scenarios::Scenario& scenario,
                             std::span<const Observations> replications, const Plan& plan);

}  // namespace ocssim::study
