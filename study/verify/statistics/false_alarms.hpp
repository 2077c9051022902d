// Closed forms and statistics under other seeds: a row that fails there is a false alarm, unless
// there are more of them than luck explains.
#pragma once

#include "study/verify/evidence.hpp"

#include <cstdint>
#include <span>

namespace ocssim::study {

/// What one check said under one seed.
struct SeededEvidence {
  std::uint64_t seed = 1;
  Evidence evidence;
};

/// Counts the failed rows of each check, beside how many luck gives and how many it gives at most
/// (fewer than one such count in 10,000 is larger). `runs` are in the order of seeds and checks.
[[nodiscard]] Evidence count_false_alarms(std::span<const SeededEvidence> runs);

/// The least k with P(N > k) < 1/10,000, N Poisson of this mean.
[[nodiscard]] std::uint32_t most_by_luck(double mean);

}  // namespace ocssim::study
