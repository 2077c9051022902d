#include "models/balancer/load_balancer.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

/// 64-bit mix (the finalizer of SplitMix64): spreads consecutive addresses over all values.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
  return value ^ (value >> 31);
}

}  // namespace

LoadBalancer::LoadBalancer(LoadBalancerConfig config, std::uint32_t members,
                           std::uint32_t endpoints)
    : Component("load_balancer"),
      config_(std::move(config)),
      connections_(endpoints),
      members_(members) {
  OCSSIM_CHECK(members > 0 && members < 65536);
  if (config_.present && config_.nat == NatMode::snat) snat_.emplace(config_.snat, members);
}

void LoadBalancer::prepare(Simulation& sim) {
  stream_ = Stream(sim.seed(), "load_balancer.member", sim.replication());
  sim.reserve_timers(*this, static_cast<std::uint32_t>(connections_.size()), {Kind::idle});
}

void LoadBalancer::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::idle:
      return on_idle(sim, event.entity);
    case Kind::dead_binding_idle:
      return on_dead_binding_idle(sim, event.entity);
    case Kind::time_wait_end:
      return on_time_wait_end(sim);
    case Kind::monitor:
      return on_monitor(sim, event.entity);
  }
}

void LoadBalancer::prefetch(std::uint32_t endpoint) const noexcept {
  __builtin_prefetch(&connections_[endpoint]);
}

std::uint64_t LoadBalancer::source_hash(std::uint32_t endpoint) const {
  const std::uint32_t sources = config_.source_addresses;
  return mix(0x0A00'0000ull + (sources == 0 ? endpoint : endpoint % sources));
}

std::optional<std::uint32_t> LoadBalancer::least_connections() {
  // Ties go round robin: the first of the least loaded, counted from the one after the last chosen.
  const auto count = static_cast<std::uint32_t>(members_.size());
  std::optional<std::uint32_t> best;
  for (std::uint32_t step = 0; step < count; ++step) {
    const std::uint32_t member = (next_member_ + step) % count;
    if (!members_[member].considered_up) continue;
    if (!best || members_[member].connections.level() < members_[*best].connections.level()) {
      best = member;
    }
  }
  if (best) next_member_ = (*best + 1) % count;
  return best;
}

std::optional<std::uint32_t> LoadBalancer::pick_member() {
  switch (config_.method) {
    case BalancingMethod::least_connections:
      return least_connections();
    case BalancingMethod::round_robin:
      return next_in_turn();
    case BalancingMethod::random:
      return random_member();
  }
  return std::nullopt;
}

std::optional<std::uint32_t> LoadBalancer::next_in_turn() {
  const auto count = static_cast<std::uint32_t>(members_.size());
  for (std::uint32_t step = 0; step < count; ++step) {
    const std::uint32_t member = (next_member_ + step) % count;
    if (!members_[member].considered_up) continue;
    next_member_ = (member + 1) % count;
    return member;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> LoadBalancer::random_member() const {
  // Among those that are up: the neighbor of a lost member must not get its share.
  std::uint32_t up = 0;
  for (const Member& member : members_) up += member.considered_up ? 1 : 0;
  if (up == 0) return std::nullopt;
  std::uint32_t rank = stream_.draw(0, opens_).below(0, up);
  std::uint32_t chosen = 0;
  while (!members_[chosen].considered_up || rank-- > 0) ++chosen;
  return chosen;
}

ConnectOutcome LoadBalancer::open(Simulation& sim, std::uint32_t endpoint, Duration age) {
  OCSSIM_DCHECK(age < config_.idle_timeout);
  OCSSIM_DCHECK(connections_[endpoint].state == State::none);
  ++opens_;
  const auto member = pick_member();
  if (!member) {
    no_member_.add();
    return ConnectOutcome::no_member;
  }
  Connection& connection = connections_[endpoint];
  connection.member = static_cast<std::uint16_t>(*member);
  if (snat_) {
    const std::uint64_t source = source_hash(endpoint);
    const auto address = snat_->take(
        sim.now(), {.member = *member, .source_hash = source, .tuple_hash = mix(source + *member)});
    if (!address) return refuse(sim);
    connection.address = *address;
  }
  const ServerState server = pool_->front_ends[*member]->state();
  if (server == ServerState::process_failed) {  // its port answers RST: nothing is held
    if (snat_) snat_->release(sim.now(), connection.address, *member);
    member_refused_.add();
    return ConnectOutcome::member_refused;
  }
  members_[*member].connections.add(sim.now(), 1);
  members_[*member].opened.add();
  if (server == ServerState::powerless) {
    connection.state = State::half_open;
    member_silent_.add();
    return ConnectOutcome::member_silent;
  }
  connection.state = State::established;
  pool_->front_ends[*member]->on_connection(sim.now(), 1);
  touch(sim.now() - age, endpoint);
  sim.arm(*this, endpoint, 0, idle_deadline(endpoint));
  return ConnectOutcome::established;
}

ConnectOutcome LoadBalancer::refuse(Simulation& sim) {
  syn_dropped_.add();
  if (syn_dropped_.total() == 1) note_first_refusal(sim);
  switch (config_.snat.on_exhaustion) {
    case OnExhaustion::reset:
      return ConnectOutcome::reset;
    case OnExhaustion::drop:
      return ConnectOutcome::dropped;
    case OnExhaustion::accept_then_close:
      return ConnectOutcome::accepted_closed;
  }
  return ConnectOutcome::dropped;
}

void LoadBalancer::note_first_refusal(const Simulation& sim) {
  timeline_.push_back(
      {.at = sim.now(),
       .component = name(),
       .kind = "first_refusal",
       .text = "the first connection is refused: " + std::to_string(snat_->total_in_use().level()) +
               " SNAT ports are in use"});
}

void LoadBalancer::end_connection(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  Member& member = members_[connection.member];
  member.connections.add(sim.now(), -1);
  if (connection.state == State::established) {
    pool_->front_ends[connection.member]->on_connection(sim.now(), -1);
    sim.disarm(*this, endpoint, 0);
  }
  connection.state = State::none;
}

void LoadBalancer::close(Simulation& sim, std::uint32_t endpoint) {
  const Connection connection = connections_[endpoint];
  OCSSIM_DCHECK(connection.state != State::none);
  end_connection(sim, endpoint);
  if (!snat_) return;
  if (config_.snat.time_wait == Duration::zero()) {
    return snat_->release(sim.now(), connection.address, connection.member);
  }
  snat_->begin_time_wait(sim.now(), connection.address, connection.member);
  const SimTime due = sim.now() + config_.snat.time_wait;
  if (time_wait_.empty()) sim.schedule_at(*this, Kind::time_wait_end, 0, due);
  time_wait_.push_back({due, connection.address, connection.member});
}

void LoadBalancer::on_time_wait_end(Simulation& sim) {
  while (!time_wait_.empty() && time_wait_.front().due <= sim.now()) {
    const Waiting entry = time_wait_.front();
    time_wait_.pop_front();
    snat_->end_time_wait(sim.now(), entry.address, entry.member);
  }
  if (!time_wait_.empty()) {
    sim.schedule_at(*this, Kind::time_wait_end, 0, time_wait_.front().due);
  }
}

void LoadBalancer::reset(Simulation& sim, std::uint32_t endpoint) {
  const Connection connection = connections_[endpoint];
  if (connection.state == State::none) return;
  end_connection(sim, endpoint);
  if (snat_) snat_->release(sim.now(), connection.address, connection.member);
}

void LoadBalancer::give_up(Simulation& sim, std::uint32_t endpoint) {
  switch (connections_[endpoint].state) {
    case State::none:
      return;
    case State::half_open:
      return reset(sim, endpoint);
    case State::established:
      return close(sim, endpoint);
  }
}

void LoadBalancer::orphan(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  if (connection.state == State::none) return;
  OCSSIM_DCHECK(connection.state == State::established);
  const SimTime due = idle_deadline(endpoint);
  sim.disarm(*this, endpoint, 0);
  std::uint32_t binding;
  if (dead_free_.empty()) {
    binding = static_cast<std::uint32_t>(dead_.size());
    dead_.emplace_back();
    dead_free_.reserve(dead_.capacity());
  } else {
    binding = dead_free_.back();
    dead_free_.pop_back();
  }
  dead_[binding] = {.member = connection.member, .address = connection.address};
  connection.state = State::none;  // the member's count and the port stay as they are
  sim.schedule_at(*this, Kind::dead_binding_idle, binding, due);
}

void LoadBalancer::on_dead_binding_idle(Simulation& sim, std::uint32_t binding) {
  const DeadBinding dead = dead_[binding];
  dead_free_.push_back(binding);
  members_[dead.member].connections.add(sim.now(), -1);
  pool_->front_ends[dead.member]->on_connection(sim.now(), -1);
  if (snat_) snat_->release(sim.now(), dead.address, dead.member);
  idle_drops_.add();
}

void LoadBalancer::on_idle(Simulation& sim, std::uint32_t endpoint) {
  // Lazy deadline: data only wrote when they passed, so the timer looks again.
  if (idle_deadline(endpoint) > sim.now()) {
    return sim.arm(*this, endpoint, 0, idle_deadline(endpoint));
  }
  idle_drops_.add();
  reset(sim, endpoint);
  if (config_.reset_on_idle_timeout) {
    pool_->clients->on_connection_reset(sim, endpoint);
  } else {
    pool_->clients->on_path_lost(sim, endpoint);
  }
}

void LoadBalancer::reset_member(Simulation& sim, std::uint32_t member) {
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const Connection& connection = connections_[endpoint];
    if (connection.state == State::none || connection.member != member) continue;
    reset(sim, endpoint);
    pool_->clients->on_connection_reset(sim, endpoint);
  }
}

void LoadBalancer::silence_member(Simulation& sim, std::uint32_t member) {
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const Connection& connection = connections_[endpoint];
    if (connection.state != State::established || connection.member != member) continue;
    pool_->clients->on_path_lost(sim, endpoint);
  }
}

bool LoadBalancer::monitor_succeeds(std::uint32_t member) const {
  const ServerState server = pool_->front_ends[member]->state();
  // 135 and 444 stay open although the service is down; a hung service still accepts.
  const bool stays_open = config_.monitor.port == 135 || config_.monitor.port == 444;
  switch (server) {
    case ServerState::up:
    case ServerState::hung:
      return true;
    case ServerState::process_failed:
      return stays_open;
    case ServerState::powerless:
      return false;
  }
  return false;
}

void LoadBalancer::on_member_change(Simulation& sim, std::uint32_t member) {
  // Checks go on all the time; only those that can change something are events.
  const bool succeeds = monitor_succeeds(member);
  if (succeeds == members_[member].considered_up) return;
  const std::int64_t interval = config_.monitor.interval.count();
  const std::int64_t now = sim.now().time_since_epoch().count();
  const std::int64_t last_check = now / interval * interval;
  const Duration decided =
      succeeds ? Duration{last_check + interval} : Duration{last_check} + config_.monitor.timeout;
  sim.schedule_at(*this, Kind::monitor, member, std::max(SimTime{decided}, sim.now()),
                  Phase::control);
}

void LoadBalancer::on_monitor(Simulation& sim, std::uint32_t member) {
  const bool up = monitor_succeeds(member);
  if (up == members_[member].considered_up) return;
  members_[member].considered_up = up;
  timeline_.push_back({.at = sim.now(),
                       .component = pool_->front_ends[member]->name(),
                       .kind = up ? "member_up" : "member_down",
                       .text = std::string("the balancer's monitor finds the member ") +
                               (up ? "up" : "down") + "; it holds " +
                               std::to_string(members_[member].connections.level()) +
                               " connections"});
  if (!up && config_.on_member_down == MemberDownAction::reset) reset_member(sim, member);
}

}  // namespace ocssim::models
