// Closed forms beside the simulation, from inputs that the simulation's counters do not share.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Rows whose assumptions the scenario meets; a withheld figure keeps its row.
[[nodiscard]] std::vector<ClosedFormRow> compare_closed_forms(
    const scenarios::Scenario& scenario, std::span<const Observations> replications,
    std::span<const MetricResult> metrics);

/// Those of the stations: M/M/c, M/D/1, M/M/c/K, Erlang B, by what each station is.
void compare_stations(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<ClosedFormRow>& rows);

/// Those of the pool: utilization law of each processor, offered rates, M/M/c of the back end.
void compare_pool(const scenarios::Scenario& scenario, std::span<const Observations> replications,
                  std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows);

/// Those of conferences: M/G/∞ and Little's law, when they are simulated and stationary.
void compare_conferences(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                         std::vector<ClosedFormRow>& rows);

/// The figure of (metric, component, statistic); a figure without value when there is none.
[[nodiscard]] Figure figure_of(std::span<const MetricResult> metrics, std::string_view metric,
                               std::string_view component, std::string_view statistic);

}  // namespace ocssim::study
