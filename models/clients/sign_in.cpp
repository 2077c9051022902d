// Episodes of signing in: attempts to connect, the sequence of requests, losses.
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/superposition.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"
#include "models/pools/pool_link.hpp"

#include <algorithm>

namespace ocssim::models {
void Clients::set_state(Simulation& sim, std::uint32_t endpoint, EndpointState state) {
  Endpoint& record = endpoints_[endpoint];
  if (record.state == EndpointState::signed_in) {
    signed_in_.add(sim.now(), -1);
    if (pool_->superposition != nullptr) pool_->superposition->on_signed_out(sim.now(), endpoint);
  }
  --in_state_[static_cast<std::size_t>(record.state)];
  record.state = state;
  ++in_state_[static_cast<std::size_t>(state)];
  if (state != EndpointState::signed_in) return;
  signed_in_.add(sim.now(), 1);
  if (pool_->superposition == nullptr) return;
  pool_->superposition->on_signed_in(sim.now(), endpoint, pool_->balancer->member_of(endpoint));
}

void Clients::begin_episode(Simulation& sim, std::uint32_t endpoint, EpisodeCause cause) {
  Endpoint& record = endpoints_[endpoint];
  record.episode_begin = sim.now().time_since_epoch().count();
  record.failures = 0;
  record.steps_wished = 0;
  record.steps_answered = 0;
  record.counted = sim.now() <= success_cutoff_;
  if (record.counted) ++episodes_;
  if (cause == EpisodeCause::connection_lost) {
    reconnects_.add();
    return reconnect_later(sim, endpoint);
  }
  begin_attempt(sim, endpoint);
}

void Clients::begin_attempt(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  record.attempt_begin = sim.now().time_since_epoch().count();
  record.syns = 0;
  set_state(sim, endpoint, EndpointState::connecting);
  send_syn(sim, endpoint);
}

void Clients::send_syn(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const SimTime begin{Duration{record.attempt_begin}};
  const SimTime end = begin + config_.connect_timeout;
  ++record.syns;
  const std::uint64_t number = (std::uint64_t{record.epoch} << 8) + record.syns;
  const ConnectOutcome outcome = pool_->balancer->open(sim, endpoint, {.number = number});
  record.port_refused = outcome == ConnectOutcome::dropped;
  switch (outcome) {
    case ConnectOutcome::established:
      record.step = uses_tls(endpoint) ? 0 : 1;
      ++record.epoch;
      set_state(sim, endpoint, EndpointState::signing_in);
      // TCP and TLS take a round trip each before the key exchange loads the server.
      return sim.schedule_in(*this, Kind::next_step, endpoint,
                             (record.step == 0 ? 4 : 2) * pool_->client_latency() +
                                 pool_->balancer->admission_delay());
    case ConnectOutcome::reset:
    case ConnectOutcome::accepted_closed:
      return end_attempt_without_port(sim, endpoint);
    case ConnectOutcome::unreachable:
    case ConnectOutcome::dropped: {
      // Silence: SYN again, until the attempt is over.
      const std::size_t sent = record.syns;
      SimTime next = end;
      if (sent <= config_.syn_retransmissions.size()) {
        next = std::min(end, begin + config_.syn_retransmissions[sent - 1]);
      }
      return sim.arm(*this, endpoint, slot(Kind::connect), std::max(next, sim.now()));
    }
    case ConnectOutcome::member_silent:
      return sim.arm(*this, endpoint, slot(Kind::connect), std::max(end, sim.now()));
    case ConnectOutcome::no_member:
    case ConnectOutcome::no_listener:
    case ConnectOutcome::member_refused:
    case ConnectOutcome::turned_away:
      return fail_sign_in(sim, endpoint);
  }
}

void Clients::on_connect_timer(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  if (record.state == EndpointState::reconnecting) return begin_attempt(sim, endpoint);
  if (record.state != EndpointState::connecting) return lose_connection(sim, endpoint);
  if (pool_->balancer->has_connection(endpoint)) return fail_sign_in(sim, endpoint);  // half-open
  const SimTime end = SimTime{Duration{record.attempt_begin}} + config_.connect_timeout;
  if (sim.now() < end) return send_syn(sim, endpoint);
  if (!record.port_refused) return fail_sign_in(sim, endpoint);  // the balancer was away
  end_attempt_without_port(sim, endpoint);
}

void Clients::end_attempt_without_port(Simulation& sim, std::uint32_t endpoint) {
  ++refused_;
  fail_sign_in(sim, endpoint);
}

void Clients::fail_sign_in(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  attempt_failures_.add();
  ++record.epoch;  // answers that are still on their way find nobody
  pool_->balancer->give_up(sim, endpoint);
  if (record.failures < UINT8_MAX) ++record.failures;
  reconnect_later(sim, endpoint);
}

void Clients::reconnect_later(Simulation& sim, std::uint32_t endpoint) {
  const auto& reconnect = config_.reconnect;
  const std::uint32_t most = reconnect.max_attempts;
  if (!reconnect.enabled || (most > 0 && endpoints_[endpoint].failures >= most)) {
    return set_state(sim, endpoint, EndpointState::given_up);
  }
  set_state(sim, endpoint, EndpointState::reconnecting);
  const double wait =
      reconnect.rule == ReconnectRule::full ? full_wait(endpoint) : ruled_wait(endpoint);
  sim.arm(*this, endpoint, slot(Kind::connect), sim.now() + seconds(wait));
}

/// After k failures: the first delay, grown k times, and not above the largest.
double Clients::reconnect_limit(std::uint32_t endpoint) const {
  const auto& reconnect = config_.reconnect;
  double limit = to_seconds(reconnect.delay);
  const double most = to_seconds(reconnect.max_delay);
  for (std::uint8_t k = 0; k < endpoints_[endpoint].failures && limit < most; ++k) {
    limit *= reconnect.backoff;
  }
  return endpoints_[endpoint].failures > 0 ? std::min(limit, most) : limit;
}

/// U(min, delay) after a loss, U(min, min(max, delay·backoff^k)) after k failures.
double Clients::full_wait(std::uint32_t endpoint) {
  const double least = to_seconds(config_.reconnect.min_delay);
  return least + next_draw(endpoint).uniform(0) * (reconnect_limit(endpoint) - least);
}

/// The rules of section "Reconnecting" of docs/models/clients.md.
double Clients::ruled_wait(std::uint32_t endpoint) {
  const auto& reconnect = config_.reconnect;
  Endpoint& record = endpoints_[endpoint];
  switch (reconnect.rule) {
    case ReconnectRule::full:
      return full_wait(endpoint);
    case ReconnectRule::equal:
      return 0.5 * reconnect_limit(endpoint) * (1.0 + next_draw(endpoint).uniform(0));
    case ReconnectRule::around: {
      const double away = reconnect.jitter * (2.0 * next_draw(endpoint).uniform(0) - 1.0);
      return reconnect_limit(endpoint) * (1.0 + away);
    }
    case ReconnectRule::decorrelated: {
      const double base = to_seconds(reconnect.delay);
      const double most = to_seconds(reconnect.max_delay);
      const double last = record.failures == 0 ? base : most * record.last_wait / 65535.0;
      const double up_to = std::max(base, 3.0 * last);
      const double wait = std::min(most, base + next_draw(endpoint).uniform(0) * (up_to - base));
      record.last_wait = static_cast<std::uint16_t>(most > 0.0 ? wait / most * 65535.0 : 0.0);
      return wait;
    }
    case ReconnectRule::list: {
      const std::size_t place = std::min<std::size_t>(record.failures, reconnect.list.size() - 1);
      return to_seconds(reconnect.list[place]);
    }
    case ReconnectRule::fixed:
      return to_seconds(reconnect.delay);
  }
  return 0.0;
}

std::uint8_t Clients::steps() const {
  return static_cast<std::uint8_t>(1u + register_legs() + config_.subscribes + 1u +
                                   config_.publications_at_sign_in);
}

MessageClass Clients::message_of_step(std::uint8_t step) const {
  const std::uint32_t legs_end = 1u + register_legs();
  const std::uint32_t subscribes_end = legs_end + config_.subscribes;
  if (step == 0) return MessageClass::tls_handshake;
  if (step < legs_end) return MessageClass::register_leg;
  if (step < subscribes_end) return MessageClass::subscribe;
  if (step == subscribes_end) return MessageClass::batch_subscribe;
  return MessageClass::publish;
}

void Clients::on_next_step(Simulation& sim, std::uint32_t endpoint) {
  const Endpoint& record = endpoints_[endpoint];
  if (record.state != EndpointState::signing_in) return;  // reset meanwhile
  const MessageClass message = message_of_step(record.step);
  const bool last_leg = record.step == register_legs();
  const bool asks = config_.authentication == Authentication::ntlm && last_leg;
  if (!send(sim, endpoint, message, JobPurpose::sign_in, Job::nowhere, asks)) {
    fail_sign_in(sim, endpoint);
  }
}

void Clients::on_sign_in_response(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  if (++record.step == steps()) return complete_sign_in(sim, endpoint);
  sim.schedule_in(*this, Kind::next_step, endpoint, 2 * pool_->client_latency());
}

void Clients::complete_sign_in(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  const Duration time =
      sim.now().time_since_epoch() + pool_->client_latency() - Duration{record.episode_begin};
  sign_ins_.add();
  if (record.counted) {
    sign_in_time_.record(time);
    if (time <= config_.sign_in_limit) ++successes_;
    record.counted = false;
  }
  enter_signed_in(sim, endpoint);
  if (pool_->link != nullptr) send_on_users_of_other_pools(sim, endpoint);
  arm_all(sim, endpoint, false);
  fan_out(sim, endpoint, record.episode_begin, pool_->balancer->member_of(endpoint));
}

/// Users of other pools sign in as often as ours: the designated pool sees them all first.
void Clients::send_on_users_of_other_pools(Simulation& sim, std::uint32_t endpoint) {
  FrontEnd& front_end = *pool_->front_ends[pool_->balancer->member_of(endpoint)];
  for (std::uint32_t pool = 0; pool < pool_->link->redirects_per_sign_in(); ++pool) {
    const auto stage = static_cast<std::uint16_t>(UINT16_MAX / 2 - 8 * pool);
    front_end.redirect(sim, endpoint, endpoints_[endpoint].requests++, stage);
  }
}

void Clients::enter_signed_in(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  record.failures = 0;
  record.path_lost = false;
  record.reset_unread = false;
  set_state(sim, endpoint, EndpointState::signed_in);
}

void Clients::leave_signed_in(Simulation& sim, std::uint32_t endpoint, EpisodeCause cause) {
  for (const Kind kind :
       {Kind::keep_alive, Kind::activity, Kind::im_message, Kind::session, Kind::connect}) {
    sim.disarm(*this, endpoint, slot(kind));
  }
  // The next session of a closed population stands for another user's, whose phase is any: the
  // refresh runs on. After a lost connection it begins anew with the new registration.
  if (cause != EpisodeCause::session_end) sim.disarm(*this, endpoint, slot(Kind::refresh));
  Endpoint& record = endpoints_[endpoint];
  if (record.path_lost) end_silent_death(sim, endpoint);
  record.reset_unread = false;
  record.messages_left = 0;
  record.legs_left = 0;
  ++record.epoch;
}

void Clients::lose_connection(Simulation& sim, std::uint32_t endpoint) {
  // The client gives its connection up without a word: the balancer keeps the binding.
  leave_signed_in(sim, endpoint, EpisodeCause::connection_lost);
  pool_->balancer->orphan(sim, endpoint);
  begin_episode(sim, endpoint, EpisodeCause::connection_lost);
}

void Clients::notice_reset(Simulation& sim, std::uint32_t endpoint) {
  leave_signed_in(sim, endpoint, EpisodeCause::connection_lost);
  begin_episode(sim, endpoint, EpisodeCause::connection_lost);
}

void Clients::on_connection_reset(Simulation& sim, std::uint32_t endpoint) {
  const EndpointState state = endpoints_[endpoint].state;
  if (state == EndpointState::signed_in && config_.notices_close == NoticesClose::at_next_send) {
    on_path_lost(sim, endpoint);
    endpoints_[endpoint].reset_unread = true;
    return;
  }
  if (state == EndpointState::signed_in || state == EndpointState::signing_out) {
    return notice_reset(sim, endpoint);
  }
  if (state == EndpointState::signing_in) return fail_sign_in(sim, endpoint);
  if (state == EndpointState::connecting) {
    sim.disarm(*this, endpoint, slot(Kind::connect));
    fail_sign_in(sim, endpoint);
  }
}

bool Clients::on_path_lost(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  if (record.path_lost || record.state != EndpointState::signed_in) return false;
  record.path_lost = true;
  silently_dead_.add(sim.now(), 1);
  return true;
}

void Clients::end_silent_death(Simulation& sim, std::uint32_t endpoint) {
  endpoints_[endpoint].path_lost = false;
  silently_dead_.add(sim.now(), -1);
  pool_->balancer->on_path_known(sim.now(), endpoint);
}

}  // namespace ocssim::models
