// What `sweep` answers: the results of every design point.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::reports {

struct SweepPoint {
  std::vector<Setting> set;  // in the order of --vary
  Results results;
};

struct SweepAnswer : ReportHead {
  std::uint64_t seed = 1;
  double confidence = 0.95;
  std::vector<std::string> varied;  // paths, in the order of --vary
  std::vector<SweepPoint> points;   // the last path varies fastest
  std::vector<Finding> findings;    // about the sweep as a whole: saturation, contradictions
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;
};

}  // namespace ocssim::reports
