// What may be said of a headroom. It extrapolates the measured load in proportion: near the load
// that was simulated this is a figure, far beyond it a bound, and nothing where the use of a
// resource is not told from none.
#pragma once

#include "engine/stats/results.hpp"

#include <string>

namespace ocssim::reports {

/// A limit that is farther away than so many times the simulated load is said to be beyond them.
inline constexpr double most_times = 10.0;

/// Whether the interval of the use reaches down to none: a longer run would tell.
[[nodiscard]] bool is_lost_in_noise(const Bottleneck& row);

/// Whether the limit lies within `most_times` the simulated load, by a use whose interval excludes
/// none.
[[nodiscard]] bool is_told(const Bottleneck& row);

/// Why it is not told; empty when it is.
[[nodiscard]] std::string why_not_told(const Bottleneck& row);

/// "+30 % ± 2 %", "over +900 %", "not used" or "withheld".
[[nodiscard]] std::string headroom_text(const Bottleneck& row);

/// Users at which the limit is reached, with the interval of the headroom: "129,907 ± 300", "over
/// 1,000,000", "not used" or "withheld".
[[nodiscard]] std::string users_at_limit_text(const Bottleneck& row);

}  // namespace ocssim::reports
