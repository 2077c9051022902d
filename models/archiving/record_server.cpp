#include "models/archiving/record_server.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <utility>

namespace ocssim::models {
namespace {

constexpr std::uint64_t records = 0, quality = 1;  // entities of the stream

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

void RecordServer::start(Simulation& sim) {
  schedule_report(sim);
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
    case Kind::report:
      return on_report(sim);
    case Kind::commit_end:
      return on_commit_end(sim, event.entity);
  }
}

void RecordServer::schedule_report(Simulation& sim) {
  if (!(config_.reports > 0.0)) return;
  const double gap =
      exponential(1.0 / config_.reports, stream_.draw(quality, reports_come_).uniform(0));
  sim.schedule_in(*this, Kind::report, 0, seconds(gap), Phase::arrival);
}

/// A client sends its report to the Front End that it is signed in at: any, in the long run.
void RecordServer::on_report(Simulation& sim) {
  const RandomBlock block = stream_.draw(quality, reports_come_++);
  schedule_report(sim);
  const auto servers = static_cast<std::uint32_t>(outboxes_.size());
  for (std::uint32_t tried = 0, server = block.below(1, servers); tried < servers; ++tried) {
    if (pool_->front_ends[server]->state() == ServerState::up) return deposit(sim, server, true);
    server = (server + 1) % servers;
  }
}

void RecordServer::deposit(Simulation& sim, std::uint32_t front_end, bool is_report) {
  records_.add();
  if (is_report) reports_.add();
  Outbox& outbox = outboxes_[front_end];
  const Record record{.sent = sim.now().time_since_epoch().count(),
                      .number = numbered_++,
                      .front_end = front_end,
                      .is_report = is_report};
  if (outbox.broken) return refuse(sim, front_end, "its message queue cannot be written to");
  if (!has_room(outbox.bytes, record)) return refuse(sim, front_end, "its message queue is full");
  if (config_.critical_mode && outbox.dead_letters && !is_working()) {
    // Restarted without a cure: what is stuck is still there.
    sim.schedule_in(*this, Kind::stop, front_end, Duration::zero(), Phase::control);
  }
  waiting_.add(sim.now(), 1);
  waiting_bytes_.add(sim.now(), static_cast<std::int64_t>(size_of(record)));
  if (state_ == State::unreachable || !has_room(inbox_bytes_, record)) return keep(sim, record);
  arrive(sim, record);
}

void RecordServer::leave_queue(Simulation& sim, const Record& record) {
  waiting_.add(sim.now(), -1);
  waiting_bytes_.add(sim.now(), -static_cast<std::int64_t>(size_of(record)));
}

void RecordServer::keep(Simulation& sim, const Record& record) {
  Outbox& outbox = outboxes_[record.front_end];
  outbox.records.push_back(record);
  outbox.bytes += size_of(record);
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
  inbox_bytes_ += size_of(record);
  if (state_ == State::up && !idle_.empty()) return take_next(sim);
  watch_inbox(sim);
}

void RecordServer::take_next(Simulation& sim) {
  while (state_ == State::up && !idle_.empty() && !inbox_.empty()) {
    const std::uint32_t worker = idle_.back();
    idle_.pop_back();
    written_[worker] = inbox_.front();
    inbox_.pop_front();
    inbox_bytes_ -= size_of(written_[worker]);
    leave_queue(sim, written_[worker]);
    busy_.add(sim.now(), 1);
    begin_write(sim, worker);
  }
}

void RecordServer::begin_write(Simulation& sim, std::uint32_t worker) {
  Record& record = written_[worker];
  const RandomBlock block = stream_.draw(records, record.number, record.attempt++);
  sim.schedule_in(*this, Kind::write_end, worker,
                  seconds(exponential(to_seconds(config_.write_time), block.uniform(0))));
}

void RecordServer::on_write_end(Simulation& sim, std::uint32_t worker) {
  if (!is_working()) return blocked_.push_back(worker);
  if (config_.disks == 0) return finish(sim, worker);
  if (committing_.level() >= static_cast<std::int64_t>(config_.disks)) {
    return to_commit_.push_back(worker);
  }
  committing_.add(sim.now(), 1);
  begin_commit(sim, worker);
}

/// One after the other on one disk, and only together are they a report.
void RecordServer::begin_commit(Simulation& sim, std::uint32_t worker) {
  const Record& record = written_[worker];
  const std::uint32_t commits = record.is_report ? config_.report_commits : config_.record_commits;
  const double u = stream_.draw(records, record.number, record.attempt).uniform(1);
  sim.schedule_in(*this, Kind::commit_end, worker,
                  seconds(exponential(commits * to_seconds(config_.commit_time), u)));
}

void RecordServer::on_commit_end(Simulation& sim, std::uint32_t worker) {
  if (to_commit_.empty()) {
    committing_.add(sim.now(), -1);
  } else {
    const std::uint32_t next = to_commit_.front();
    to_commit_.pop_front();
    begin_commit(sim, next);
  }
  if (!is_working()) return blocked_.push_back(worker);  // its transaction is rolled back
  finish(sim, worker);
}

/// The record is in the database and its worker is free.
void RecordServer::finish(Simulation& sim, std::uint32_t worker) {
  const Record& record = written_[worker];
  const std::int64_t now = sim.now().time_since_epoch().count();
  records_written_.add();
  bytes_written_.add(size_of(record));
  ++done_;
  delay_.record(Duration{now - record.sent});
  departed_ns_ += now - record.arrived;
  present_.add(sim.now(), -1);
  busy_.add(sim.now(), -1);
  idle_.push_back(worker);
  take_next(sim);
  fetch_kept(sim);  // its queue may have been full
}

/// What Front Ends keep comes as far as the quota goes, the oldest first: nobody is preferred.
void RecordServer::fetch_kept(Simulation& sim) {
  while (kept_ > 0) {
    Outbox* oldest = nullptr;
    for (Outbox& outbox : outboxes_) {
      if (outbox.records.empty()) continue;
      const bool is_older =
          oldest == nullptr || outbox.records.front().number < oldest->records.front().number;
      if (is_older) oldest = &outbox;
    }
    const Record record = oldest->records.front();
    if (!has_room(inbox_bytes_, record)) return;
    oldest->records.pop_front();
    oldest->bytes -= size_of(record);
    --kept_;
    arrive(sim, record);
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
    outbox.bytes -= size_of(record);
    --kept_;
    leave_queue(sim, record);
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
    inbox_bytes_ -= size_of(record);
    departed_ns_ += now - record.arrived;
    present_.add(sim.now(), -1);
    leave_queue(sim, record);
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
               outbox.broken                       ? "could not be written to the message queue"
               : !has_room(outbox.bytes, Record{}) ? "found the message queue full"
                                                   : "is still stuck since before the restart");
}

}  // namespace ocssim::models
