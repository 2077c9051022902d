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
      listener_ports_(config_.listeners),
      members_(config_, members),
      decisions_(members, sim_never),
      check_phases_(members, Duration::zero()) {
  OCSSIM_CHECK(members > 0 && members < 65536);
  listener_ports_.insert(listener_ports_.end(), config_.web_listeners.begin(),
                         config_.web_listeners.end());
  const std::uint8_t tls = listener_of(config_.clients_port);
  clients_listener_ = tls == no_listener ? 0 : tls;
  if (config_.present && config_.nat == NatMode::snat) snat_.emplace(config_.snat, members);
}

void LoadBalancer::prepare(Simulation& sim) {
  members_.prepare(sim.seed(), sim.replication());
  const Stream phases(sim.seed(), "load_balancer.monitor", sim.replication());
  for (std::uint32_t member = 0; config_.monitor.spread && member < members_.count(); ++member) {
    check_phases_[member] =
        seconds(phases.draw(member, 0).uniform(0) * to_seconds(config_.monitor.interval));
  }
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

ConnectOutcome LoadBalancer::open_to(Simulation& sim, std::uint32_t endpoint, std::uint8_t listener,
                                     Duration age) {
  OCSSIM_DCHECK(age < config_.idle_timeout);
  OCSSIM_DCHECK(connections_[endpoint].state == State::none);
  if (listener == no_listener) {
    no_listener_.add();
    return ConnectOutcome::no_listener;
  }
  const std::uint64_t source = source_hash(endpoint);
  ConnectOutcome outcome = ConnectOutcome::no_member;
  bool over = false;
  while (!over) {
    const auto member = members_.pick(sim.now(), listener, source);
    if (!member) {
      // Those that were tried have refused, else nobody takes one.
      if (outcome == ConnectOutcome::no_member) no_member_.add();
      break;
    }
    const auto refused = connect_to(sim, endpoint, *member, listener, age);
    over = !refused || *refused != ConnectOutcome::member_refused ||
           config_.on_member_refusal == OnMemberRefusal::reset;
    outcome = refused.value_or(ConnectOutcome::established);
    if (!over) {
      passed_on_.add();
      members_.pass_over(*member);
    }
  }
  members_.readmit(sim.now());
  if (members_.has_reports()) note_returns();
  return outcome;
}

std::optional<ConnectOutcome> LoadBalancer::connect_to(Simulation& sim, std::uint32_t endpoint,
                                                       std::uint32_t member, std::uint8_t listener,
                                                       Duration age) {
  Connection& connection = connections_[endpoint];
  connection.member = static_cast<std::uint16_t>(member);
  connection.listener = listener;
  if (snat_) {
    const std::uint64_t source = source_hash(endpoint);
    const auto address = snat_->take(
        sim.now(), {.member = member, .source_hash = source, .tuple_hash = mix(source + member)});
    if (!address) return refuse(sim);
    connection.address = *address;
  }
  if (member_refuses(sim, member, listener)) {  // nothing is held
    if (snat_) snat_->release(sim.now(), connection.address, member);
    return ConnectOutcome::member_refused;
  }
  members_.open(sim.now(), member, listener);
  if (pool_->front_ends[member]->state() == ServerState::powerless) {
    connection.state = State::half_open;
    member_silent_.add();
    return ConnectOutcome::member_silent;
  }
  note_accepted(sim, member);
  connection.state = State::established;
  pool_->front_ends[member]->on_connection(sim.now(), 1);
  touch(sim.now() - age, endpoint);
  sim.arm(*this, endpoint, 0, idle_deadline(endpoint));
  return std::nullopt;
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

void LoadBalancer::end_connection(Simulation& sim, std::uint32_t endpoint, bool rests) {
  Connection& connection = connections_[endpoint];
  members_.end(sim.now(), connection.member, connection.listener, rests);
  if (connection.state != State::half_open) sim.disarm(*this, endpoint, 0);
  if (connection.state == State::established) {
    pool_->front_ends[connection.member]->on_connection(sim.now(), -1);
    pool_->front_ends[connection.member]->forget_socket(sim.now(), endpoint);
  }
  connection.state = State::none;
}

void LoadBalancer::close(Simulation& sim, std::uint32_t endpoint) {
  const Connection connection = connections_[endpoint];
  OCSSIM_DCHECK(connection.state != State::none);
  end_connection(sim, endpoint, true);
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
  end_connection(sim, endpoint, false);
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
    case State::reassigned:
      return reset(sim, endpoint);
  }
}

void LoadBalancer::orphan(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  if (connection.state == State::none) return;
  if (connection.state == State::reassigned) return reset(sim, endpoint);  // RST met its data
  OCSSIM_DCHECK(connection.state == State::established);
  const SimTime due = idle_deadline(endpoint);
  pool_->front_ends[connection.member]->forget_socket(sim.now(), endpoint);
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
  dead_[binding] = {
      .member = connection.member, .address = connection.address, .listener = connection.listener};
  connection.state = State::none;  // the member's count and the port stay as they are
  sim.schedule_at(*this, Kind::dead_binding_idle, binding, due);
}

void LoadBalancer::on_dead_binding_idle(Simulation& sim, std::uint32_t binding) {
  const DeadBinding dead = dead_[binding];
  dead_free_.push_back(binding);
  members_.end(sim.now(), dead.member, dead.listener, false);
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
    tell_reset(sim, endpoint);
  } else {
    tell_path_lost(sim, endpoint);
  }
}

}  // namespace ocssim::models
