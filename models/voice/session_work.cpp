#include "models/voice/session_work.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace ocssim::models {
namespace {

constexpr std::uint32_t no_session = std::numeric_limits<std::uint32_t>::max();

}  // namespace

SessionWork::SessionWork(Config config)
    : Component(config.service + ".work"),
      config_(std::move(config)),
      cpu_(config_.servers, std::max(config_.cores, 1U)),
      link_(config_.servers, 1),
      servers_(config_.servers) {}

void SessionWork::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void SessionWork::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::request:
      return on_request(sim, event.entity);
    case Kind::idle:
      return on_idle(sim, event.entity);
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::link_end:
      return on_link_end(sim, event.entity);
  }
}

void SessionWork::on_session_begin(Simulation& sim, std::uint32_t index, std::uint64_t number,
                                   std::uint32_t server, bool fresh) {
  if (index >= sessions_.size()) sessions_.resize(index + 1);
  sessions_[index] = {.number = number, .server = server, .live = true, .connected = true};
  if (fresh && config_.work.connect_megacycles > 0.0) {
    servers_[server].connects.add(config_.connections);
    begin_work(sim, {.session = no_session, .server = server},
               config_.work.connect_megacycles * config_.connections);
  }
  schedule_next(sim, index);
}

bool SessionWork::on_session_end(std::uint32_t index) {
  Session& session = sessions_[index];
  session.live = false;
  session.due = session.idle_at = sim_never;
  return session.connected;
}

void SessionWork::schedule_next(Simulation& sim, std::uint32_t index) {
  Session& session = sessions_[index];
  const RandomBlock block = stream_.draw(session.number, session.requests);
  const Duration pause = seconds(exponential(1.0 / config_.work.requests, block.uniform(0)));
  session.due = sim.now() + pause;
  sim.schedule_at(*this, Kind::request, index, session.due, Phase::arrival);
  session.idle_at = sim_never;
  const Duration timeout = config_.work.idle_timeout;
  if (!session.connected || timeout == Duration::zero() || pause <= timeout) return;
  session.idle_at = sim.now() + timeout;
  sim.schedule_at(*this, Kind::idle, index, session.idle_at);
}

void SessionWork::on_idle(Simulation& sim, std::uint32_t index) {
  Session& session = sessions_[index];
  if (!session.live || session.idle_at != sim.now()) return;  // of a session that is over
  session.connected = false;
  session.idle_at = sim_never;
  if (ports_ != nullptr) ports_->rest(sim.now(), config_.connections);
}

void SessionWork::on_request(Simulation& sim, std::uint32_t index) {
  Session& session = sessions_[index];
  if (!session.live || session.due != sim.now()) return;  // of a session that is over
  const RandomBlock block = stream_.draw(session.number, session.requests++);
  Server& server = servers_[session.server];
  server.requests.add();
  double megacycles = exponential(config_.work.request_megacycles, block.uniform(1));
  if (!session.connected) {
    if (ports_ != nullptr && !ports_->has(sim.now(), config_.connections)) {
      server.refused.add();
      return schedule_next(sim, index);  // tries again with its next request
    }
    if (ports_ != nullptr) ports_->take(sim.now(), config_.connections);
    session.connected = true;
    server.connects.add(config_.connections);
    megacycles += config_.work.connect_megacycles * config_.connections;
  }
  const auto size = static_cast<double>(config_.work.request_size);
  begin_work(sim,
             {.bytes = exponential(size, block.uniform(2)),
              .number = session.number,
              .session = index,
              .server = session.server},
             megacycles);
}

void SessionWork::begin_work(Simulation& sim, const Request& request, double megacycles) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(requests_.size());
    requests_.emplace_back();
    free_.reserve(requests_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  requests_[index] = request;
  requests_[index].begin = sim.now();
  requests_[index].live = true;
  begun_.add();
  present_.add(sim.now(), 1);
  cpu_.enter(sim.now(), request.server, index, seconds(megacycles * 1e6 / config_.clock_hz));
  wake_cpu(sim, request.server);
}

void SessionWork::wake_cpu(Simulation& sim, std::uint32_t server) {
  if (const auto at = cpu_.next_wake(server)) {
    sim.schedule_at(*this, Kind::cpu_end, server, *at);
  }
}

void SessionWork::wake_link(Simulation& sim, std::uint32_t server) {
  if (const auto at = link_.next_wake(server)) {
    sim.schedule_at(*this, Kind::link_end, server, *at);
  }
}

void SessionWork::on_cpu_end(Simulation& sim, std::uint32_t server) {
  const auto index = cpu_.wake(sim.now(), server);
  wake_cpu(sim, server);
  if (!index) return;
  const double bits = requests_[*index].bytes * 8.0;
  if (!(bits > 0.0) || !(config_.link_bps > 0.0)) return end_work(sim, *index);
  link_.enter(sim.now(), server, *index, seconds(bits / config_.link_bps));
  wake_link(sim, server);
}

void SessionWork::on_link_end(Simulation& sim, std::uint32_t server) {
  const auto index = link_.wake(sim.now(), server);
  wake_link(sim, server);
  if (index) end_work(sim, *index);
}

void SessionWork::end_work(Simulation& sim, std::uint32_t index) {
  Request& request = requests_[index];
  const Duration time = sim.now() - request.begin;
  departed_ns_ += time.count();
  present_.add(sim.now(), -1);
  request.live = false;
  free_.push_back(index);
  if (request.session == no_session) return;
  servers_[request.server].time.record(time);
  const Session& session = sessions_[request.session];
  // The place may be another session's by now.
  if (session.live && session.number == request.number) schedule_next(sim, request.session);
}

}  // namespace ocssim::models
