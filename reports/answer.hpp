// What a report is made of: the results and, as plain values, what was asked.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <string>
#include <vector>

namespace ocssim::reports {

/// A default of the profile that nobody has measured.
struct PlaceholderNote {
  std::string path;
  std::string value;
  std::string source;
};

struct Answer : ReportHead {
  double users = 0.0;  // signed in at once in the intended state; 0: no pool
  Results results;
  std::vector<PlaceholderNote> placeholders;
};

}  // namespace ocssim::reports
