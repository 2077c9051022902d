// The balancer's own limit, and what follows when it stands otherwise than the guide says: no
// affinity (LB-06), a VIP (LB-04) or members (LB-13) whose addresses change, changes of membership
// that stop the pool (LB-10), no source NAT for servers that call their own pool (LB-02).
#include "engine/simulation.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <string>

namespace ocssim::models {

bool LoadBalancer::is_led_astray(std::uint32_t endpoint, std::uint64_t number) {
  // Every message is balanced by itself: it meets its own server by luck.
  const std::uint32_t serving = members_.serving();
  const bool own_serves = members_.in_service(member_of(endpoint));
  const double u = shortcomings_.stray_stream.draw(endpoint, number).uniform(0);
  if (serving == 0 || (own_serves && u * serving < 1.0)) return false;
  shortcomings_.astray.add();
  return true;
}

bool LoadBalancer::is_bypassed_by_answers() {
  if (!config_.present || config_.nat == NatMode::snat) return false;
  shortcomings_.bypassed.add();
  return true;
}

/// While a standby takes over, and as long as the client keeps an address that the VIP has left:
/// names are of any age when it leaves.
bool LoadBalancer::is_out_of_reach(SimTime now, std::uint32_t endpoint) {
  if (now < down_until_) {
    unreachable_.add();
    return true;
  }
  if (shortcomings_.moves == 0) return false;
  const double age = shortcomings_.name_stream.draw(endpoint, shortcomings_.moves).uniform(0);
  const Duration left = seconds(to_seconds(config_.deployment.name_lifetime) * age);
  if (now - shortcomings_.moved_at >= left) return false;
  shortcomings_.stale_name.add();
  return true;
}

bool LoadBalancer::is_full(Simulation& sim) {
  const std::uint32_t limit = config_.limits.connections;
  if (limit == 0 || members_.total().level() < limit || make_room(sim)) return false;
  shortcomings_.over_connections.add();
  return true;
}

/// No power, or not where the balancer looks for it.
bool LoadBalancer::is_silent(std::uint32_t member) const {
  return pool_->front_ends[member]->state() == ServerState::powerless ||
         shortcomings_.addresses[member] != Shortcomings::Address::known;
}

void LoadBalancer::note_address_of(Simulation& sim, std::uint32_t member) {
  using Address = Shortcomings::Address;
  const ServerState state = pool_->front_ends[member]->state();
  Address& address = shortcomings_.addresses[member];
  if (state == ServerState::powerless && address == Address::known) address = Address::left;
  if (state != ServerState::up || address != Address::left) return;
  address = Address::missed;
  shortcomings_.not_found.add();
  timeline_.push_back({.at = sim.now(),
                       .component = pool_->front_ends[member]->name(),
                       .kind = "member_not_found",
                       .text = "it is back under an address that the balancer does not know"});
}

void LoadBalancer::stop_pool(Simulation& sim) {
  std::uint64_t stopped = 0;
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const State state = connections_[endpoint].state;
    if (state == State::none) continue;
    const bool is_known = state != State::forgotten;
    reset(sim, endpoint);
    if (!is_known) continue;
    ++stopped;
    shortcomings_.stopped.add();
    tell_reset(sim, endpoint);
  }
  timeline_.push_back(
      {.at = sim.now(),
       .component = name(),
       .kind = "pool_stopped",
       .text = "the change stops the pool: " + std::to_string(stopped) + " connections are reset"});
}

}  // namespace ocssim::models
