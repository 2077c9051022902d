// Transactions: sending, answers, time-outs, and the fan-out of presence.
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/superposition.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"
#include "models/pools/pool_link.hpp"

#include <algorithm>

namespace ocssim::models {
CompactOptional<std::uint16_t> Clients::front_end_of(std::uint32_t endpoint) const {
  if (pool_->superposition != nullptr) return pool_->superposition->home_of(endpoint);
  const Endpoint& record = endpoints_[endpoint];
  if (record.state != EndpointState::signed_in || record.path_lost) return std::nullopt;
  return pool_->balancer->member_of(endpoint);
}

bool Clients::send(Simulation& sim, std::uint32_t endpoint, MessageClass message,
                   JobPurpose purpose, std::uint32_t receiver, bool asks_directory,
                   std::uint8_t attempt) {
  Endpoint& record = endpoints_[endpoint];
  const bool signing_in = record.state == EndpointState::signing_in;
  ++offered_[index_of(message)];
  sent_.add(sim.now());
  count_wish(endpoint, message, purpose, attempt);
  if (message == MessageClass::publish && !signing_in) publications_.add();
  if (purpose == JobPurpose::sign_in && message != MessageClass::tls_handshake) {
    sign_in_requests_.add();
  }
  bool connected = pool_->balancer->has_connection(endpoint) && !record.path_lost;
  const std::uint16_t member = pool_->balancer->member_of(endpoint);
  FrontEnd& front_end = *pool_->front_ends[member];
  connected = connected && front_end.state() != ServerState::powerless;
  if (!connected && (signing_in || !revive(sim, endpoint))) return false;
  if (!config_.queues_when_blocked && has_deadline(purpose) && purpose != JobPurpose::sign_in &&
      purpose != JobPurpose::conference && message != MessageClass::sign_out &&
      front_end.is_blocked(endpoint)) {
    abandoned_.add();
    return true;
  }
  if (pool_->balancer->goes_astray(endpoint, record.requests)) {
    ++record.requests;
    notice_stray(sim, endpoint);
    return false;
  }
  pool_->balancer->touch(sim.now(), endpoint);
  const std::uint32_t index = pool_->jobs.create();
  Job& job = pool_->jobs[index];
  job.wish_time = sim.now().time_since_epoch().count();
  job.client = endpoint;
  job.number = record.requests++;
  job.receiver = receiver;
  job.epoch = record.epoch;
  job.message = message;
  job.purpose = purpose;
  job.asks_directory = asks_directory;
  job.attempt = attempt;
  if (has_deadline(purpose)) {
    if (message != MessageClass::tls_handshake) attempts_.add();
    const SimTime due = sim.now() + config_.transaction_timeout;
    const auto is_answered = [this](const Deadline& entry) {
      return !pool_->jobs.is_same(entry.job, entry.generation);
    };
    if (deadlines_.begin({.job = index, .generation = job.generation}, is_answered)) {
      sim.schedule_at(*this, Kind::deadline, 0, due, Phase::control);
    }
  }
  if (config_.keep_alive.restart_on_traffic && message != MessageClass::keep_alive &&
      record.state == EndpointState::signed_in && config_.keep_alive.enabled) {
    record.keep_alive_due = job.wish_time + config_.keep_alive.interval.count();
    sim.arm(*this, endpoint, slot(Kind::keep_alive), SimTime{Duration{record.keep_alive_due}});
  }
  front_end.receive(sim, index);
  return true;
}

bool Clients::invite(Simulation& sim, std::uint32_t endpoint, std::uint32_t participant) {
  if (endpoints_[endpoint].state != EndpointState::signed_in) return false;
  return send(sim, endpoint, MessageClass::conference_invite, JobPurpose::conference, participant);
}

void Clients::count_wish(std::uint32_t endpoint, MessageClass message, JobPurpose purpose,
                         std::uint8_t attempt) {
  if (!has_deadline(purpose) || message == MessageClass::tls_handshake || attempt > 0) return;
  if (purpose == JobPurpose::sign_in) {
    // An attempt that begins anew repeats requests that were wished for before.
    Endpoint& record = endpoints_[endpoint];
    if (record.step < record.steps_wished) return;
    record.steps_wished = static_cast<std::uint8_t>(record.step + 1);
  }
  wishes_.add();
}

bool Clients::revive(Simulation& sim, std::uint32_t endpoint) {
  Endpoint& record = endpoints_[endpoint];
  if (record.state == EndpointState::signing_out) return false;  // its deadline ends it
  if (!record.path_lost) {
    record.path_lost = true;
    silently_dead_.add(sim.now(), 1);
  }
  const PacketFate fate =
      record.reset_unread ? PacketFate::reset : pool_->balancer->on_unknown_packet(sim, endpoint);
  switch (fate) {
    case PacketFate::lost:
      // Nobody acknowledges: TCP sends it again and again, then reports the loss.
      notice_loss_later(sim, endpoint);
      return false;
    case PacketFate::reset:
      notice_reset(sim, endpoint);
      return false;
    case PacketFate::passes:
      break;
  }
  end_silent_death(sim, endpoint);
  sim.disarm(*this, endpoint, slot(Kind::connect));
  return true;
}

/// Another server got what was sent and knows of no such connection: RST.
void Clients::notice_stray(Simulation& sim, std::uint32_t endpoint) {
  pool_->balancer->reset(sim, endpoint);
  const EndpointState state = endpoints_[endpoint].state;
  if (state == EndpointState::signed_in) notice_reset(sim, endpoint);
  if (state == EndpointState::signing_out) end_session(sim, endpoint);
}

void Clients::notice_loss_later(Simulation& sim, std::uint32_t endpoint) {
  if (sim.is_armed(*this, endpoint, slot(Kind::connect))) return;
  // A server that knows nothing of the connection answers RST; silence is tried again and again.
  const Duration notice = pool_->balancer->is_reassigned(endpoint) ? 2 * pool_->client_latency()
                                                                   : config_.retransmission_timeout;
  sim.arm(*this, endpoint, slot(Kind::connect), sim.now() + notice);
}

void Clients::on_response(Simulation& sim, std::uint32_t index) {
  // Field by field: a copy of the whole record would wait for what was just written to it.
  const Job& job = pool_->jobs[index];
  const std::uint32_t client = job.client;
  const std::uint32_t receiver = job.receiver;
  const std::int64_t wish_time = job.wish_time;
  const std::uint16_t front_end = job.front_end;
  const MessageClass message = job.message;
  const JobPurpose purpose = job.purpose;
  const bool timed_out = job.timed_out;
  const bool waited_for = !timed_out && endpoints_[client].epoch == job.epoch;
  pool_->jobs.release(index);
  if (message != MessageClass::tls_handshake) carried_.add();
  if (message == MessageClass::publish && purpose == JobPurpose::request) {
    fan_out(sim, client, wish_time, front_end);
  }
  if (purpose == JobPurpose::conference && !timed_out) {
    pool_->conferences->on_invited(sim, receiver, waited_for);
  }
  if (!waited_for) return;
  pool_->balancer->touch(sim.now(), client);
  record_response(sim, client, wish_time, message, purpose);
  Endpoint& record = endpoints_[client];
  if (purpose == JobPurpose::sign_in) return on_sign_in_response(sim, client);
  if (message == MessageClass::register_leg && record.legs_left > 0) {
    if (--record.legs_left > 0) send_reauthentication_leg(sim, client);
    return;
  }
  if (message != MessageClass::sign_out) return;
  fan_out(sim, client, wish_time, front_end);
  pool_->balancer->close(sim, client, config_.sessions_closed_by);
  end_session(sim, client);
}

void Clients::end_session(Simulation& sim, std::uint32_t endpoint) {
  if (!config_.repeat_sessions) return set_state(sim, endpoint, EndpointState::offline);
  begin_episode(sim, endpoint, EpisodeCause::session_end);
}

void Clients::record_response(Simulation& sim, std::uint32_t endpoint, std::int64_t wish_time,
                              MessageClass message, JobPurpose purpose) {
  const Duration time =
      sim.now().time_since_epoch() - Duration{wish_time} + 2 * pool_->client_latency();
  bool is_new = message != MessageClass::tls_handshake;
  if (purpose == JobPurpose::sign_in) {
    Endpoint& record = endpoints_[endpoint];
    is_new = is_new && record.step >= record.steps_answered;
    if (is_new) record.steps_answered = static_cast<std::uint8_t>(record.step + 1);
  }
  if (is_new && time <= config_.transaction_timeout) goodput_.add();
  if (message == MessageClass::register_refresh) register_time_.record(time);
  if (purpose == JobPurpose::im_message) im_time_.record(time);
}

void Clients::on_delivered(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  const Duration time =
      sim.now().time_since_epoch() - Duration{job.wish_time} + 2 * pool_->client_latency();
  if (front_end_of(job.receiver)) pool_->balancer->touch(sim.now(), job.receiver);
  if (job.purpose == JobPurpose::im_message) return on_response(sim, index);
  presence_time_.record(time);
  notifications_.add();
  pool_->jobs.release(index);
}

void Clients::on_foreseen(SimTime left, std::int64_t wish_time, MessageClass message) {
  const Duration time = left.time_since_epoch() - Duration{wish_time} + 2 * pool_->client_latency();
  if (message == MessageClass::notification) {
    presence_time_.record(time);
    return notifications_.add();
  }
  carried_.add();
  if (time <= config_.transaction_timeout) goodput_.add();
  im_time_.record(time);
}

void Clients::on_undeliverable(Simulation& sim, std::uint32_t index) {
  const JobPurpose purpose = pool_->jobs[index].purpose;
  const bool has_sender = purpose == JobPurpose::im_message || purpose == JobPurpose::conference;
  if (has_sender) return on_response(sim, index);
  pool_->jobs.release(index);
}

void Clients::on_rejected(Simulation& sim, std::uint32_t index) {
  const Job job = pool_->jobs[index];
  pool_->jobs.release(index);
  rejected_.add();
  if (job.purpose == JobPurpose::conference && !job.timed_out) {
    abandoned_.add();
    return pool_->conferences->on_invited(sim, job.receiver, false);
  }
  const Endpoint& record = endpoints_[job.client];
  if (job.timed_out || record.epoch != job.epoch) return;
  if (job.purpose == JobPurpose::sign_in && record.state == EndpointState::signing_in) {
    return fail_sign_in(sim, job.client);  // 503: the connection is given up, again later
  }
  if (job.message == MessageClass::sign_out) {
    pool_->balancer->close(sim, job.client, config_.sessions_closed_by);
    return end_session(sim, job.client);
  }
  retry_or_abandon(sim, job);
}

void Clients::retry_or_abandon(Simulation& sim, const Job& job) {
  if (job.attempt + 1u >= config_.retry.attempts) return abandoned_.add();
  const std::uint32_t index = pool_->jobs.create();
  Job& wish = pool_->jobs[index];
  wish.client = job.client;
  wish.receiver = job.receiver;
  wish.epoch = job.epoch;
  wish.message = job.message;
  wish.purpose = job.purpose;
  wish.asks_directory = job.asks_directory;
  wish.attempt = static_cast<std::uint8_t>(job.attempt + 1);
  sim.schedule_in(*this, Kind::retry, index, config_.retry.delay);
}

void Clients::on_retry(Simulation& sim, std::uint32_t index) {
  const Job wish = pool_->jobs[index];
  pool_->jobs.release(index);
  const Endpoint& record = endpoints_[wish.client];
  if (record.epoch != wish.epoch || record.state != EndpointState::signed_in) {
    return abandoned_.add();
  }
  retries_.add();
  send(sim, wish.client, wish.message, wish.purpose, wish.receiver, wish.asks_directory,
       wish.attempt);
}

void Clients::on_deadline(Simulation& sim) {
  const auto end_of = [this](const Deadline& entry) -> std::optional<SimTime> {
    if (!pool_->jobs.is_same(entry.job, entry.generation)) return std::nullopt;  // answered
    return SimTime{Duration{pool_->jobs[entry.job].wish_time}} + config_.transaction_timeout;
  };
  const auto next = deadlines_.fire(sim.now(), end_of,
                                    [&](const Deadline& entry) { on_timeout(sim, entry.job); });
  if (next) sim.schedule_at(*this, Kind::deadline, 0, *next, Phase::control);
}

void Clients::on_timeout(Simulation& sim, std::uint32_t index) {
  Job& record = pool_->jobs[index];
  record.timed_out = true;
  const Job job = record;
  if (job.parked) pool_->jobs.release(index);
  timed_out_.add();
  if (job.purpose == JobPurpose::conference) {
    abandoned_.add();
    return pool_->conferences->on_invited(sim, job.receiver, false);
  }
  const Endpoint& endpoint = endpoints_[job.client];
  if (endpoint.epoch != job.epoch) return;
  if (job.purpose == JobPurpose::sign_in) return fail_sign_in(sim, job.client);
  if (job.message == MessageClass::sign_out) {
    pool_->balancer->reset(sim, job.client);
    return end_session(sim, job.client);
  }
  // An unanswered REGISTER tells a signed-in client that its server is gone.
  const bool registers =
      job.message == MessageClass::register_refresh || job.message == MessageClass::register_leg;
  if (registers && endpoint.state == EndpointState::signed_in) {
    return lose_connection(sim, job.client);
  }
  retry_or_abandon(sim, job);
}

void Clients::fan_out(Simulation& sim, std::uint32_t endpoint, std::int64_t wish_time,
                      std::uint16_t front_end) {
  if (pool_->superposition != nullptr) {
    return pool_->superposition->fan_out(sim.now(), endpoint, wish_time, front_end, *contacts_);
  }
  FrontEnd& publisher = *pool_->front_ends[front_end];
  if (publisher.state() != ServerState::up) return;
  // Two passes, since watchers are anywhere in memory: fetch their records first, then look.
  contacts_->for_each_watcher(endpoint, [&](std::uint32_t watcher) {
    prefetch(watcher);
    watchers_.push_back(watcher);
  });
  for (const std::uint32_t watcher : watchers_) {
    if (watcher == endpoint) continue;
    const auto home = front_end_of(watcher);
    if (!home) continue;  // not online: nothing to send
    const std::uint32_t index = pool_->jobs.create();
    Job& job = pool_->jobs[index];
    job.wish_time = wish_time;
    job.client = endpoint;
    job.number = endpoints_[endpoint].requests++;
    job.receiver = watcher;
    job.purpose = JobPurpose::notification;
    const bool crosses = pool_->link != nullptr && pool_->link->crosses(endpoint, watcher);
    job.message =
        *home == front_end && !crosses ? MessageClass::notification : MessageClass::server_hop;
    publisher.accept(sim, index);
  }
  watchers_.clear();
}

}  // namespace ocssim::models
