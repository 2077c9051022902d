// From the observations of all replications to estimates, one a metric and component.
//
// Every metric gets a result for the system (component "") beside those of its components. Where
// the model gives none, the system is put together from the components of each replication first:
// counts and numerators/denominators are summed, tallies and histograms merged, time averages and
// instants averaged with the components' up time as weight, extremes are the extreme of all.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim {

struct EstimateOptions {
  double confidence = 0.95;  // in (0, 1)
};

/// Results in the order in which replication 0 (then the later ones) names its metrics; the system
/// before its components. Each metric must stand in `registry`. Figures by kind:
/// count: total, rate · tally: mean, max, p50, p95, p99, p99_9 (with histogram) ·
/// time_average: mean, max · ratio, instant: mean. `state` is too_few where one was withheld.
[[nodiscard]] std::vector<MetricResult> estimate_results(std::span<const Observations> replications,
                                                         std::span<const MetricInfo> registry,
                                                         const EstimateOptions& options);

struct MetricAddress {
  std::string_view metric;
  std::string_view component;  // empty: the system, put together if need be
};

/// One figure at any confidence: what a verdict is taken from. `statistic` as in
/// `estimate_results`; besides, any quantile p<digits>[_<digits>], e.g. "p90" or "p99_95". No
/// value: absent or withheld.
[[nodiscard]] Figure estimate_statistic(std::span<const Observations> replications,
                                        const MetricAddress& address, std::string_view statistic,
                                        const EstimateOptions& options);

/// The result of a metric and component; nullptr if there is none.
[[nodiscard]] const MetricResult* find_result(std::span<const MetricResult> results,
                                              const MetricAddress& address);

/// The quantile that a statistic names: "p99_9" is 0.999; none if it names no quantile.
[[nodiscard]] std::optional<double> quantile_of(std::string_view statistic);

struct WorstComponent {
  std::string component;
  Figure figure;  // withheld if no component has a value
};

/// The component that an objective without `per` is judged by.
///
/// A component that is up for a share w < 1 of the window serves its users for that share only; for
/// the rest they are with an average component. Its value counts as w·x + (1 − w)·x̄, x̄ being the
/// mean over components weighted by up time (half-widths alike), and the worst of these decides.
/// Extremes and totals are not averages and are compared as they are. Components that were never
/// up, or whose figure is withheld, do not decide. A metric of the system only is its own worst.
/// None: the metric is not among `results`.
[[nodiscard]] std::optional<WorstComponent> worst_component(std::span<const MetricResult> results,
                                                            std::string_view metric,
                                                            std::string_view statistic,
                                                            bool larger_is_worse);

}  // namespace ocssim
