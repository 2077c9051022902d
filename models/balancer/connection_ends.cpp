// How connections end: closed, reset, idle for too long, left by their client, or lost in a
// fail-over; and what the balancer and the server still hold of them afterwards.
//
//                      close ──▶ TIME_WAIT ──▶ free
//   established ──┬─── reset ──▶ free, at once or after a rest of its own
//                 ├─── client gone ──▶ dead binding ──idle timeout──▶ free
//                 └─── idle timeout without reset, fail-over without mirroring ──▶ forgotten:
//                      free at the balancer, held by the server until its own idle timeout
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {

void LoadBalancer::end_connection(Simulation& sim, std::uint32_t endpoint, bool rests) {
  Connection& connection = connections_[endpoint];
  const std::uint16_t member = connection.binding.member;
  if (connection.state == State::forgotten) {
    dead_at_server_.add(sim.now(), -1);
  } else {
    members_.end(sim.now(), member, counted_in(endpoint), rests);
  }
  if (connection.state != State::half_open) sim.disarm(*this, endpoint, 0);
  FrontEnd& server = *pool_->front_ends[member];
  const bool is_live = connection.state == State::established;
  if (is_live || connection.state == State::forgotten) {
    server.on_connection(sim.now(), -1, connection.binding.address);
  }
  if (is_live) server.forget_socket(sim.now(), endpoint);
  connection.state = State::none;
}

void LoadBalancer::close(Simulation& sim, std::uint32_t endpoint, ClosedBy closer) {
  const Connection connection = connections_[endpoint];
  OCSSIM_DCHECK(connection.state != State::none);
  end_connection(sim, endpoint, true);
  if (!snat_ || connection.state == State::forgotten) return;
  const bool rests =
      config_.snat.time_wait > Duration::zero() &&
      (closer == ClosedBy::client || config_.snat.time_wait_after == TimeWaitAfter::any_close);
  if (!rests) return snat_->release(sim.now(), connection.binding);
  begin_time_wait(sim, connection.binding);
}

void LoadBalancer::rest(Simulation& sim, const SnatBinding& binding, DeadlineRing<Waiting>& ring,
                        Kind kind, Duration length) {
  if (length == Duration::zero()) return snat_->release(sim.now(), binding);
  snat_->begin_time_wait(sim.now(), binding);
  const SimTime due = sim.now() + length;
  if (ring.begin({due, binding})) sim.schedule_at(*this, kind, 0, due);
}

void LoadBalancer::begin_time_wait(Simulation& sim, const SnatBinding& binding) {
  constexpr Duration young_for = std::chrono::seconds{1};  // the second of `after_1s`
  snat_->begin_time_wait(sim.now(), binding);
  const TimeWaitReuse reuse = config_.snat.time_wait_reuse;
  if (reuse == TimeWaitReuse::recycled) snat_->make_reusable(binding);
  if (reuse == TimeWaitReuse::after_1s && config_.snat.time_wait > young_for) {
    const SimTime due = sim.now() + young_for;
    if (young_.begin({due, binding})) sim.schedule_at(*this, Kind::time_wait_reusable, 0, due);
  }
  const SimTime due = sim.now() + config_.snat.time_wait;
  if (time_wait_.begin({due, binding})) sim.schedule_at(*this, Kind::time_wait_end, 0, due);
}

void LoadBalancer::on_time_wait_reusable(Simulation& sim) {
  const auto next = young_.fire(sim.now(), &Waiting::end, [this](const Waiting& entry) {
    snat_->make_reusable(entry.binding);
  });
  if (next) sim.schedule_at(*this, Kind::time_wait_reusable, 0, *next);
}

void LoadBalancer::end_rests(Simulation& sim, DeadlineRing<Waiting>& ring, Kind kind) {
  const auto next = ring.fire(sim.now(), &Waiting::end, [&](const Waiting& entry) {
    snat_->end_time_wait(sim.now(), entry.binding);
  });
  if (next) sim.schedule_at(*this, kind, 0, *next);
}

void LoadBalancer::reset(Simulation& sim, std::uint32_t endpoint) {
  const Connection connection = connections_[endpoint];
  if (connection.state == State::none) return;
  end_connection(sim, endpoint, false);
  if (!snat_ || connection.state == State::forgotten) return;
  if (connection.state == State::half_open) {
    return rest(sim, connection.binding, after_silence_, Kind::half_open_rest_end,
                config_.snat.half_open);
  }
  rest(sim, connection.binding, after_reset_, Kind::reset_rest_end, config_.snat.time_wait_reset);
}

void LoadBalancer::give_up(Simulation& sim, std::uint32_t endpoint) {
  switch (connections_[endpoint].state) {
    case State::none:
      return;
    case State::half_open:
    case State::reassigned:
      return reset(sim, endpoint);
    case State::established:
      return close(sim, endpoint);
    case State::forgotten:
      return leave_to_server(sim, endpoint);
  }
}

void LoadBalancer::orphan(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  if (connection.state == State::none) return;
  if (connection.state == State::forgotten) return leave_to_server(sim, endpoint);
  if (connection.state == State::reassigned) return reset(sim, endpoint);  // RST met its data
  OCSSIM_DCHECK(connection.state == State::established);
  SimTime due = dead_deadline(connection.last_data);
  const bool expires = !ends_.ages_end.empty() && ends_.ages_end[endpoint] < due;
  if (expires) due = std::max(sim.now(), ends_.ages_end[endpoint]);
  pool_->front_ends[connection.binding.member]->forget_socket(sim.now(), endpoint);
  sim.disarm(*this, endpoint, 0);
  connection.state = State::none;  // the member's count and the port stay as they are
  dead_bindings_.add(sim.now(), 1);
  add_dead(sim,
           {.last_data = connection.last_data,
            .binding = connection.binding,
            .lane = counted_in(endpoint),
            .expires = expires},
           due);
}

void LoadBalancer::add_dead(Simulation& sim, const DeadBinding& dead, SimTime due) {
  std::uint32_t index;
  if (dead_free_.empty()) {
    index = static_cast<std::uint32_t>(dead_.size());
    dead_.emplace_back();
    dead_free_.reserve(dead_.capacity());
  } else {
    index = dead_free_.back();
    dead_free_.pop_back();
  }
  dead_[index] = dead;
  dead_[index].live = true;
  if (ends_.by_use && !dead.server_only) {
    ends_.by_use->add(static_cast<std::uint32_t>(connections_.size()) + index,
                      SimTime{Duration{dead.last_data}});
  }
  sim.schedule_at(*this, Kind::dead_binding_idle, index, due);
}

/// The balancer lets go of a binding whose client is gone.
void LoadBalancer::forget_dead(Simulation& sim, DeadBinding& dead, bool rests) {
  members_.end(sim.now(), dead.binding.member, dead.lane, rests);
  if (snat_ && rests) begin_time_wait(sim, dead.binding);
  if (snat_ && !rests) snat_->release(sim.now(), dead.binding);
  dead_bindings_.add(sim.now(), -1);
  dead_at_server_.add(sim.now(), 1);
  dead.server_only = true;
}

void LoadBalancer::on_dead_binding_idle(Simulation& sim, std::uint32_t index) {
  DeadBinding& dead = dead_[index];
  const bool by_server = !dead.expires && is_closed_by_server_first();
  const bool tells_server =
      !dead.server_only && (dead.expires || by_server || config_.reset_on_idle_timeout);
  if (!dead.server_only) {
    if (!by_server) (dead.expires ? ends_.expired : idle_drops_).add();
    const bool closes = dead.expires || by_server || config_.idle_close == IdleClose::fin;
    forget_dead(sim, dead, tells_server && closes && config_.snat.time_wait > Duration::zero());
  }
  const SimTime server_due = server_deadline(dead.last_data, dead.binding.member);
  if (!tells_server && server_due > sim.now()) {
    return sim.schedule_at(*this, Kind::dead_binding_idle, index, server_due);
  }
  pool_->front_ends[dead.binding.member]->on_connection(sim.now(), -1, dead.binding.address);
  dead_at_server_.add(sim.now(), -1);
  dead.live = false;
  dead_free_.push_back(index);
}

SimTime LoadBalancer::server_deadline(std::int64_t last_data, std::uint32_t member) const {
  return SimTime{Duration{last_data}} + pool_->front_ends[member]->idle_timeout();
}

void LoadBalancer::forget(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  OCSSIM_DCHECK(connection.state == State::established);
  members_.end(sim.now(), connection.binding.member, counted_in(endpoint), false);
  pool_->front_ends[connection.binding.member]->forget_socket(sim.now(), endpoint);
  if (snat_) snat_->release(sim.now(), connection.binding);
  connection.state = State::forgotten;
  dead_at_server_.add(sim.now(), 1);
  const SimTime due = server_deadline(connection.last_data, connection.binding.member);
  if (due <= sim.now()) return end_connection(sim, endpoint, false);
  sim.arm(*this, endpoint, 0, due);
}

/// The client is gone from a connection that the balancer has forgotten.
void LoadBalancer::leave_to_server(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  sim.disarm(*this, endpoint, 0);
  connection.state = State::none;
  add_dead(sim,
           {.last_data = connection.last_data,
            .binding = connection.binding,
            .lane = counted_in(endpoint),
            .server_only = true},
           server_deadline(connection.last_data, connection.binding.member));
}

void LoadBalancer::on_idle(Simulation& sim, std::uint32_t endpoint) {
  if (connections_[endpoint].state == State::forgotten) return end_connection(sim, endpoint, false);
  // Lazy deadline: data only wrote when they passed, so the timer looks again.
  const PathTimers::First first = first_timer(endpoint);
  const SimTime due = last_data_of(endpoint) + first.timeout;
  if (due > sim.now()) return sim.arm(*this, endpoint, 0, due);
  if (path_) path_->count_cut(first.hop);
  if (first.hop != PathTimers::balancer) return cut_elsewhere(sim, endpoint, first.hop);
  idle_drops_.add();
  const bool reassigned = connections_[endpoint].state == State::reassigned;
  if (config_.reset_on_idle_timeout) {
    if (config_.idle_close == IdleClose::fin) {
      give_up(sim, endpoint);
    } else {
      reset(sim, endpoint);
    }
    tell_reset(sim, endpoint);
    return;
  }
  if (reassigned) {  // no server knows it
    reset(sim, endpoint);
  } else {
    forget(sim, endpoint);
  }
  tell_path_lost(sim, endpoint, PathTimers::balancer);
}

/// A timer beside the balancer's came first. Forgotten in silence, the balancer goes on holding a
/// binding to nobody.
void LoadBalancer::cut_elsewhere(Simulation& sim, std::uint32_t endpoint, std::uint8_t hop) {
  const bool stands = connections_[endpoint].state == State::established;
  if (path_->action(hop) == HopAction::close) {
    if (stands) {
      close(sim, endpoint, ClosedBy::server);
    } else {
      reset(sim, endpoint);
    }
    return tell_reset(sim, endpoint);
  }
  orphan(sim, endpoint);
  tell_path_lost(sim, endpoint, hop);
}

bool LoadBalancer::is_closed_by_server_first() const {
  return path_ && path_->server_idle() > Duration::zero() &&
         path_->server_idle() < config_.idle_timeout;
}

/// When the balancer or the server lets go of a binding whose client is gone.
SimTime LoadBalancer::dead_deadline(std::int64_t last_data) const {
  const bool by_server = is_closed_by_server_first();
  return SimTime{Duration{last_data}} + (by_server ? path_->server_idle() : config_.idle_timeout);
}

bool LoadBalancer::revive(Simulation& sim, std::uint32_t endpoint) {
  Connection& connection = connections_[endpoint];
  if (ends_.by_use && is_full(sim)) return false;  // it takes a place in the table again
  if (snat_ && !snat_->take_again(sim.now(), connection.binding)) return false;
  connection.state = State::established;
  dead_at_server_.add(sim.now(), -1);
  if (!forgotten_count_.empty()) forgotten_count_[endpoint] = false;
  if (ends_.by_use) ends_.by_use->add(endpoint, sim.now());
  members_.open(sim.now(), connection.binding.member, counted_in(endpoint));
  touch(sim.now(), endpoint);
  sim.arm(*this, endpoint, 0, idle_deadline(endpoint));
  return true;
}

PacketFate LoadBalancer::on_unknown_packet(Simulation& sim, std::uint32_t endpoint) {
  const State state = connections_[endpoint].state;
  if (sim.now() < down_until_ || (state != State::none && state != State::forgotten)) {
    return PacketFate::lost;
  }
  const SimTime last_data{Duration{connections_[endpoint].last_data}};
  if (shortcomings_.moves > 0 && last_data <= shortcomings_.moved_at) {
    return PacketFate::lost;  // nobody has the old VIP any more
  }
  if (const auto hop = path_ ? path_->cut_elsewhere(endpoint) : std::nullopt) {
    const HopAction action = path_->action(*hop);
    if (action == HopAction::drop) return PacketFate::lost;
    if (action == HopAction::reset) return PacketFate::reset;
  }
  const bool server_knows = state == State::forgotten;
  const std::uint16_t member = connections_[endpoint].binding.member;
  switch (config_.unknown_packet) {
    case UnknownPacket::drop:
      return PacketFate::lost;
    case UnknownPacket::reset:
      break;
    case UnknownPacket::new_mapping: {
      // It comes to the server from another port, which answers a reset: the port is free again.
      if (!snat_) break;
      SnatBinding binding;
      const std::uint64_t luck = luck_of(endpoint, ++remappings_ << 32);
      if (!take_port(sim, endpoint, member, luck, binding)) return PacketFate::lost;
      snat_->release(sim.now(), binding);
      break;
    }
    case UnknownPacket::same_mapping:
      if (!server_knows) break;  // the server has closed its side: reset
      return revive(sim, endpoint) ? PacketFate::passes : PacketFate::lost;
  }
  if (server_knows) leave_to_server(sim, endpoint);
  return PacketFate::reset;
}

void LoadBalancer::reload(Simulation& sim) {
  if (config_.counters_reset_on_reload) {
    members_.forget_counts();
    forgotten_count_.assign(connections_.size(), true);
    for (DeadBinding& dead : dead_) dead.lane = Members::no_lane;
  }
  timeline_.push_back({.at = sim.now(),
                       .component = name(),
                       .kind = "reload",
                       .text = config_.counters_reset_on_reload
                                   ? "its configuration is read anew: in its ranking no server "
                                     "holds a connection"
                                   : "its configuration is read anew; it ranks servers as before"});
}

void LoadBalancer::fail_over(Simulation& sim) {
  down_until_ = sim.now() + config_.fail_over_time;
  const bool moves = !config_.deployment.vip_static;
  const bool keeps = config_.connection_mirroring && !moves;  // what is sent to the old VIP is lost
  if (moves) {
    shortcomings_.moved_at = sim.now();
    ++shortcomings_.moves;
  }
  std::uint64_t forgotten = 0;
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const State state = connections_[endpoint].state;
    if (keeps || state == State::none || state == State::forgotten) continue;
    if (state != State::established) {
      reset(sim, endpoint);
      continue;
    }
    ++forgotten;
    forget(sim, endpoint);
    tell_path_lost(sim, endpoint);
  }
  for (DeadBinding& dead : dead_) {
    if (dead.live && !dead.server_only && !keeps) forget_dead(sim, dead, false);
  }
  timeline_.push_back({.at = sim.now(),
                       .component = name(),
                       .kind = "fail_over",
                       .text = "the standby takes over; it has forgotten " +
                               std::to_string(forgotten) + " connections"});
}

}  // namespace ocssim::models
