// What the balancer does about its members: monitors, membership, connections of the dead.
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "models/balancer/health_monitor.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/connection_owner.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

namespace ocssim::models {
namespace {

/// Ports of system services: they stay open although the Front End service is down (LB-12).
constexpr bool is_system_port(std::uint32_t port) {
  return port == 135 || port == 444;
}

std::string rounded(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

}  // namespace

std::uint8_t LoadBalancer::listener_of(std::uint32_t port) const {
  const auto found = std::find(listener_ports_.begin(), listener_ports_.end(), port);
  if (found == listener_ports_.end()) return no_listener;
  return static_cast<std::uint8_t>(found - listener_ports_.begin());
}

bool LoadBalancer::is_open(std::uint32_t member, std::uint8_t listener) const {
  if (pool_->front_ends[member]->state() != ServerState::process_failed) return true;
  return listener < listener_ports_.size() && is_system_port(listener_ports_[listener]);
}

bool LoadBalancer::member_refuses(Simulation& sim, std::uint32_t member, std::uint8_t listener) {
  if (is_open(member, listener) && !pool_->front_ends[member]->is_backlog_full()) return false;
  member_refused_.add();
  if (members_.note_refused(sim.now(), member)) {
    judge(sim, member, false, "after refused connects the balancer");
  }
  return true;
}

void LoadBalancer::note_accepted(Simulation& sim, std::uint32_t member) {
  if (members_.note_accepted(sim.now(), member)) {
    judge(sim, member, true, "by a trial the balancer");
  }
}

void LoadBalancer::tell_reset(Simulation& sim, std::uint32_t endpoint) {
  if (endpoint >= pool_->first_stream_endpoint) {
    return pool_->streams->on_connection_reset(sim, endpoint);
  }
  pool_->clients->on_connection_reset(sim, endpoint);
}

void LoadBalancer::tell_path_lost(Simulation& sim, std::uint32_t endpoint,
                                  std::optional<std::uint8_t> hop) {
  // A stream sends nothing after its opening: it finds out when its connection is reset, or never.
  if (endpoint >= pool_->first_stream_endpoint) return;
  const bool looks_well = pool_->clients->on_path_lost(sim, endpoint);
  if (looks_well && hop && path_) path_->begin_silent_death(sim.now(), endpoint, *hop);
}

void LoadBalancer::reset_member(Simulation& sim, std::uint32_t member) {
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const Connection& connection = connections_[endpoint];
    if (connection.state == State::none || connection.binding.member != member) continue;
    const bool is_known = connection.state != State::forgotten;
    reset(sim, endpoint);
    if (is_known) tell_reset(sim, endpoint);  // else the reset meets nothing at the balancer
  }
}

void LoadBalancer::silence_member(Simulation& sim, std::uint32_t member) {
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const Connection& connection = connections_[endpoint];
    if (connection.state != State::established || connection.binding.member != member) continue;
    tell_path_lost(sim, endpoint);
  }
}

void LoadBalancer::reassign_member(Simulation& sim, std::uint32_t member) {
  // The client's side stays as it is; the new server has never heard of the connection.
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    Connection& connection = connections_[endpoint];
    if (connection.state != State::established || connection.binding.member != member) continue;
    const auto other = pick_member(sim, endpoint, connection.listener);
    if (!other) return reset_member(sim, member);
    if (snat_) {
      const auto moved = snat_->move(sim.now(), connection.binding, *other);
      if (!moved) {  // no port to the other member
        end_connection(sim, endpoint, false);
        tell_reset(sim, endpoint);
        continue;
      }
      connection.binding = *moved;
    }
    members_.move(sim.now(), member, *other, counted_in(endpoint));
    pool_->front_ends[member]->on_connection(sim.now(), -1, connection.binding.address);
    pool_->front_ends[member]->forget_socket(sim.now(), endpoint);
    connection.binding.member = static_cast<std::uint16_t>(*other);
    connection.state = State::reassigned;
    tell_path_lost(sim, endpoint);
  }
}

bool LoadBalancer::monitor_succeeds(std::uint32_t member) const {
  switch (pool_->front_ends[member]->state()) {
    case ServerState::up:
    case ServerState::hung:  // it still accepts
      return !is_silent(member);
    case ServerState::process_failed:
      return is_system_port(config_.monitor.port);
    case ServerState::powerless:
      return false;
  }
  return false;
}

void LoadBalancer::on_member_change(Simulation& sim, std::uint32_t member) {
  if (!config_.deployment.member_addresses_static) note_address_of(sim, member);
  if (!config_.monitor.active) return;
  decisions_[member] = sim_never;
  const bool succeeds = monitor_succeeds(member);
  if (succeeds == members_.is_up(member)) return;
  const bool silent = is_silent(member);
  const CheckEnd end = succeeds ? CheckEnd::accepted
                       : silent ? CheckEnd::silent
                                : CheckEnd::refused;
  decisions_[member] = decided_at(config_.monitor, check_phases_[member], sim.now(), end);
  sim.schedule_at(*this, Kind::monitor, member, decisions_[member], Phase::control);
}

void LoadBalancer::on_monitor(Simulation& sim, std::uint32_t member) {
  if (decisions_[member] != sim.now()) return;  // the server changed again meanwhile
  decisions_[member] = sim_never;
  const bool up = monitor_succeeds(member);
  if (up == members_.is_up(member)) return;
  members_.set_up(sim.now(), member, up);
  judge(sim, member, up, "the balancer's monitor");
}

void LoadBalancer::judge(Simulation& sim, std::uint32_t member, bool up, const char* who) {
  timeline_.push_back(
      {.at = sim.now(),
       .component = pool_->front_ends[member]->name(),
       .kind = up ? "member_up" : "member_down",
       .text = std::string(who) + " finds the member " + (up ? "up" : "down") + "; it holds " +
               std::to_string(members_.connections(member).level()) + " connections"});
  if (members_.has_reports()) note_returns();
  note_fail_open(sim);
  if (!up) act_on_member_down(sim, member);
}

void LoadBalancer::act_on_member_down(Simulation& sim, std::uint32_t member) {
  switch (config_.on_member_down) {
    case MemberDownAction::leave:
      return;
    case MemberDownAction::reset:
      return reset_member(sim, member);
    case MemberDownAction::reassign:
      return reassign_member(sim, member);
  }
}

void LoadBalancer::change_membership(Simulation& sim, std::uint32_t member,
                                     MembershipChange change) {
  // A server that failed and is back was in the list all the time.
  const bool edits = change != MembershipChange::restore || !members_.is_listed(member);
  switch (change) {
    case MembershipChange::add:
    case MembershipChange::restore:
      members_.set_present(sim.now(), member, true);
      break;
    case MembershipChange::drain:
      members_.set_draining(sim.now(), member, true);
      begin_deregistration(sim, member);
      break;
    case MembershipChange::remove:
      members_.set_present(sim.now(), member, false);
      reset_member(sim, member);
      break;
  }
  if (edits && !config_.deployment.changes_online) stop_pool(sim);
  if (members_.has_reports()) note_returns();
  note_fail_open(sim);
}

void LoadBalancer::change_addresses(Simulation& sim, std::uint32_t address,
                                    MembershipChange change) {
  OCSSIM_CHECK(snat_ && address < snat_->addresses());
  const bool opens = change == MembershipChange::add || change == MembershipChange::restore;
  snat_->set_open(address, opens);
  if (change != MembershipChange::remove) return;
  for (std::uint32_t endpoint = 0; endpoint < connections_.size(); ++endpoint) {
    const Connection& connection = connections_[endpoint];
    const bool is_held = connection.state != State::none && connection.state != State::forgotten;
    if (!is_held || connection.binding.address != address) continue;
    reset(sim, endpoint);
    tell_reset(sim, endpoint);
  }
  for (DeadBinding& dead : dead_) {
    if (!dead.live || dead.server_only || dead.binding.address != address) continue;
    forget_dead(sim, dead, false);
  }
}

void LoadBalancer::change_settings(Simulation& sim, const LoadBalancerConfig& config) {
  const bool other_timeout = config.idle_timeout != config_.idle_timeout;
  const bool other_monitor = config.monitor.port != config_.monitor.port;
  config_.idle_timeout = config.idle_timeout;
  config_.reset_on_idle_timeout = config.reset_on_idle_timeout;
  config_.unknown_packet = config.unknown_packet;
  config_.on_member_down = config.on_member_down;
  config_.on_member_refusal = config.on_member_refusal;
  config_.monitor.port = config.monitor.port;
  gate_.set(config.gate);
  members_.change_settings(sim.now(), config);
  for (std::uint32_t endpoint = 0; other_timeout && endpoint < connections_.size(); ++endpoint) {
    const State state = connections_[endpoint].state;
    if (state != State::established && state != State::reassigned) continue;
    sim.arm(*this, endpoint, 0, std::max(sim.now(), idle_deadline(endpoint)));
  }
  for (std::uint32_t member = 0; other_monitor && member < members_.count(); ++member) {
    on_member_change(sim, member);
  }
}

void LoadBalancer::note_returns() {
  for (const ReturnReport& report : members_.take_reports()) {
    had_returns_ = true;
    const ReturningMember& state = report.state;
    const Duration age = report.at - state.since;
    returning_peak_share_ = std::max(returning_peak_share_, state.peak_share);
    if (report.stage == ReturnStage::back) continue;
    const bool caught_up = report.stage == ReturnStage::caught_up;
    if (caught_up) {
      catch_up_time_.record(age);
      returning_share_ += state.share_at_catch_up;
    }
    timeline_.push_back(
        {.at = report.at,
         .component = pool_->front_ends[state.member]->name(),
         .kind = caught_up ? "member_caught_up" : "member_even",
         .text = (caught_up ? "it holds 95 % of the other members' connections "
                            : "it holds as many connections as the least of the others ") +
                 rounded(to_seconds(age), 1) + " s after it came into service; it took " +
                 std::to_string(state.opened) + " of " + std::to_string(state.opened_by_all) +
                 " new ones"});
  }
}

}  // namespace ocssim::models
