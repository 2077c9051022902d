// Intervals over replications: one value a replication, in index order.
//
//   mean      Ȳ ± t(n−1) s/√n
//   ratio     R = ΣN/ΣD, delta method: s² = Σ(N_r − R·D_r)²/(n−1), h = t(n−1) s/(√n·D̄);
//             for trials never narrower than Clopper–Pearson of the pooled counts over the design
//             effect (variance of R / R(1−R)/ΣD, at least 1), so that no failure is not h = 0
//   quantile  of the merged histogram; sectioning: s² = Σ(q_r − q)²/(n−1) around the merged q
//             (Asmussen & Glynn, Stochastic Simulation, III.5)
//
// n = 1 gives a value without half-width. Sums run in index order, so the bits are the same
// however the work was cut up.
#pragma once

#include "engine/stats/histogram.hpp"
#include "engine/stats/results.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ocssim {

/// Numerator and denominator of a ratio in one replication.
struct RatioPart {
  double numerator = 0.0;
  double denominator = 0.0;
};

/// Mean of one value a replication. No values: no figure.
[[nodiscard]] Figure estimate_mean(std::span<const double> values, double confidence);

/// Σ numerator / Σ denominator. `trials`: numerators count successes among denominators.
/// Replications without denominator carry no information and are left out.
[[nodiscard]] Figure estimate_ratio(std::span<const RatioPart> parts, double confidence,
                                    bool trials);

/// A quantile is withheld when fewer samples than this lie beyond it in the merged histogram, or
/// fewer than one a replication: below, the sectioned quantiles are their replication's maximum.
inline constexpr double fewest_samples_beyond = 10.0;

/// True when `count` samples of `replications` replications say something about quantile q.
[[nodiscard]] bool has_enough_beyond(std::uint64_t count, std::size_t replications, double q);

/// The q-quantile, 0 < q < 1; withheld (no value) by the rule above. Empty histograms are left out.
[[nodiscard]] Figure estimate_quantile(std::span<const Histogram* const> histograms, double q,
                                       double confidence);

enum class Comparison : std::uint8_t { less, less_equal, greater, greater_equal, equal };

/// Met when the whole interval is inside the limit, not met when it is outside, else inconclusive.
/// A withheld figure, or one without half-width that is not exact (n = 1), is inconclusive.
[[nodiscard]] Verdict judge(const Figure& figure, Comparison comparison, double limit);

/// Several verdicts that must all be met: one not met decides, then one inconclusive.
[[nodiscard]] Verdict all_of(std::span<const Verdict> verdicts);

}  // namespace ocssim
