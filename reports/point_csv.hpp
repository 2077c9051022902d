// The results of many design points as tidy lines of CSV.
#pragma once

#include "engine/stats/results.hpp"

#include <string>
#include <vector>

namespace ocssim::reports {

/// The names of `point_csv`'s fields, behind those of the point.
[[nodiscard]] std::string point_csv_head(std::vector<std::string> of_point);

/// A line a metric, component and statistic; `of_point` are the fields in front of each.
[[nodiscard]] std::string point_csv(const std::vector<std::string>& of_point,
                                    const Results& results);

}  // namespace ocssim::reports
