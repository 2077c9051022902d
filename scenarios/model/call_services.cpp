#include "scenarios/model/call_services.hpp"

#include "models/theory/real_functions.hpp"
#include "models/voice/attendant.hpp"
#include "models/voice/outside_voice.hpp"

#include <cmath>

namespace ocssim::scenarios {

bool is_application(models::CallServiceRole role) {
  return role == models::CallServiceRole::conferencing_attendant ||
         role == models::CallServiceRole::outside_voice_control;
}

double peak_over_mean(const Scenario& scenario, models::CallServiceRole role) {
  return role == models::CallServiceRole::conferencing_attendant
             ? models::peak_over_mean(scenario.attendant)
             : 1.0;
}

models::DirectorSignIn sign_in_at_director(const Scenario& scenario) {
  using models::MessageClass;
  const auto& messages = scenario.front_ends.messages;
  const bool ntlm = scenario.clients.authentication == models::Authentication::ntlm;
  const double leg = messages[models::index_of(MessageClass::register_leg)].megacycles;
  const double handshake = messages[models::index_of(MessageClass::tls_handshake)].megacycles;
  return {.first_megacycles = handshake + (ntlm ? 2.0 : 1.0) * leg,
          .last_megacycles = leg,
          .asks_directory = ntlm,
          .ntlm_slots = scenario.front_ends.ntlm_slots,
          .directory_latency = scenario.front_ends.directory_latency,
          .time_limit = scenario.clients.transaction_timeout};
}

std::vector<CallServiceInPool> call_services(const Scenario& scenario, double users) {
  std::vector<CallServiceInPool> services;
  for (std::size_t role = 0; role < models::call_service_count; ++role) {
    models::CallServiceConfig config = scenario.call_services[role];
    if (!config.enabled) continue;
    config.calls += config.calls_per_user * users;
    if (scenario.deployment.srtp_required) config.call_megacycles *= config.srtp_factor;
    if (scenario.deployment.ipsec_on_media) config.set_up += config.ipsec_set_up;
    CallServiceInPool service{static_cast<models::CallServiceRole>(role), config};
    if (service.role == models::CallServiceRole::conferencing_attendant) {
      service.config.hold = mean_hold(config, scenario.attendant) - config.set_up;
    } else if (service.role == models::CallServiceRole::outside_voice_control) {
      service.config.hold = mean_hold(config, scenario.outside_voice) - config.set_up;
    }
    services.push_back(service);
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

std::vector<models::ConnectionStreamConfig> connection_streams(const Scenario& scenario) {
  std::vector<models::ConnectionStreamConfig> streams = scenario.connections;
  for (const auto& [role, config] : call_services(scenario, scenario.clients.users)) {
    if (config.listener == 0) continue;
    models::ConnectionStreamConfig stream;
    stream.listener = config.listener;
    stream.rate = config.calls;
    stream.hold = config.hold + config.set_up;
    streams.push_back(stream);
  }
  const models::AnnouncementsConfig& announcements = scenario.announcements;
  if (announcements.enabled && announcements.listener != 0) {
    models::ConnectionStreamConfig stream;
    stream.listener = announcements.listener;
    stream.rate = announcements.rate + announcements.per_user * scenario.clients.users;
    stream.hold = announcements.clip;
    streams.push_back(stream);
  }
  return streams;
}

}  // namespace ocssim::scenarios
