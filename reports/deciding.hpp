// Which objective a verdict hangs on, and what many design points have to say together.
#pragma once

#include "engine/stats/results.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::reports {

/// Of the objectives with the verdict of the whole, the one furthest beyond its limit (not met), or
/// with the least room to it (met, inconclusive); a withheld figure is beyond any limit. Null: none
/// was judged.
[[nodiscard]] const ObjectiveResult* deciding_objective(const Results& results);

/// The one of `objectives` (parts of "healthy" taken one by one) that is furthest beyond its limit.
[[nodiscard]] const ObjectiveResult* furthest_beyond(std::span<const ObjectiveResult> objectives);

/// Each finding of the points once, with the number of points that have it in front of its text.
[[nodiscard]] std::vector<Finding> findings_of(std::span<const Results* const> points);
/// Each warning of the points once, after those of the whole.
[[nodiscard]] std::vector<std::string> warnings_of(const std::vector<std::string>& whole,
                                                   std::span<const Results* const> points);

}  // namespace ocssim::reports
