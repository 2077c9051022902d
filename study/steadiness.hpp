// Is there a steady state in what was simulated? What is withheld when there is none.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::study {

struct Steadiness {
  MetricState state = MetricState::ok;  // ok, unstable or not_settled
  std::vector<std::string> growing;     // kinds or names of components: "front_end"
  std::vector<Finding> findings;        // one sentence each, with what to do
};

/// Unstable: offered work reaches a capacity, or a number in system grows over the window.
/// Not settled: the warm-up of some replication ends in the second half of its run.
[[nodiscard]] Steadiness examine_steadiness(const scenarios::Scenario& scenario,
                                            std::span<const Observations> replications);

/// Marks and withholds: everything when not settled; when unstable the figures of what grows and
/// every time that a customer spends, since times at one place are part of times at another.
void withhold_unsteady(std::vector<MetricResult>& metrics, const Steadiness& steadiness);

}  // namespace ocssim::study
