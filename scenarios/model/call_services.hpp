// The services that hold calls as they stand in a pool of so many users.
#pragma once

#include "models/voice/config.hpp"
#include "scenarios/model/scenario.hpp"

#include <vector>

namespace ocssim::scenarios {

struct CallServiceInPool {
  models::CallServiceRole role{};
  /// `calls` of all users; cycles with SRTP; set-up with IPsec.
  models::CallServiceConfig config;
};

/// Those that are enabled, in the order of their names in the format.
[[nodiscard]] std::vector<CallServiceInPool> call_services(const Scenario& scenario, double users);

/// Calls that all servers of a service can hold at a time, and what says so.
struct CallLimit {
  double calls = 0.0;
  const char* by = "";  // "ports", "processors", "nat"
};
[[nodiscard]] CallLimit limit_of_calls(const models::CallServiceConfig& config);

}  // namespace ocssim::scenarios
