// How far an objective's figure is from its limit.
#pragma once

#include "engine/stats/results.hpp"

namespace ocssim {

/// Beyond the limit (> 0) or inside it (< 0), as a share of the limit; of a limit of 0, in the unit
/// of the figure. For a lower limit on a fraction, such as >= 99.9 %, of what the limit leaves to
/// fail. A withheld figure is infinitely beyond.
[[nodiscard]] double excess_of(const ObjectiveResult& objective);

}  // namespace ocssim
