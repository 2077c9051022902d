// What a Front End reads from the sockets of its clients, and when: flow control.
#include "engine/simulation.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

namespace ocssim::models {
namespace {

/// Conferencing, web and handshakes do not come as SIP messages over the connection.
constexpr bool is_sip(MessageClass message) {
  return message != MessageClass::background && message != MessageClass::tls_handshake;
}

}  // namespace

bool FrontEnd::is_blocked(std::uint32_t endpoint) const {
  const ClientSocket& socket = pool_->clients->socket(endpoint);
  return socket.flow_control != FlowControl::none ||
         socket.outstanding >= throttle_.transactions() || throttle_.is_stopped();
}

void FrontEnd::receive(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  if (state_ != ServerState::up) return pool_->jobs.abandon(index);  // nobody reads it
  if (!is_sip(job.message)) return accept(sim, index);
  ClientSocket& socket = pool_->clients->socket(job.client);
  job.connection = socket.connection;
  if (!is_blocked(job.client)) {
    read(sim, index);
    return read_all_if_relieved(sim);
  }
  if (socket.flow_control == FlowControl::none) flow_control_.begin(sim.now(), socket, job.client);
  flow_control_.append(socket, pool_->jobs, index);
}

void FrontEnd::read(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  if (has_deadline(job.purpose)) {
    job.held = true;
    throttle_.enter(sim.now());
    if (config_.dies_above > 0 && !is_dying_ && throttle_.held().level() > config_.dies_above) {
      is_dying_ = true;
      sim.schedule_in(*this, Kind::overload, 0, Duration::zero());
    }
    if (throttle_.examine(sim.now())) relieved_ = true;
    ClientSocket& socket = pool_->clients->socket(job.client);
    ++socket.outstanding;
    if (socket.outstanding >= throttle_.transactions() &&
        socket.flow_control == FlowControl::none) {
      flow_control_.begin(sim.now(), socket, job.client);
    }
  }
  accept(sim, index);
}

void FrontEnd::end_transaction(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  job.held = false;
  throttle_.leave(sim.now(), job.accepted_time);
  ClientSocket& socket = pool_->clients->socket(job.client);
  if (socket.connection == job.connection) --socket.outstanding;
}

void FrontEnd::read_on(Simulation& sim, std::uint32_t endpoint, std::uint16_t connection) {
  if (throttle_.examine(sim.now())) relieved_ = true;
  read_socket(sim, endpoint, connection);
  read_all_if_relieved(sim);
}

void FrontEnd::read_socket(Simulation& sim, std::uint32_t endpoint, std::uint16_t connection) {
  ClientSocket& socket = pool_->clients->socket(endpoint);
  if (socket.connection != connection || socket.flow_control == FlowControl::none) return;
  const auto& throttling = config_.throttling;
  if (throttling.close_flow_controlled &&
      flow_control_.lasted(sim.now(), socket) > throttling.flow_control_limit) {
    return close_flow_controlled(sim, endpoint);
  }
  while (socket.outstanding < throttle_.transactions() && !throttle_.is_stopped()) {
    const auto next = flow_control_.take(socket, pool_->jobs);
    if (!next) return flow_control_.end(sim.now(), socket);
    flow_control_.restart(sim.now(), socket);
    read(sim, *next);
  }
}

void FrontEnd::read_all_if_relieved(Simulation& sim) {
  // A throttle ended: every connection is looked at, in the order in which they were stopped.
  if (!relieved_) return;
  relieved_ = false;
  std::uint32_t record = flow_control_.first();
  while (record != FlowControl::none && !throttle_.is_stopped()) {
    const std::uint32_t next = flow_control_.after(record);
    const std::uint32_t endpoint = flow_control_.endpoint(record);
    read_socket(sim, endpoint, pool_->clients->socket(endpoint).connection);
    record = next;
  }
}

void FrontEnd::close_flow_controlled(Simulation& sim, std::uint32_t endpoint) {
  closed_.add();
  pool_->balancer->reset(sim, endpoint);
  pool_->clients->on_connection_reset(sim, endpoint);
}

void FrontEnd::forget_socket(SimTime now, std::uint32_t endpoint) {
  if (pool_->clients == nullptr || endpoint >= pool_->clients->population()) {
    return;  // of a stream: no transactions
  }
  ClientSocket& socket = pool_->clients->socket(endpoint);
  ++socket.connection;
  socket.outstanding = 0;
  if (socket.flow_control == FlowControl::none) return;
  while (const auto job = flow_control_.take(socket, pool_->jobs)) pool_->jobs.abandon(*job);
  flow_control_.end(now, socket);
}

void FrontEnd::drop_held(SimTime now) {
  // The server forgot what it had read; connections may outlive it (it hangs).
  throttle_.clear(now);
  for (std::uint32_t index = 0; index < pool_->jobs.records().size(); ++index) {
    Job& job = pool_->jobs[index];
    if (!job.held || job.front_end != index_) continue;
    job.held = false;
    ClientSocket& socket = pool_->clients->socket(job.client);
    if (socket.connection == job.connection) socket.outstanding = 0;
  }
  while (flow_control_.first() != FlowControl::none) {
    const std::uint32_t endpoint = flow_control_.endpoint(flow_control_.first());
    ClientSocket& socket = pool_->clients->socket(endpoint);
    while (const auto job = flow_control_.take(socket, pool_->jobs)) pool_->jobs.abandon(*job);
    flow_control_.end(now, socket);
  }
}

}  // namespace ocssim::models
