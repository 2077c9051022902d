// Connections that the balancer ends by itself although they live: too old, of a server whose
// drain is over, or the least recently used one of a full table. Nothing of this is there unless
// its setting is.
#include "engine/simulation.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {

void LoadBalancer::prepare_ends(const Simulation& sim) {
  ends_.stream = Stream(sim.seed(), "load_balancer.lifetime", sim.replication());
  ends_.deregistrations.assign(members_.count(), sim_never);
  if (config_.lifetime.longest > Duration::zero()) {
    ends_.ages_end.assign(connections_.size(), sim_never);
  }
  if (config_.limits.on_full == OnFull::evict_oldest) ends_.by_use.emplace();
}

/// Its age ends somewhere in what is left of it when it stood before the run began.
void LoadBalancer::begin_age(Simulation& sim, std::uint32_t endpoint, const Syn& syn) {
  const auto instant = static_cast<std::uint64_t>(sim.now().time_since_epoch().count());
  const RandomBlock luck = ends_.stream.draw(endpoint, instant);
  const LifetimeConfig& rule = config_.lifetime;
  double left = to_seconds(rule.longest) * (1.0 - rule.jitter * luck.uniform(0));
  if (syn.stands) left *= luck.uniform(1);
  const SimTime due = sim.now() + seconds(left);
  ends_.ages_end[endpoint] = due;
  sim.schedule_at(*this, Kind::age_end, endpoint, due);
}

void LoadBalancer::on_age_end(Simulation& sim, std::uint32_t endpoint) {
  const State state = connections_[endpoint].state;
  if (ends_.ages_end[endpoint] != sim.now()) return;  // another one since
  if (state != State::established && state != State::reassigned) return;
  ends_.expired.add();
  give_up(sim, endpoint);
  tell_reset(sim, endpoint);
}

void LoadBalancer::begin_deregistration(Simulation& sim, std::uint32_t member) {
  const LifetimeConfig& rule = config_.lifetime;
  if (rule.on_deregistered == OnDeregistered::leave) return;
  ends_.deregistrations[member] = sim.now() + rule.deregistration_delay;
  sim.schedule_at(*this, Kind::deregistration_end, member, ends_.deregistrations[member]);
}

void LoadBalancer::on_deregistration_end(Simulation& sim, std::uint32_t member) {
  if (ends_.deregistrations[member] != sim.now() || members_.is_listed(member)) return;
  ends_.deregistrations[member] = sim_never;
  std::uint64_t left = 0;
  for (const Connection& connection : connections_) {
    const bool is_live =
        connection.state == State::established || connection.state == State::reassigned;
    if (is_live && connection.binding.member == member) ++left;
  }
  ends_.deregistered.add(left);
  timeline_.push_back({.at = sim.now(),
                       .component = pool_->front_ends[member]->name(),
                       .kind = "deregistered",
                       .text = "its drain is over: " + std::to_string(left) +
                               " connections that are left are reset"});
  reset_member(sim, member);
}

std::optional<SimTime> LoadBalancer::last_use_of(std::uint32_t entry) const {
  const auto endpoints = static_cast<std::uint32_t>(connections_.size());
  if (entry >= endpoints) {
    const DeadBinding& dead = dead_[entry - endpoints];
    if (!dead.live || dead.server_only) return std::nullopt;
    return SimTime{Duration{dead.last_data}};
  }
  const Connection& connection = connections_[entry];
  if (connection.state != State::established && connection.state != State::reassigned) {
    return std::nullopt;
  }
  return SimTime{Duration{connection.last_data}};
}

/// The balancer forgets a connection without a word: what is sent on it meets `unknown_packet`.
bool LoadBalancer::make_room(Simulation& sim) {
  if (!ends_.by_use) return false;
  const auto entry = ends_.by_use->take([this](std::uint32_t one) { return last_use_of(one); });
  if (!entry) return false;
  const auto endpoints = static_cast<std::uint32_t>(connections_.size());
  if (*entry >= endpoints) {
    ends_.evicted_dead.add();
    forget_dead(sim, dead_[*entry - endpoints], false);
    return true;
  }
  ends_.evicted.add();
  if (connections_[*entry].state == State::reassigned) {
    reset(sim, *entry);  // no server knows it
  } else {
    forget(sim, *entry);
  }
  tell_path_lost(sim, *entry);
  return true;
}

void LoadBalancer::note_fail_open(const Simulation& sim) {
  if (members_.fails_open() == failed_open_) return;
  failed_open_ = members_.fails_open();
  const std::string serving = std::to_string(members_.serving());
  timeline_.push_back(
      {.at = sim.now(),
       .component = name(),
       .kind = failed_open_ ? "fail_open" : "fail_open_over",
       .text = failed_open_ ? serving + " servers are in service: new connections go to all that "
                                        "are listed, whatever the monitor says"
                            : serving + " servers are in service: only they get new connections"});
}

}  // namespace ocssim::models
