// MSER-5: how much of a run to discard so that the rest looks stationary.
//
// The series is grouped by five into m batch means, which are replaced by their ranks Z. The cut d
// minimizes the marginal standard error of what remains (White 1997; Spratt 1998 for the batches of
// five):
//
//   MSER(d) = Σ_{j>d} (Z_j − mean of Z_{d+1…m})² / (m − d)²
//
// Ranks, since on the values themselves the statistic falls whenever a high excursion is cut off:
// an M/M/1 at 80 % lost 8 % of its run and 0.9 % of its mean (docs/decisions/0012).
//
// Cuts that leave fewer than a tenth of the batches, or five, are not considered: the statistic of
// a handful of values can be small by accident. A cut in the second half means that the run has not
// settled.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/time.hpp"

#include <cstddef>
#include <span>

namespace ocssim {

struct WarmUpCut {
  std::size_t slices = 0;  // discarded, a multiple of five
  Duration time{};         // the same as time; 0 when only values were given
  bool settled = true;     // false: the cut lies in the second half, or the series is too short
};

inline constexpr std::size_t mser_batch = 5;
/// Slices that a run is recorded in.
inline constexpr std::size_t mser_slices = 1000;

/// Cut of one series. Fewer than 50 values are too short to judge: not settled. A rest of fewer
/// than five values at the end is not used. Time n log n.
[[nodiscard]] WarmUpCut mser5(std::span<const double> values);

/// Largest cut over several series of one replication; settled when all are. No series: settled.
[[nodiscard]] WarmUpCut mser5(std::span<const Series> series);

}  // namespace ocssim
