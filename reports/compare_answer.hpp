// What `compare` answers: B against A, metric by metric.
#pragma once

#include "engine/stats/paired_difference.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// One of the two designs.
struct ComparedDesign {
  std::string name;          // scenario name, or results folder's scenario
  std::vector<Setting> set;  // --a-set / --b-set
  std::uint64_t seed = 1;
  std::string scenario_json;  // resolved
  double duration_s = 0.0;
  std::optional<double> warm_up_s = 0.0;  // none: each replication's own (MSER-5)
};

struct CompareAnswer : ReportHead {  // the head's scenario is A's
  ComparedDesign a, b;
  std::uint32_t replications = 0;  // pairs
  double confidence = 0.95;
  std::vector<Difference> differences;  // in the order of the metrics
  std::vector<std::string> judged;      // metrics of objectives and --fail-on: "metric.statistic"
  std::vector<std::string> got_worse;   // of these, significantly worse: exit 12
  std::vector<Finding> findings;
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;
};

}  // namespace ocssim::reports
