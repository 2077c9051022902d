#include "models/front_end/front_end.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/archiving/record_server.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/superposition.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/front_end/role_servers.hpp"
#include "models/pool.hpp"
#include "models/pools/pool_link.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

// Tags of the banks: unique in the model, three a Front End (sql_back_end.cpp has its own range).
constexpr ServerBank::Place place(std::uint32_t index, std::uint32_t bank,
                                  std::uint32_t level = 0) {
  return {.tag = 3 * index + bank, .level = level};
}

}  // namespace

FrontEnd::FrontEnd(const FrontEndsConfig& config, std::uint32_t index)
    : Component("front_end[" + std::to_string(index) + "]"),
      config_(config),
      index_(index),
      seconds_per_megacycle_(1e6 / config.clock_hz),
      cpu_(config.cores, place(index, 0), {}, Tally::with_histogram()),
      shared_(config.cores),
      directory_(config.ntlm_slots, place(index, 1)),
      database_(config.database_connections, place(index, 2, 1), Tally::with_histogram()),
      throttle_(config.throttling),
      limits_(config.limits),
      outgoing_(Tally::with_histogram()),
      sproc_latency_(Tally::with_histogram()),
      megacycles_(message_class_count, 0.0),
      messages_(message_class_count, 0) {}

void FrontEnd::prepare(Simulation& sim) {
  is_peer_connected_.assign(pool_->front_ends.size(), true);  // since the servers started
  cpu_.reserve_queue(Clients::largest_fan_out);  // the fan-out of a user whom everybody knows
  stream_ = Stream(sim.seed(), "front_end.service", sim.replication());
  if (pool_->superposition == nullptr) return;
  foreseen_.emplace(config_.cores);
  superposed_ = Sequence(Stream(sim.seed(), "front_end.superposed", sim.replication()), index_);
}

void FrontEnd::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::directory_end:
      return on_directory_end(sim, event.entity);
    case Kind::reply:
      return on_reply(sim, event.entity);
    case Kind::shared_end:
      return on_shared_end(sim, event.entity);
    case Kind::peer_timeout:
      return on_peer_timeout(sim, event.entity);
    case Kind::overload:
      return on_overload(sim);
    case Kind::restart:
      is_dying_ = false;
      return restore(sim);
  }
}

inline bool FrontEnd::drop_lost(std::uint32_t job) {
  if (!pool_->jobs[job].lost) [[likely]]
    return false;
  pool_->jobs.abandon(job);
  return true;
}

/// A handshake is full, or resumes a session.
double FrontEnd::handshake_megacycles(const Job& job) const {
  const double mean = config_.messages[index_of(MessageClass::tls_handshake)].megacycles;
  const double resumed = config_.tls_resumption_share;
  const double of_resumed = config_.tls_megacycles_resumed;
  const bool resumes = stream_.draw(job.client, job.number, job.stage).uniform(2) < resumed;
  if (resumes || resumed >= 1.0) return of_resumed;
  return (mean - resumed * of_resumed) / (1.0 - resumed);  // `mean` is over both
}

// One event of three is the end of a message's work at the cores. What it goes through in a row is
// inlined: ten calls of short functions were a twentieth of its instructions.

[[gnu::always_inline]] inline Duration FrontEnd::draw_service(const Job& job) {
  const std::size_t message = index_of(job.message);
  const bool accepts =
      job.message == MessageClass::tls_handshake && job.purpose != JobPurpose::one_way;
  double mean = config_.messages[message].megacycles;
  if (accepts) {
    --unaccepted_;
    if (config_.tls_resumption_share > 0.0) mean = handshake_megacycles(job);
  }
  const double unit = exponential(1.0, stream_.uniform(job.client, job.number, job.stage));
  const double megacycles = mean * job.amount * unit;
  megacycles_[message] += megacycles;
  if (is_conferencing(job.message)) pool_->mcus[index_]->note_work(megacycles);
  return seconds(megacycles * 1e6 / config_.clock_hz);
}

[[gnu::always_inline]] inline void FrontEnd::begin_cpu(Simulation& sim, const Job& job,
                                                       std::uint32_t index) {
  if (job.message == MessageClass::conference_mixing) {
    McuServer& mcu = *pool_->mcus[index_];
    const Duration waited = sim.now().time_since_epoch() - Duration{job.accepted_time};
    if (!mcu.begin_mixing(waited)) {  // skipped: no work, and no message of the utilization law
      std::uint64_t& counted = messages_[index_of(job.message)];
      if (counted > 0) --counted;
      return sim.schedule_in(*this, Kind::cpu_end, index, Duration::zero());
    }
  }
  sim.schedule_in(*this, Kind::cpu_end, index, draw_service(job));
}

[[gnu::always_inline]] inline void FrontEnd::call_or_finish(Simulation& sim, Job& job,
                                                            std::uint32_t index) {
  if (job.calls_left == 0) return finish(sim, job, index);
  if (database_.queue_length() > 0) {
    const Job& oldest = pool_->jobs[database_.oldest_waiting()];
    const Duration waited = sim.now().time_since_epoch() - Duration{oldest.station_time[1]};
    if (waited >= config_.queue_latency_limit && config_.throttling.queue_latency) {
      throttled_.add();
      return reject(sim, index);
    }
  }
  ++job.stage;
  if (database_.enter(sim.now(), pool_->jobs, index)) begin_call(sim, index);
}

[[gnu::always_inline]] inline void FrontEnd::leave_cpu(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  // NTLM: the leg that carries the response is checked by the domain controller. Kerberos brings a
  // ticket: no question is asked.
  if (!job.asks_directory) return call_or_finish(sim, job, index);
  if (directory_state_ == DirectoryState::refusing) return reject(sim, index);
  if (directory_.enter(sim.now(), pool_->jobs, index)) begin_directory(sim, index);
}

void FrontEnd::accept(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  if (state_ != ServerState::up) return pool_->jobs.abandon(index);  // nobody reads it
  if (job.message == MessageClass::background && pool_->role_servers != nullptr) {
    return pool_->role_servers->accept(sim, index);
  }
  const MessageCost& cost = config_.messages[index_of(job.message)];
  job.front_end = static_cast<std::uint16_t>(index_);
  job.accepted_time = sim.now().time_since_epoch().count();
  job.calls_left = static_cast<std::uint8_t>(cost.sproc_calls);
  job.updates_left = static_cast<std::uint8_t>(cost.updates);
  ++job.stage;
  messages_[index_of(job.message)] += job.amount;
  if (job.message == MessageClass::tls_handshake) {
    if (job.purpose != JobPurpose::one_way) {
      handshakes_.add();
      ++unaccepted_;
    }
  }
  if (foreseen_) return foresee_end(sim, job, index);
  if (config_.discipline == Discipline::fifo) {
    if (cpu_.enter(sim.now(), pool_->jobs, index)) begin_cpu(sim, job, index);
    return;
  }
  cpu_.enter_shared(sim.now(), pool_->jobs, index);
  shared_.enter(sim.now(), index, draw_service(job));
  schedule_wake(sim);
}

void FrontEnd::foresee_end(Simulation& sim, const Job& job, std::uint32_t index) {
  pool_->superposition->catch_up(sim.now(), index_);
  sim.schedule_at(*this, Kind::cpu_end, index, foreseen_->enter(sim.now(), draw_service(job)));
}

/// Who waited has been in no cache since it came: its end looks at its client, or its receiver.
void FrontEnd::begin_cpu_of_next(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  if (job.held) {
    pool_->clients->prefetch(job.client);
  } else if (is_outgoing(job.message) && job.purpose != JobPurpose::conference) {
    pool_->clients->prefetch(job.receiver);
  }
  begin_cpu(sim, job, index);
}

void FrontEnd::on_cpu_end(Simulation& sim, std::uint32_t index) {
  if (foreseen_) return leave_cpu(sim, index);
  if (drop_lost(index)) return;
  if (const auto next = cpu_.leave(sim.now(), pool_->jobs, index)) begin_cpu_of_next(sim, *next);
  leave_cpu(sim, index);
}

void FrontEnd::on_shared_end(Simulation& sim, std::uint32_t number) {
  const auto index = shared_.wake(sim.now(), number);
  if (index) cpu_.leave_shared(sim.now(), pool_->jobs, *index);
  schedule_wake(sim);
  if (index) leave_cpu(sim, *index);
}

void FrontEnd::schedule_wake(Simulation& sim) {
  if (const auto wake = shared_.next_wake()) {
    sim.schedule_at(*this, Kind::shared_end, wake->number, wake->at);
  }
}

void FrontEnd::set_directory(Simulation& sim, DirectoryState state, double factor) {
  directory_state_ = state;
  directory_slowness_ = factor;
  if (state == DirectoryState::silent) return;
  std::vector<std::uint32_t> unanswered;
  unanswered.swap(unanswered_);
  for (const std::uint32_t job : unanswered) {
    sim.schedule_in(*this, Kind::directory_end, job,
                    seconds(to_seconds(config_.directory_latency) * factor));
  }
}

void FrontEnd::begin_directory(Simulation& sim, std::uint32_t index) {
  if (directory_state_ == DirectoryState::silent) return unanswered_.push_back(index);
  if (directory_state_ == DirectoryState::refusing) {
    return sim.schedule_in(*this, Kind::directory_end, index, Duration::zero());
  }
  const Job& job = pool_->jobs[index];
  const double u = stream_.draw(job.client, job.number, job.stage).uniform(1);
  const double answer =
      to_seconds(config_.directory_latency) * directory_slowness_ * exponential(1.0, u);
  sim.schedule_in(*this, Kind::directory_end, index, seconds(answer));
}

void FrontEnd::on_directory_end(Simulation& sim, std::uint32_t index) {
  if (drop_lost(index)) return;
  if (const auto next = directory_.leave(sim.now(), pool_->jobs, index))
    begin_directory(sim, *next);
  if (directory_state_ == DirectoryState::refusing) return reject(sim, index);
  call_or_finish(sim, pool_->jobs[index], index);
}

void FrontEnd::begin_call(Simulation& sim, std::uint32_t index) {
  pool_->jobs[index].call_time = sim.now().time_since_epoch().count();
  pool_->sql->accept(sim, index);
}

void FrontEnd::on_call_done(Simulation& sim, std::uint32_t index) {
  sim.schedule_in(*this, Kind::reply, index, 2 * pool_->network.front_end_to_sql);
}

void FrontEnd::on_reply(Simulation& sim, std::uint32_t index) {
  if (drop_lost(index)) return;
  Job& job = pool_->jobs[index];
  sproc_latency_.record(sim.now().time_since_epoch() - Duration{job.call_time});
  if (const auto next = database_.leave(sim.now(), pool_->jobs, index)) begin_call(sim, *next);
  --job.calls_left;
  if (job.call_failed) {  // the database stopped
    job.call_failed = false;
    return reject(sim, index);
  }
  call_or_finish(sim, pool_->jobs[index], index);
}

void FrontEnd::reject(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  const std::uint32_t endpoint = job.client;
  const std::uint16_t connection = job.connection;
  rejected_503_.add();
  end_transaction(sim, index);
  pool_->clients->on_rejected(sim, index);
  read_on(sim, endpoint, connection);
}

void FrontEnd::finish(Simulation& sim, const Job& job, std::uint32_t index) {
  if (job.timed_out) timed_out_.add();
  if (!job.held) {
    const Duration held = sim.now().time_since_epoch() - Duration{job.accepted_time};
    if (is_outgoing(job.message)) outgoing_.record(held);
    if (job.message == MessageClass::poll_stored) throttle_.record_superposed(held);
    return answer(sim, index);
  }
  const std::uint32_t endpoint = job.client;
  const std::uint16_t connection = job.connection;
  end_transaction(sim, index);
  answer(sim, index);
  read_on(sim, endpoint, connection);
}

void FrontEnd::answer(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  switch (job.message) {
    case MessageClass::keep_alive:
    case MessageClass::background:
    case MessageClass::conference_mixing:
    case MessageClass::conference_data:
      return pool_->jobs.release(index);
    case MessageClass::conference_roster:
      return pool_->conferences->on_roster_sent(sim, index);
    case MessageClass::conference_invite:
      return forward_invite(sim, index);
    case MessageClass::notification:
    case MessageClass::message_delivery:
      return pool_->clients->on_delivered(sim, index);
    case MessageClass::server_hop:
      return deliver(sim, index,
                     job.purpose == JobPurpose::notification ? MessageClass::notification
                     : job.purpose == JobPurpose::conference ? MessageClass::conference_focus
                                                             : MessageClass::message_delivery);
    case MessageClass::message:
      return finish_message(sim, index);
    case MessageClass::tls_handshake:
    case MessageClass::register_leg:
    case MessageClass::poll_stored:
      // Of a peer, of a user of another pool, or superposed.
      if (job.purpose == JobPurpose::one_way) return pool_->jobs.release(index);
      [[fallthrough]];
    case MessageClass::subscribe:
    case MessageClass::batch_subscribe:
    case MessageClass::publish:
    case MessageClass::poll_cached:
    case MessageClass::register_refresh:
    case MessageClass::sign_out:
    case MessageClass::conference_focus:
      return pool_->clients->on_response(sim, index);
  }
}

void FrontEnd::finish_message(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  if (pool_->archive != nullptr) pool_->archive->deposit(sim, index_);
  const auto home = pool_->clients->front_end_of(job.receiver);
  if (!home) return pool_->clients->on_response(sim, index);  // receiver is not signed in
  if (foreseen_) {
    pool_->superposition->forward_message(sim.now(), job.wish_time,
                                          static_cast<std::uint16_t>(index_), *home);
    return pool_->jobs.release(index);
  }
  if (*home == index_ && !is_in_other_pool(job)) {
    job.message = MessageClass::message_delivery;
  } else if (!config_.mutual_tls) {
    unreached_.add();
    return pool_->clients->on_rejected(sim, index);
  } else {
    job.message = MessageClass::server_hop;
  }
  accept(sim, index);
}

void FrontEnd::forward_invite(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  const auto focus = home_of(job);
  if (!focus) return pool_->clients->on_response(sim, index);  // the conference is over
  job.message = *focus == index_ ? MessageClass::conference_focus : MessageClass::server_hop;
  accept(sim, index);
}

CompactOptional<std::uint16_t> FrontEnd::home_of(const Job& job) const {
  if (job.purpose == JobPurpose::conference) {
    if (job.timed_out) return std::nullopt;  // nobody joins by it any more
    return pool_->conferences->focus_of(job.receiver);
  }
  return pool_->clients->front_end_of(job.receiver);
}

void FrontEnd::deliver(Simulation& sim, std::uint32_t index, MessageClass delivery) {
  Job& job = pool_->jobs[index];
  const auto home = home_of(job);
  job.message = delivery;
  if (!home) return pool_->clients->on_undeliverable(sim, index);
  if (is_in_other_pool(job)) return pool_->link->accept(sim, index);
  if (!config_.routable && *home != index_) {
    // Behind NAT nobody answers: the send waits until the connect is given up.
    sends_outstanding_.add(sim.now(), 1);
    return sim.schedule_in(*this, Kind::peer_timeout, index, config_.peer_connect_timeout);
  }
  if (!config_.mutual_tls && *home != index_) {
    unreached_.add();
    return pool_->clients->on_undeliverable(sim, index);
  }
  if (!is_peer_connected_[*home]) connect_peer(sim, *home, job.client, job.number);
  pool_->front_ends[*home]->accept(sim, index);
}

bool FrontEnd::is_in_other_pool(const Job& job) const {
  return pool_->link != nullptr && pool_->link->crosses(job.client, job.receiver);
}

void FrontEnd::redirect(Simulation& sim, std::uint32_t client, std::uint32_t number,
                        std::uint16_t stage) {
  for (const MessageClass message : {MessageClass::tls_handshake, MessageClass::register_leg}) {
    const std::uint32_t index = pool_->jobs.create();
    Job& job = pool_->jobs[index];
    job.client = client;
    job.number = number;
    job.stage = stage++;  // draws of its own
    job.message = message;
    accept(sim, index);
  }
}

void FrontEnd::on_peer_timeout(Simulation& sim, std::uint32_t index) {
  sends_outstanding_.add(sim.now(), -1);
  rejected_504_.add();
  if (pool_->jobs[index].purpose == JobPurpose::im_message) {
    return pool_->clients->on_rejected(sim, index);
  }
  pool_->clients->on_undeliverable(sim, index);  // nobody hears that a notification is lost
}

void FrontEnd::connect_peer(Simulation& sim, std::uint16_t peer, std::uint32_t client,
                            std::uint32_t number) {
  // Mutual TLS: each side works off a private-key operation of its own.
  is_peer_connected_[peer] = true;
  peer_handshakes_.add();
  for (FrontEnd* side : {this, pool_->front_ends[peer]}) {
    const std::uint32_t index = pool_->jobs.create();
    Job& job = pool_->jobs[index];
    job.client = client;
    job.number = number;
    job.stage = static_cast<std::uint16_t>(UINT16_MAX - 2 * side->index_ - 2);  // draws of its own
    job.message = MessageClass::tls_handshake;
    side->accept(sim, index);
  }
}

void FrontEnd::lose_peers() {
  is_peer_connected_.assign(is_peer_connected_.size(), false);
  for (FrontEnd* other : pool_->front_ends) other->is_peer_connected_[index_] = false;
}

void FrontEnd::fail(Simulation& sim, FaultMode mode) {
  if (state_ == ServerState::up) down_since_ = sim.now();
  state_ = mode == FaultMode::process ? ServerState::process_failed
           : mode == FaultMode::power ? ServerState::powerless
                                      : ServerState::hung;
  const auto dropped = [this](std::uint32_t job) { pool_->jobs.abandon(job); };
  for (const std::uint32_t job : shared_.clear()) {
    cpu_.leave_shared(sim.now(), pool_->jobs, job);
    dropped(job);
  }
  cpu_.fail(sim.now(), pool_->jobs, dropped);
  unaccepted_ = 0;
  if (mode != FaultMode::hang) lose_peers();
  directory_.fail(sim.now(), pool_->jobs, dropped);
  for (const std::uint32_t job : unanswered_) dropped(job);
  unanswered_.clear();
  database_.fail(sim.now(), pool_->jobs, dropped);
  drop_held(sim.now());
  if (pool_->conferences != nullptr) pool_->conferences->on_server_failed(sim, index_);
  if (mode == FaultMode::process) pool_->balancer->reset_member(sim, index_);
  if (mode == FaultMode::power) pool_->balancer->silence_member(sim, index_);
  pool_->balancer->on_member_change(sim, index_);
}

void FrontEnd::change_settings(Simulation& sim, const FrontEndsConfig& config) {
  config_.queue_latency_limit = config.queue_latency_limit;
  config_.directory_latency = config.directory_latency;
  config_.listen_backlog = config.listen_backlog;
  config_.throttling = config.throttling;
  if (throttle_.change_settings(sim.now(), config.throttling)) relieved_ = true;
  read_all_if_relieved(sim);
}

/// Out of memory: the process dies with all that it held, and may be started again.
void FrontEnd::on_overload(Simulation& sim) {
  if (state_ != ServerState::up) {  // something else was faster
    is_dying_ = false;
    return;
  }
  overloads_.add();
  fail(sim, FaultMode::process);
  if (config_.restart_after > Duration::zero()) {
    return sim.schedule_in(*this, Kind::restart, 0, config_.restart_after);
  }
  is_dying_ = false;
}

void FrontEnd::restore(Simulation& sim) {
  if (state_ == ServerState::up) return;
  down_time_ += sim.now() - std::max(down_since_, begin_);
  state_ = ServerState::up;
  unaccepted_ = 0;
  pool_->balancer->on_member_change(sim, index_);
}

}  // namespace ocssim::models
