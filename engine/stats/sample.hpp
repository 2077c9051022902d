// The observations of one metric and component over the replications, and figures of them.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ocssim {

/// What stands for one (metric, component) in each replication that has it, in index order.
struct Sample {
  std::vector<const Observation*> observations;

  [[nodiscard]] bool empty() const { return observations.empty(); }
  [[nodiscard]] MetricKind kind() const { return observations.front()->kind; }
  [[nodiscard]] bool has_histogram() const;
};

/// What a replication contributes to a statistic that is no quantile; none where it has no value.
[[nodiscard]] std::optional<double> value_of(const Observation& one, std::string_view statistic);

/// The statistics of a kind in the order of reports; the first is the metric's own.
[[nodiscard]] std::span<const std::string_view> statistics_of(MetricKind kind, bool has_histogram);

/// A figure by the rules of estimate.hpp; no value if withheld or not a statistic of this kind.
[[nodiscard]] Figure estimate_figure(const Sample& sample, std::string_view statistic,
                                     double confidence);

/// One observation that stands for several components of one replication (at least one), by the
/// rules of estimate_results.hpp. Components that were never up weigh nothing, unless none was up.
[[nodiscard]] Observation combine(std::span<const Observation* const> components);

}  // namespace ocssim
