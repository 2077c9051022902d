// The words that stand for enumerators, the same in every format.
#pragma once

#include "engine/stats/paired_difference.hpp"
#include "engine/stats/results.hpp"
#include "reports/export/metric_state.hpp"

#include <string_view>

namespace ocssim::reports {

[[nodiscard]] std::string_view to_string(MetricKind kind);
[[nodiscard]] std::string_view to_string(Better better);
/// met, not_met, inconclusive.
[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::string_view to_string(DifferenceVerdict verdict);
/// MET, NOT MET, INCONCLUSIVE.
[[nodiscard]] std::string_view headline_word(Verdict verdict);

}  // namespace ocssim::reports
