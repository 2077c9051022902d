// The metric names of the format, whether or not a model reports them yet.
#pragma once

#include "engine/stats/metric.hpp"
#include "scenarios/document/objective.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// Names that users may write in objectives (docs/interface.md, "Metric names").
[[nodiscard]] std::span<const MetricInfo> metric_vocabulary();

/// What the objective parser must know: the vocabulary and the models' own metrics; of a name in
/// both the models' row counts.
[[nodiscard]] std::vector<KnownMetric> known_metrics(std::span<const MetricInfo> of_models);

/// The row of a name in either table; nullptr if there is none.
[[nodiscard]] const MetricInfo* find_metric(std::span<const MetricInfo> table,
                                            std::string_view name);

}  // namespace ocssim::scenarios
