#include "scenarios/model/fidelity_checks.hpp"

#include "scenarios/document/quantity_format.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// The longest time between two keep-alives of an endpoint.
Duration longest_silence(const models::ClientsConfig::KeepAlive& keep_alive) {
  return keep_alive.interval + keep_alive.jitter + keep_alive.grain;
}

std::string fault_of_keep_alives(const Scenario& scenario) {
  const models::ClientsConfig::KeepAlive& keep_alive = scenario.clients.keep_alive;
  if (!keep_alive.enabled) return "clients send no keep-alives: it matters when each has traffic";
  if (keep_alive.restart_on_traffic) return "keep-alives restart on traffic (clients.keep_alive)";
  const Duration idle =
      std::min(scenario.load_balancer.idle_timeout, scenario.front_ends.idle_timeout);
  if (longest_silence(keep_alive) < idle) return {};
  return "keep-alives come up to " + format_duration(longest_silence(keep_alive)) +
         " apart, and a connection is cut when idle for " + format_duration(idle);
}

/// Why a superposed run would say something else than an exact one.
std::vector<std::string> obstacles(const Scenario& scenario) {
  using namespace models;
  if (!scenario.has_pool) return {"there are no clients whose traffic could be superposed"};
  std::vector<std::string> found;
  const auto when = [&found](bool is_so, const char* what) {
    if (is_so) found.emplace_back(what);
  };
  when(!scenario.events.empty(), "something fails or changes (events)");
  when(!scenario.connections.empty(), "streams of connections have idle timers of their own");
  when(scenario.conferencing.detail != ConferenceDetail::load,
       "conferences are simulated one by one (conferencing.detail)");
  when(scenario.pools.count > 1, "there are several pools");
  when(scenario.front_ends.configuration == PoolConfiguration::expanded,
       "roles have servers of their own (front_ends.configuration)");
  when(scenario.front_ends.discipline != Discipline::fifo,
       "cores are shared (front_ends.discipline): a departure is not known on arrival");
  when(scenario.front_ends.dies_above > 0, "servers may die (front_ends.dies_above)");
  when(!scenario.front_ends.mutual_tls || !scenario.front_ends.routable,
       "Front Ends do not reach each other (front_ends.mutual_tls, deployment)");
  when(scenario.load_balancer.path.any() || scenario.front_ends.closes_idle,
       "other hops have idle timers (clients.path_nat, network.path, front_ends.closes_idle)");
  when(scenario.front_ends.tls_resumption_share > 0.0,
       "TLS handshakes are of two kinds (clients.tls_resumption_share)");
  when(!scenario.load_balancer.affinity, "messages go astray (load_balancer.affinity)");
  when(scenario.load_balancer.lifetime.longest > Duration::zero(),
       "connections end at an age (load_balancer.max_connection_duration)");
  when(scenario.load_balancer.limits.on_full == OnFull::evict_oldest,
       "a full table forgets who sent longest ago (load_balancer.limits.on_full)");
  std::string keep_alives = fault_of_keep_alives(scenario);
  if (!keep_alives.empty()) found.push_back(std::move(keep_alives));
  return found;
}

}  // namespace

void check_fidelity(const Draft& draft) {
  if (draft.scenario.simulation.fidelity != Fidelity::superposed) return;
  if (!draft.is_good({"/simulation/fidelity", "/events", "/clients", "/front_ends"})) return;
  for (const std::string& obstacle : obstacles(draft.scenario)) {
    draft.fail(DiagnosticCode::not_superposable, "/simulation/fidelity",
               "this scenario cannot be superposed: " + obstacle, "exact", "exact");
  }
}

}  // namespace ocssim::scenarios
