// What `check` says: static answers, no simulation.
#pragma once

#include "engine/stats/results.hpp"

#include <string>
#include <vector>

namespace ocssim::reports {

/// One resource under the offered load.
struct StaticLoad {
  std::string resource;
  std::string unit;  // of offered and available
  std::uint32_t components = 1;
  double offered = 0.0;  // of one component
  double available = 0.0;
  double utilization = 0.0;
  double limit = 1.0;
  double users_at_limit = 0.0;  // infinite if users do not matter
  std::string formula;
};

struct NeededPath {
  std::string purpose, from, to;
  bool present = false;
};

struct SinglePointOfFailure {
  std::string node;
  std::vector<std::string> cuts_off;
};

struct CheckAnswer {
  std::string scenario_name;
  std::string scenario_json;
  bool has_pool = true;
  std::vector<Finding> findings;  // broken rules; `component` is a JSON Pointer
  std::vector<StaticLoad> loads;
  std::vector<NeededPath> paths;
  std::vector<SinglePointOfFailure> single_points;
  double users_at_most = 0.0;  // max flow under the nodes' capacities
  std::vector<std::string> min_cut;
  std::vector<std::string> warnings;
};

[[nodiscard]] std::string check_text(const CheckAnswer& answer);
[[nodiscard]] std::string check_json(const CheckAnswer& answer);

}  // namespace ocssim::reports
