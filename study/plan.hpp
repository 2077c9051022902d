// How many replications: a fixed number, or looks at a ladder until the answer is good enough.
//
// The rule looks at prefixes 1…n in index order only, so the answer is a function of scenario, seed
// and options: it does not depend on how many replications happen to exist.
#pragma once

#include "engine/stats/results.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

struct Plan {
  std::optional<std::uint32_t> replications = std::nullopt;  // none: auto
  std::uint32_t max_replications = 64;
  double precision = 0.02;  // relative half-width asked for
  double confidence = 0.95;
};

inline constexpr std::uint32_t first_look = 8;

/// The numbers of replications at which the rule looks: 8, 16, 32, … up to the maximum, which is
/// always one of them. One number when it is fixed.
[[nodiscard]] std::vector<std::uint32_t> looks(const Plan& plan);

/// Confidence of the intervals that decide verdicts: several looks share the error, 1 − α/looks.
[[nodiscard]] double verdict_confidence(const Plan& plan);

/// Every objective decided, or each of their figures within the precision?
[[nodiscard]] bool is_enough(const Results& results, double precision);

}  // namespace ocssim::study
