// What a report is made of: the results and, as plain values, what was asked.
#pragma once

#include "engine/stats/results.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::reports {

/// A default of the profile that nobody has measured.
struct PlaceholderNote {
  std::string path;
  std::string value;
  std::string source;
};

struct Answer {
  std::string version;  // of the tool
  std::uint32_t model_version = 0;
  std::string command;  // canonical: what can change a number, nothing else
  std::string scenario_name;
  std::string scenario_json;  // resolved
  std::string setting;        // one line: users, servers, horizon, analysis
  double users = 0.0;         // signed in at once in the intended state; 0: no pool
  Results results;
  std::vector<PlaceholderNote> placeholders;
};

}  // namespace ocssim::reports
