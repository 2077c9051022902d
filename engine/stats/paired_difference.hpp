// Two designs under the same random numbers: one difference a replication, judged by its spread.
//
// d_r = value of B in replication r − value of A in it; D̄ ± t(n−1) s/√n. Means, totals and rates:
// their values a replication. Quantiles: difference of the merged quantiles, sectioned like them.
// Ratios: difference of the pooled ratios, delta method on both numerators and denominators.
// Variance ratio: s² of the differences over the sum of the designs' own, which is what independent
// seeds would give. Without spread: no difference has p = 1; one that is the same in all n pairs
// has p = 2^(1−n), the sign test's (0 where both designs are exact).
//
// p of all statistics compared together: Holm with weights (Scand. J. Stat. 6, 1979, 65–70, section
// 4), so that the chance of any false verdict among all of them is at most α. Four fifths of the
// weight are shared by the first statistic and the quantiles of every metric of the system, one
// fifth by all the rest (extremes, rates, each component's copies): the many components cost the
// system's figures a fifth of their error, not 9 parts in 10. What is 0 in every pair can never be
// significant and takes no weight (Tarone, Biometrics 46, 1990, 515–522).
#pragma once

#include "engine/stats/estimate_results.hpp"
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
  std::optional<double> p_adjusted = std::nullopt;  // by Holm over all that were compared, ≤ 1
  std::optional<double> variance_ratio = std::nullopt;
  DifferenceVerdict verdict = DifferenceVerdict::no_difference;  // of B
};

/// Every statistic that both designs have and neither withholds, in the order of A's results, with
/// differences, p and variance ratio; verdicts come from `holm`. Replications pair by their index
/// in the spans; those beyond the shorter one are left out. With one pair there is neither half-
/// width nor p, unless both are exact. Swapping the designs turns every sign and no magnitude.
[[nodiscard]] std::vector<Difference> compare_paired(std::span<const Observations> a,
                                                     std::span<const Observations> b,
                                                     std::span<const MetricInfo> registry,
                                                     const EstimateOptions& options);

/// Sets `p_adjusted` and the verdicts at level `alpha`, 0 < alpha < 1, over all of `differences`.
void holm(std::vector<Difference>& differences, double alpha);

}  // namespace ocssim
