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
  std::uint32_t probes = 1;  // values of one search that share the error of their verdicts
  /// Metrics that auto makes precise, "sign_in.time" or "sign_in.time.p95"; empty: those of the
  /// objectives.
  std::vector<std::string> precise_metrics = {};
};

inline constexpr std::uint32_t first_look = 8;

/// The numbers of replications at which the rule looks: 8, 16, 32, … up to the maximum, which is
/// always one of them. One number when it is fixed.
[[nodiscard]] std::vector<std::uint32_t> looks(const Plan& plan);

/// Confidence of the intervals that decide verdicts: looks and probes share the error,
/// 1 − α/(looks·probes).
[[nodiscard]] double verdict_confidence(const Plan& plan);

/// Every objective decided, or each of their figures (or of the metrics named) precise enough?
[[nodiscard]] bool is_enough(const Results& results, const Plan& plan);

}  // namespace ocssim::study
