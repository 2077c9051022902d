// Two designs under the same random numbers: one difference a replication, judged by its spread.
//
// d_r = value of B in replication r − value of A in it; D̄ ± t(n−1) s/√n. Means, totals and rates:
// their values a replication. Quantiles: difference of the merged quantiles, sectioned like them.
// Ratios: difference of the pooled ratios, delta method on both numerators and denominators.
// Variance ratio: s² of the differences over the sum of the designs' own, which is what independent
// seeds would give. p of all metrics compared together: Holm (Scand. J. Stat. 6, 1979, 65–70).
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ocssim {

/// different: significant, in a metric that is neither better high nor better low.
enum class DifferenceVerdict : std::uint8_t { better, worse, different, no_difference };

/// One statistic of one metric in design B against design A.
struct Difference {
  std::string metric;
  std::string component;  // empty: the system
  std::string statistic;  // mean, p95, total, …
  std::string unit;
  Better better = Better::none;
  Figure a, b;
  Figure difference;                                // B − A, half-width at the stated confidence
  std::optional<double> relative = std::nullopt;    // of A's value; none when that is 0
  std::optional<double> p = std::nullopt;           // two-sided, of this metric alone
  std::optional<double> p_adjusted = std::nullopt;  // by Holm over all that were compared
  std::optional<double> variance_ratio = std::nullopt;
  DifferenceVerdict verdict = DifferenceVerdict::no_difference;  // of B
};

}  // namespace ocssim
