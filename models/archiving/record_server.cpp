#include "models/archiving/record_server.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <utility>

namespace ocssim::models {
namespace {

const char* name_of(RecordServer::Role role) {
  return role == RecordServer::Role::archiving ? "archiving_server" : "monitoring_server";
}

}  // namespace

RecordServer::RecordServer(const RecordServerConfig& config, Role role, std::uint32_t front_ends)
    : Component(name_of(role)),
      config_(config),
      role_(role),
      outboxes_(front_ends),
      written_(config.workers) {
  for (std::uint32_t worker = config.workers; worker-- > 0;) idle_.push_back(worker);
  blocked_.reserve(config.workers);
}

void RecordServer::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void RecordServer::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::write_end:
      return on_write_end(sim, event.entity);
    case Kind::unreached:
      return on_unreached(sim, event.entity);
    case Kind::untaken:
      return on_untaken(sim);
    case Kind::database_deadline:
      return on_database_deadline(sim, event.entity);
    case Kind::stop:
      return on_stop(sim, event.entity);
  }
}

bool RecordServer::has_room(std::size_t records) const {
  return (records + 1) * config_.record_size <= config_.queue_quota;
}

void RecordServer::deposit(Simulation& sim, std::uint32_t front_end) {
  records_.add();
  Outbox& outbox = outboxes_[front_end];
  const std::uint64_t number = numbered_++;
  if (outbox.broken) return refuse(sim, front_end, "its message queue cannot be written to");
  if (!has_room(outbox.records.size())) return refuse(sim, front_end, "its message queue is full");
  if (config_.critical_mode && outbox.dead_letters && !is_working()) {
    // Restarted without a cure: what is stuck is still there.
    sim.schedule_in(*this, Kind::stop, front_end, Duration::zero(), Phase::control);
  }
  const Record record{
      .sent = sim.now().time_since_epoch().count(), .number = number, .front_end = front_end};
  waiting_.add(sim.now(), 1);
  if (state_ == State::unreachable || !has_room(inbox_.size())) return keep(sim, record);
  arrive(sim, record);
}

void RecordServer::keep(Simulation& sim, const Record& record) {
  Outbox& outbox = outboxes_[record.front_end];
  outbox.records.push_back(record);
  ++kept_;
  if (outbox.deadline_pending) return;
  outbox.deadline_pending = true;
  sim.schedule_at(*this, Kind::unreached, record.front_end,
                  SimTime{Duration{outbox.records.front().sent}} + config_.time_to_reach_queue,
                  Phase::control);
}

void RecordServer::arrive(Simulation& sim, Record record) {
  record.arrived = sim.now().time_since_epoch().count();
  present_.add(sim.now(), 1);
  taken_.add();
  inbox_.push_back(record);
  if (state_ == State::up && !idle_.empty()) return take_next(sim);
  watch_inbox(sim);
}

void RecordServer::take_next(Simulation& sim) {
  while (state_ == State::up && !idle_.empty() && !inbox_.empty()) {
    const std::uint32_t worker = idle_.back();
    idle_.pop_back();
    written_[worker] = inbox_.front();
    inbox_.pop_front();
    waiting_.add(sim.now(), -1);
    busy_.add(sim.now(), 1);
    begin_write(sim, worker);
  }
}

void RecordServer::begin_write(Simulation& sim, std::uint32_t worker) {
  Record& record = written_[worker];
  const RandomBlock block = stream_.draw(0, record.number, record.attempt++);
  sim.schedule_in(*this, Kind::write_end, worker,
                  seconds(exponential(to_seconds(config_.write_time), block.uniform(0))));
}

void RecordServer::on_write_end(Simulation& sim, std::uint32_t worker) {
  if (!is_working()) return blocked_.push_back(worker);
  const Record& record = written_[worker];
  const std::int64_t now = sim.now().time_since_epoch().count();
  records_written_.add();
  ++done_;
  delay_.record(Duration{now - record.sent});
  departed_ns_ += now - record.arrived;
  present_.add(sim.now(), -1);
  busy_.add(sim.now(), -1);
  idle_.push_back(worker);
  take_next(sim);
  fetch_kept(sim);  // its queue may have been full
}

/// What Front Ends keep comes in their order, as far as the quota goes.
void RecordServer::fetch_kept(Simulation& sim) {
  if (kept_ == 0) return;
  for (Outbox& outbox : outboxes_) {
    while (!outbox.records.empty() && has_room(inbox_.size())) {
      const Record record = outbox.records.front();
      outbox.records.pop_front();
      --kept_;
      arrive(sim, record);
    }
  }
}

void RecordServer::watch_inbox(Simulation& sim) {
  if (inbox_deadline_pending_ || inbox_.empty()) return;
  inbox_deadline_pending_ = true;
  sim.schedule_at(*this, Kind::untaken, 0,
                  SimTime{Duration{inbox_.front().sent}} + config_.time_to_be_received,
                  Phase::control);
}

void RecordServer::on_unreached(Simulation& sim, std::uint32_t front_end) {
  Outbox& outbox = outboxes_[front_end];
  outbox.deadline_pending = false;
  const std::int64_t limit = (sim.now() - config_.time_to_reach_queue).time_since_epoch().count();
  while (!outbox.records.empty() && outbox.records.front().sent <= limit) {
    const Record record = outbox.records.front();
    outbox.records.pop_front();
    --kept_;
    waiting_.add(sim.now(), -1);
    bury(sim, record, "did not reach the server's queue");
  }
  if (outbox.records.empty()) return;
  outbox.deadline_pending = true;
  sim.schedule_at(*this, Kind::unreached, front_end,
                  SimTime{Duration{outbox.records.front().sent}} + config_.time_to_reach_queue,
                  Phase::control);
}

void RecordServer::on_untaken(Simulation& sim) {
  inbox_deadline_pending_ = false;
  const std::int64_t now = sim.now().time_since_epoch().count();
  while (!inbox_.empty() && inbox_.front().sent <= now - config_.time_to_be_received.count()) {
    const Record record = inbox_.front();
    inbox_.pop_front();
    departed_ns_ += now - record.arrived;
    present_.add(sim.now(), -1);
    waiting_.add(sim.now(), -1);
    bury(sim, record, "was not taken from the server's queue");
  }
  watch_inbox(sim);
}

void RecordServer::on_database_deadline(Simulation& sim, std::uint32_t outage) {
  if (outage != outages_ || database_up_) return;
  for (std::uint32_t front_end = 0; front_end < outboxes_.size(); ++front_end) {
    outboxes_[front_end].dead_letters = true;
    stop_service(sim, front_end, "could not be written to the database");
  }
}

/// A record is given up: it goes to the dead letters, and the agent of its Front End is told.
void RecordServer::bury(Simulation& sim, const Record& record, const char* reason) {
  dead_letters_.add();
  ++done_;
  outboxes_[record.front_end].dead_letters = true;
  stop_service(sim, record.front_end, reason);
}

void RecordServer::refuse(Simulation& sim, std::uint32_t front_end, const char* reason) {
  dead_letters_.add();
  ++done_;
  outboxes_[front_end].dead_letters = true;
  if (!config_.critical_mode) return stop_service(sim, front_end, reason);
  // Not within the event of the Front End itself.
  sim.schedule_in(*this, Kind::stop, front_end, Duration::zero(), Phase::control);
}

void RecordServer::on_stop(Simulation& sim, std::uint32_t front_end) {
  const Outbox& outbox = outboxes_[front_end];
  stop_service(sim, front_end,
               outbox.broken                      ? "could not be written to the message queue"
               : !has_room(outbox.records.size()) ? "found the message queue full"
                                                  : "is still stuck since before the restart");
}

}  // namespace ocssim::models
