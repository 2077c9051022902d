// The answer in one sentence: verdict, load, what breaks first.
#pragma once

#include "engine/stats/results.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::reports {

/// The objectives that were judged one by one, parts of "healthy" included, in order.
[[nodiscard]] std::vector<const ObjectiveResult*> judged_objectives(
    std::span<const ObjectiveResult> objectives);
[[nodiscard]] std::vector<const ObjectiveResult*> judged_objectives(const Results& results);

/// "front_end.cpu of front_end[3]", or the resource alone.
[[nodiscard]] std::string resource_text(const Bottleneck& bottleneck);

/// The present level with its half-width, which follows from that of the headroom.
[[nodiscard]] Figure present_figure(const Bottleneck& bottleneck);

/// `users`: signed in at once in the intended state; 0 when there is no pool.
[[nodiscard]] std::string headline(const Results& results, double users);

}  // namespace ocssim::reports
