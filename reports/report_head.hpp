// What stands on top of every report: what was asked, of which tool.
#pragma once

#include "reports/export/setting.hpp"
#include "reports/pool_facts.hpp"

#include <cstdint>
#include <string>

namespace ocssim::reports {

struct ReportHead {
  std::string version;  // of the tool
  std::uint32_t model_version = 0;
  std::string command;  // canonical: what can change a number, nothing else
  std::string scenario_name;
  std::string scenario_json;  // resolved
  std::string setting;        // one line: users, servers, horizon, analysis
  PoolFacts pool = {};
};

}  // namespace ocssim::reports
