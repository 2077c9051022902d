// Who used it: parts of a whole over all replications, e.g. CPU time by message class.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"

#include <span>
#include <vector>

namespace ocssim::study {

/// Largest part of each whole first; wholes in the order in which they are first met. The parts of
/// several components with one whole are added.
[[nodiscard]] std::vector<ShareResult> estimate_shares(std::span<const Observations> replications,
                                                       double confidence);

}  // namespace ocssim::study
