// The services that hold calls as they stand in a pool of so many users.
#pragma once

#include "models/director/config.hpp"
#include "models/voice/config.hpp"
#include "scenarios/model/scenario.hpp"

#include <vector>

namespace ocssim::scenarios {

struct CallServiceInPool {
  models::CallServiceRole role{};
  /// `calls` of all users; cycles with SRTP; set-up with IPsec. Of an application `hold` is the
  /// mean time that a call holds its port, whatever it does meanwhile.
  models::CallServiceConfig config;
};

/// Services with a component of their own: what a call does while it holds its port is theirs.
[[nodiscard]] bool is_application(models::CallServiceRole role);

/// Highest rate of a service's calls over their mean rate: 1 while the rate is constant.
[[nodiscard]] double peak_over_mean(const Scenario& scenario, models::CallServiceRole role);

/// What a sign-in costs at the Director: the messages of a Front End and its domain controllers.
[[nodiscard]] models::DirectorSignIn sign_in_at_director(const Scenario& scenario);

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

/// Those of the file, and of each application behind the balancer one while a call lasts.
[[nodiscard]] std::vector<models::ConnectionStreamConfig> connection_streams(
    const Scenario& scenario);

}  // namespace ocssim::scenarios
