// How the state of a metric is written.
#pragma once

#include "engine/stats/results.hpp"

#include <string_view>

namespace ocssim::reports {

/// "ok", "unstable", "not_settled", "too_few", "absent".
[[nodiscard]] std::string_view to_string(MetricState state);

}  // namespace ocssim::reports
