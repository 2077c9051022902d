// Observations with every field set to something that a careless format would lose.
#pragma once

#include "engine/stats/observations.hpp"

namespace ocssim::reports {

[[nodiscard]] Observations sample_observations();

/// Every field compared, reals by their bits.
[[nodiscard]] bool same_bits(const Observations& a, const Observations& b);

}  // namespace ocssim::reports
