#include "scenarios/model/call_services.hpp"

#include "models/theory/real_functions.hpp"

#include <cmath>

namespace ocssim::scenarios {

std::vector<CallServiceInPool> call_services(const Scenario& scenario, double users) {
  std::vector<CallServiceInPool> services;
  for (std::size_t role = 0; role < models::call_service_count; ++role) {
    models::CallServiceConfig config = scenario.call_services[role];
    if (!config.enabled) continue;
    config.calls += config.calls_per_user * users;
    if (scenario.deployment.srtp_required) config.call_megacycles *= config.srtp_factor;
    if (scenario.deployment.ipsec_on_media) config.set_up += config.ipsec_set_up;
    services.push_back({static_cast<models::CallServiceRole>(role), config});
  }
  return services;
}

double calls_of_nat(const models::CallServiceConfig& config) {
  const double ports = static_cast<double>(config.snat_addresses) * config.ports_per_address;
  return std::floor(ports / config.connections);
}

CallLimit limit_of_calls(const models::CallServiceConfig& config) {
  CallLimit limit{.calls = static_cast<double>(config.ports) * config.servers, .by = "ports"};
  if (config.cores > 0 && config.call_megacycles > 0.0) {
    const double a_server =
        std::floor(config.cores * config.clock_hz * 1e-6 / config.call_megacycles);
    if (a_server * config.servers < limit.calls) {
      limit = {.calls = a_server * config.servers, .by = "processors"};
    }
  }
  const double nat = calls_of_nat(config);
  if (nat > 0.0 && nat < limit.calls) limit = {.calls = nat, .by = "nat"};
  return limit;
}

SessionDemand session_demand(const models::CallServiceConfig& config, double sessions) {
  const models::SessionWorkConfig& work = config.work;
  SessionDemand demand{.requests = sessions / config.servers * work.requests};
  if (work.idle_timeout > Duration::zero()) {
    demand.reconnecting = models::natural_exp(-work.requests * to_seconds(work.idle_timeout));
  }
  demand.megacycles =
      work.request_megacycles + demand.reconnecting * work.connect_megacycles * config.connections;
  return demand;
}

}  // namespace ocssim::scenarios
