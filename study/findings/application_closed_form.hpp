// Closed forms of the applications of the pool and of the Director.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "study/findings/closed_form.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Whether calls of one and of two ports meet at the gateways, where Erlang B does not hold.
[[nodiscard]] bool shares_gateways(const scenarios::Scenario& scenario,
                                   models::CallServiceRole role);

/// Rows of a pool whose rates are constant.
void compare_applications(const scenarios::Scenario& scenario,
                          std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows);

}  // namespace ocssim::study
