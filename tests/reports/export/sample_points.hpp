// Two design points by hand, each with two replications of three metrics.
#pragma once

#include "reports/export/exported.hpp"

#include <vector>

namespace ocssim::reports {

/// 60k users, and 80k with times withheld; names hold commas and quotes on purpose.
[[nodiscard]] std::vector<ExportedPoint> sample_points();

}  // namespace ocssim::reports
