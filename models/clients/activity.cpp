// What a signed-in endpoint does: keep-alives, refreshes, publications, polls, IM, session end.
#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/archiving/record_server.hpp"
#include "models/clients/clients.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

Duration part(Duration whole, double share) {
  return seconds(to_seconds(whole) * share);
}

}  // namespace

void Clients::arm_all(Simulation& sim, std::uint32_t endpoint, bool stationary) {
  Endpoint& record = endpoints_[endpoint];
  const std::int64_t now = sim.now().time_since_epoch().count();
  const RandomBlock phase = phase_stream_.draw(endpoint, 1);
  const Duration refresh = refresh_interval(endpoint);
  if (stationary) {
    record.keep_alive_due = now + part(config_.keep_alive.interval, phase.uniform(0)).count();
    sim.arm(*this, endpoint, slot(Kind::refresh), sim.now() + part(refresh, phase.uniform(1)));
    record.session_end = now + part(config_.session_length, phase.uniform(2)).count();
    record.reauthentication =
        now + part(config_.reauthentication_interval, phase.uniform(3)).count();
  } else {
    record.keep_alive_due = now + config_.keep_alive.interval.count();
    if (!sim.is_armed(*this, endpoint, slot(Kind::refresh))) {
      sim.arm(*this, endpoint, slot(Kind::refresh), sim.now() + refresh);
    }
    if (record.session_end <= now) record.session_end = now + config_.session_length.count();
    // The security association is of the user's logon: its period runs on through sign-outs.
    if (record.reauthentication == 0) {
      record.reauthentication = now + config_.reauthentication_interval.count();
    }
    while (record.reauthentication <= now) {
      record.reauthentication += config_.reauthentication_interval.count();
    }
  }
  arm_session(sim, endpoint);
  if (pool_->superposition != nullptr) return;  // its part of the superposition
  if (config_.keep_alive.enabled) arm_keep_alive(sim, endpoint);
  arm_activity(sim, endpoint);
}

/// Of a user: each of his endpoints does its share.
double Clients::sum_of_rates() const {
  const auto& activity = config_.activity;
  return activity.presence_publications + activity.polls + activity.im_sessions +
         activity.background;
}

void Clients::change_settings(Simulation& sim, const ClientsConfig& config) {
  config_.reconnect = config.reconnect;
  config_.retry = config.retry;
  config_.queues_when_blocked = config.queues_when_blocked;
  const auto& now = config.activity;
  auto& activity = config_.activity;
  const bool same = activity.presence_publications == now.presence_publications &&
                    activity.polls == now.polls && activity.im_sessions == now.im_sessions &&
                    activity.background == now.background;
  if (same) return;
  activity.presence_publications = now.presence_publications;
  activity.polls = now.polls;
  activity.im_sessions = now.im_sessions;
  activity.background = now.background;
  activity_rate_ = sum_of_rates();
  // Exponential times have no memory: those that wait may be drawn anew.
  for (std::uint32_t endpoint = 0; endpoint < population(); ++endpoint) {
    const Endpoint& record = endpoints_[endpoint];
    if (record.state != EndpointState::signed_in || record.path_lost) continue;
    sim.disarm(*this, endpoint, slot(Kind::activity));
    arm_activity(sim, endpoint);
  }
}

void Clients::arm_activity(Simulation& sim, std::uint32_t endpoint) {
  if (activity_rate_ <= 0.0) return;
  const double interval =
      -elementary::log(next_uniform(endpoint)) / activity_rate_ * config_.endpoints_per_user;
  sim.arm(*this, endpoint, slot(Kind::activity), sim.now() + seconds(interval));
}

void Clients::arm_keep_alive(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  // The period is fixed; each keep-alive leaves U(0, grain) after its nominal instant.
  const double u = next_uniform(endpoint);
  const SimTime nominal{Duration{record.keep_alive_due}};
  sim.arm(*this, endpoint, slot(Kind::keep_alive),
          std::max(sim.now(), nominal + part(config_.keep_alive.grain, u)));
}

void Clients::arm_session(Simulation& sim, std::uint32_t endpoint) {
  const Endpoint& record = endpoints_[endpoint];
  sim.arm(*this, endpoint, slot(Kind::session),
          SimTime{Duration{std::min(record.session_end, record.reauthentication)}});
}

void Clients::on_keep_alive(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const auto& keep_alive = config_.keep_alive;
  record.keep_alive_due += keep_alive.interval.count();
  if (keep_alive.jitter > Duration::zero()) {  // U(−jitter, jitter)
    const double u = next_uniform(endpoint);
    record.keep_alive_due +=
        static_cast<std::int64_t>((2.0 * u - 1.0) * static_cast<double>(keep_alive.jitter.count()));
  }
  if (!send(sim, endpoint, MessageClass::keep_alive, JobPurpose::one_way)) return;
  arm_keep_alive(sim, endpoint);
}

void Clients::on_refresh(Simulation& sim, std::uint32_t endpoint) {
  const bool signed_in = endpoints_[endpoint].state == EndpointState::signed_in;
  if (signed_in && !send(sim, endpoint, MessageClass::register_refresh, JobPurpose::request)) {
    return;
  }
  sim.arm(*this, endpoint, slot(Kind::refresh), sim.now() + refresh_interval(endpoint));
}

/// Until the next refresh; a server may shorten what it grants at random.
Duration Clients::refresh_interval(std::uint32_t endpoint) {
  const auto& refresh = config_.register_refresh;
  const Duration whole = config_.keep_alive.enabled ? refresh.with_keep_alive : refresh.without;
  if (refresh.jitter == 0.0) return whole;
  return part(whole, 1.0 - refresh.jitter * next_draw(endpoint).uniform(0));
}

void Clients::on_activity(Simulation& sim, std::uint32_t endpoint) {
  const ActivityKind what = choose_activity(next_draw(endpoint));
  if (what != ActivityKind::im_session) {
    if (request(sim, endpoint, what)) arm_activity(sim, endpoint);
    return;
  }
  const bool talks_already = lengthen_im_session(sim, endpoint);
  arm_activity(sim, endpoint);  // before the first message, which may find the connection gone
  if (!talks_already) on_im_message(sim, endpoint);
}

ActivityKind Clients::choose_activity(const RandomBlock& block) const {
  const auto& activity = config_.activity;
  double choice = block.uniform(1) * activity_rate_;
  if ((choice -= activity.presence_publications) < 0.0) return ActivityKind::publication;
  if ((choice -= activity.polls) < 0.0) {
    const bool cached = block.uniform(2) < activity.polls_cached_share;
    return cached ? ActivityKind::cached_poll : ActivityKind::stored_poll;
  }
  if ((choice -= activity.im_sessions) < 0.0) return ActivityKind::im_session;
  return ActivityKind::background;
}

bool Clients::request(Simulation& sim, std::uint32_t endpoint, ActivityKind what) {
  switch (what) {
    case ActivityKind::publication:
      return send(sim, endpoint, MessageClass::publish, JobPurpose::request);
    case ActivityKind::cached_poll:
      return send(sim, endpoint, MessageClass::poll_cached, JobPurpose::request);
    case ActivityKind::stored_poll:
      return send(sim, endpoint, MessageClass::poll_stored, JobPurpose::request);
    case ActivityKind::im_session:  // no single request
    case ActivityKind::background:
      break;
  }
  return send(sim, endpoint, MessageClass::background, JobPurpose::one_way);
}

bool Clients::lengthen_im_session(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const std::uint32_t left = record.messages_left + config_.activity.messages_per_session;
  const bool talks_already = record.messages_left > 0;
  record.messages_left = static_cast<std::uint8_t>(std::min(left, 255u));
  if (pool_->monitoring != nullptr) {  // a call-detail record
    pool_->monitoring->deposit(sim, pool_->balancer->member_of(endpoint));
  }
  return talks_already;
}

void Clients::act(Simulation& sim, std::uint32_t endpoint, ActivityKind what) {
  if (what != ActivityKind::im_session) {
    request(sim, endpoint, what);
  } else if (!lengthen_im_session(sim, endpoint)) {
    on_im_message(sim, endpoint);
  }
}

void Clients::count_superposed(SimTime now, MessageClass message) {
  ++offered_[index_of(message)];
  sent_.add(now);
  if (message != MessageClass::poll_cached && message != MessageClass::poll_stored) return;
  for (Counter* counter : {&wishes_, &attempts_, &carried_, &goodput_}) counter->add();
}

void Clients::on_im_message(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const RandomBlock block = next_draw(endpoint);
  const std::uint32_t receiver = contacts_->partner(endpoint, block.bits[2]);
  if (!send(sim, endpoint, MessageClass::message, JobPurpose::im_message, receiver)) return;
  if (--record.messages_left == 0) return;
  const double gap = exponential(to_seconds(config_.activity.message_gap), block.uniform(0));
  sim.arm(*this, endpoint, slot(Kind::im_message), sim.now() + seconds(gap));
}

void Clients::on_session(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const std::int64_t now = sim.now().time_since_epoch().count();
  if (record.session_end <= now) {
    if (record.path_lost && !revive(sim, endpoint)) return;
    leave_signed_in(sim, endpoint, EpisodeCause::session_end);
    set_state(sim, endpoint, EndpointState::signing_out);
    send(sim, endpoint, MessageClass::sign_out, JobPurpose::request);
    return;
  }
  record.reauthentication += config_.reauthentication_interval.count();
  arm_session(sim, endpoint);
  reauthentications_.add();
  record.legs_left = register_legs();
  send_reauthentication_leg(sim, endpoint);
}

void Clients::send_reauthentication_leg(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const bool asks = config_.authentication == Authentication::ntlm && record.legs_left == 1;
  send(sim, endpoint, MessageClass::register_leg, JobPurpose::request, Job::nowhere, asks);
}

}  // namespace ocssim::models
