// Faults of a record server and what they do to Front Ends.
#include "engine/simulation.hpp"
#include "models/archiving/record_server.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

std::string minutes(Duration time) {
  const auto tenths = static_cast<std::int64_t>(to_seconds(time) / 6.0 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " min";
}

}  // namespace

void RecordServer::fail(Simulation& sim, FaultMode mode) {
  state_ = mode == FaultMode::power ? State::unreachable : State::not_taking;
  if (fault_since_ == sim_never) fault_since_ = sim.now();
}

void RecordServer::fail_database(Simulation& sim) {
  database_up_ = false;
  if (fault_since_ == sim_never) fault_since_ = sim.now();
  sim.schedule_in(*this, Kind::database_deadline, ++outages_, config_.database_retry,
                  Phase::control);
}

void RecordServer::fail_queue(Simulation& sim, std::uint32_t front_end) {
  outboxes_[front_end].broken = true;
  outboxes_[front_end].broken_since = sim.now();
}

void RecordServer::restore_queue(std::uint32_t front_end) {
  outboxes_[front_end].broken = false;
  outboxes_[front_end].dead_letters = false;
}

void RecordServer::end_faults_if_working() {
  if (!is_working()) return;
  fault_since_ = sim_never;
  failure_noted_ = false;
  for (Outbox& outbox : outboxes_) outbox.dead_letters = false;
}

void RecordServer::restore(Simulation& sim) {
  state_ = State::up;
  end_faults_if_working();
  fetch_kept(sim);
  if (database_up_) {
    for (const std::uint32_t worker : std::exchange(blocked_, {})) begin_write(sim, worker);
  }
  take_next(sim);
}

void RecordServer::restore_database(Simulation& sim) {
  database_up_ = true;
  end_faults_if_working();
  if (state_ != State::up) return;
  for (const std::uint32_t worker : std::exchange(blocked_, {})) begin_write(sim, worker);
}

void RecordServer::stop_service(Simulation& sim, std::uint32_t front_end,
                                const std::string& reason) {
  FrontEnd& server = *pool_->front_ends[front_end];
  if (!config_.critical_mode) {
    if (!failure_noted_) {
      note(sim, name(), "archive_failure", "a record of " + server.name() + " " + reason);
    }
    failure_noted_ = true;
    return;
  }
  if (server.state() != ServerState::up) return;
  const Outbox& outbox = outboxes_[front_end];
  const SimTime since = outbox.broken ? outbox.broken_since : fault_since_;
  std::string after;
  if (since != sim_never) {
    time_to_stop_.record(sim.now() - since);
    after = ", " + minutes(sim.now() - since) + " after the fault";
  }
  stopped_.add();
  note(sim, server.name(), "service_stopped",
       "critical mode stops its service: a record " + reason + after);
  server.fail(sim, FaultMode::process);
}

void RecordServer::note(Simulation& sim, std::string component, const char* kind,
                        std::string text) {
  timeline_.push_back(
      {.at = sim.now(), .component = std::move(component), .kind = kind, .text = std::move(text)});
}

}  // namespace ocssim::models
