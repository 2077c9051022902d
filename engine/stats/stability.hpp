// Is there a steady state to estimate? The rule of `analysis: steady`.
//
// A model is unstable when the work offered to a resource is at least its capacity, or when the
// mean number in system grows over the four quarters of the window: per replication the fitted
// straight line rises by G_r = 3·[3(Q4 − Q1) + (Q3 − Q2)]/10 from the first quarter to the last;
// growth is claimed when mean G is positive by a one-sided paired t at 0.999 and above 10 % of mean
// Q1.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"

#include <array>
#include <span>
#include <vector>

namespace ocssim {

/// Mean levels in the four quarters of the window of one replication.
using Quarters = std::array<double, 4>;

inline constexpr double growth_confidence = 0.999;
inline constexpr double growth_threshold = 0.10;

/// Mean levels of the slices of `series` that begin in [begin_s, end_s), cut into four equal runs
/// of slices. Requires at least four such slices.
[[nodiscard]] Quarters quarters(const Series& series, double begin_s, double end_s);

/// One entry a replication, in index order. A single replication cannot show growth.
[[nodiscard]] bool grows(std::span<const Quarters> replications);

/// Does the work offered reach the capacity? `offered_over_capacity`: one value a replication.
[[nodiscard]] bool is_overloaded(std::span<const double> offered_over_capacity);

/// The series of replication 0, in its order, that grow over the replications inside the window of
/// each replication. Series shorter than four slices are skipped.
[[nodiscard]] std::vector<const Series*> growing_series(std::span<const Observations> replications);

/// Withholds means, quantiles and rates and marks the metric; counts, extremes, ratios and
/// utilizations (unit "1") stay. `events.processed` is never touched.
void withhold(MetricResult& metric, MetricState state);

}  // namespace ocssim
