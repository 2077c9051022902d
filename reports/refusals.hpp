// When refusals came: histories of events a second, summed up.
#pragma once

#include "engine/stats/observations.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::reports {

/// One metric over the run, all its components together.
struct RefusalRow {
  std::string metric;          // "snat.syn_dropped"
  double total = 0.0;          // events
  double first_s = 0.0;        // begin of the first interval with any
  double last_s = 0.0;         // end of the last one
  double fullest_s = 0.0;      // begin of the fullest
  double fullest_rate = 0.0;   // there [1/s]
  double interval_s = 0.0;     // length of all intervals
  std::string component;       // that most of them were of; empty: not told apart
  double component_share = 0;  // of the total
};

/// The rate of each cause over the run, all its components together; those without any are left
/// out, and so are other views of the same refusals (by address, by server).
[[nodiscard]] std::vector<Series> refusals_by_cause(std::span<const Series> histories);

/// In the order of the histories; those that are no rates are left out.
[[nodiscard]] std::vector<RefusalRow> refusal_rows(std::span<const Series> histories);

}  // namespace ocssim::reports
