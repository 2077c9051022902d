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
/// Calls or sessions for which the source NAT before the servers has ports; 0: there is none.
[[nodiscard]] double calls_of_nat(const models::CallServiceConfig& config);
[[nodiscard]] CallLimit limit_of_calls(const models::CallServiceConfig& config);

/// What so many sessions on all servers ask of one of them.
struct SessionDemand {
  double requests = 0.0;      // [1/s]; pauses are long against answers
  double megacycles = 0.0;    // mean of a request, handshakes after an idle timeout included
  double reconnecting = 0.0;  // share of requests whose connection was closed
};
[[nodiscard]] SessionDemand session_demand(const models::CallServiceConfig& config,
                                           double sessions);

}  // namespace ocssim::scenarios
