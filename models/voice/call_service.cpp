#include "models/voice/call_service.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/voice/call_ports.hpp"
#include "models/voice/session_work.hpp"

#include <algorithm>

namespace ocssim::models {

CallService::CallService(const CallServiceConfig& config, CallServiceRole role, bool steady)
    : Component(std::string(call_service_names[index_of(role)])),
      config_(config),
      calls_by_cpu_(calls_of_processors(config)),
      steady_(steady),
      nat_(std::uint64_t{config.snat_addresses} * config.ports_per_address, config.time_wait),
      in_dialog_(config.servers),
      beyond_link_(config.servers) {
  const double bps = adapter_bps(config.inner_bps, config.outer_bps, config.adapters);
  if (bps > 0.0) calls_by_link_ = config.link_bps / bps;
}

void CallService::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void CallService::connect(SessionWork& work) {
  work_ = &work;
  work.connect(nat_);
}

void CallService::start(Simulation& sim) {
  if (steady_) {
    // Exponential dialogs: what is left of one is as long as a whole one.
    const double mean = config_.calls * to_seconds(config_.hold + config_.set_up);
    for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(mean + 0.5); ++n) {
      std::uint32_t server = 0;
      if (find_server(sim.now(), server) != Refusal::none) break;
      begin_call(sim, numbered_++, server, false);
    }
  }
  schedule_arrival(sim);
}

void CallService::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::dialog_end:
      return on_dialog_end(sim, event.entity);
    case Kind::patience_end:
      return on_patience_end(sim, event.entity);
    case Kind::agent_end:
      return on_agent_end(sim, event.entity);
  }
}

void CallService::schedule_arrival(Simulation& sim) {
  if (!(config_.calls > 0.0)) return;
  const double gap = exponential(1.0 / config_.calls, stream_.draw(0, numbered_).uniform(0));
  sim.schedule_in(*this, Kind::arrival, 0, seconds(gap), Phase::arrival);
}

CallService::Refusal CallService::find_server(SimTime now, std::uint32_t& server) {
  if (!nat_.has(now, config_.connections)) return Refusal::nat;
  server = 0;
  for (std::uint32_t other = 1; other < in_dialog_.size(); ++other) {
    if (in_dialog_[other].level() < in_dialog_[server].level()) server = other;
  }
  const auto busy = static_cast<std::uint32_t>(in_dialog_[server].level());
  if (busy >= config_.ports) return Refusal::ports;
  return busy >= calls_by_cpu_ ? Refusal::processors : Refusal::none;
}

void CallService::on_arrival(Simulation& sim) {
  const std::uint64_t number = numbered_++;
  schedule_arrival(sim);
  offered_.add();
  std::uint32_t server = 0;
  switch (find_server(sim.now(), server)) {
    case Refusal::ports:
      return by_ports_.add();
    case Refusal::processors:
      return by_cpu_.add();
    case Refusal::nat:
      return by_nat_.add();
    case Refusal::none:
      break;
  }
  carried_.add();
  begin_call(sim, number, server, true);
}

void CallService::begin_call(Simulation& sim, std::uint64_t number, std::uint32_t server,
                             bool fresh) {
  const std::uint32_t index = new_call();
  Call& call = calls_[index];
  call = {.begin = sim.now().time_since_epoch().count(),
          .number = number,
          .server = server,
          .state = State::dialog};
  in_dialog_[server].add(sim.now(), 1);
  count_overflow(sim.now(), server);
  nat_.take(sim.now(), config_.connections);
  if (work_ != nullptr) work_->on_session_begin(sim, index, number, server, fresh);
  all_in_dialog_.add(sim.now(), 1);
  set_up_time_.record(config_.set_up);
  const double hold = exponential(to_seconds(config_.hold), stream_.draw(0, number).uniform(1));
  sim.schedule_in(*this, Kind::dialog_end, index, config_.set_up + seconds(hold));
}

void CallService::count_overflow(SimTime now, std::uint32_t server) {
  if (!(calls_by_link_ > 0.0)) return;
  const auto calls = static_cast<double>(in_dialog_[server].level());
  beyond_link_[server].set(now, std::max(0.0, calls - calls_by_link_));
}

void CallService::on_dialog_end(Simulation& sim, std::uint32_t index) {
  const Call& call = calls_[index];
  departed_ns_ += sim.now().time_since_epoch().count() - call.begin;
  in_dialog_[call.server].add(sim.now(), -1);
  count_overflow(sim.now(), call.server);
  const bool holds_ports = work_ == nullptr || work_->on_session_end(index);
  if (holds_ports) nat_.rest(sim.now(), config_.connections);
  all_in_dialog_.add(sim.now(), -1);
  if (config_.agents == 0) return end_call(index);
  ask_for_agent(sim, index);
}

void CallService::ask_for_agent(Simulation& sim, std::uint32_t index) {
  Call& call = calls_[index];
  call.begin = sim.now().time_since_epoch().count();
  asked_.add();
  if (agents_busy_.level() < static_cast<std::int64_t>(config_.agents)) {
    waiting_time_.record(Duration::zero());
    return begin_agent(sim, index);
  }
  waited_.add();
  call.state = State::waiting;
  waiting_.add(sim.now(), 1);
  queue_.push_back({index, call.number});
  if (config_.patience == Duration::zero()) return;
  const double patience =
      exponential(to_seconds(config_.patience), stream_.draw(0, call.number).uniform(3));
  const SimTime end = sim.now() + seconds(patience);
  call.patience_end = end.time_since_epoch().count();
  sim.schedule_at(*this, Kind::patience_end, index, end);
}

void CallService::begin_agent(Simulation& sim, std::uint32_t index) {
  Call& call = calls_[index];
  call.state = State::with_agent;
  agents_busy_.add(sim.now(), 1);
  const double time =
      exponential(to_seconds(config_.agent_time), stream_.draw(0, call.number).uniform(2));
  sim.schedule_in(*this, Kind::agent_end, index, seconds(time));
}

void CallService::on_patience_end(Simulation& sim, std::uint32_t index) {
  Call& call = calls_[index];
  const std::int64_t now = sim.now().time_since_epoch().count();
  // Answered meanwhile, and the record may be another caller's; whose end is now leaves now.
  if (call.state != State::waiting || call.patience_end != now) return;
  waiting_time_.record(Duration{now - call.begin});
  waiting_.add(sim.now(), -1);
  abandoned_.add();
  end_call(index);
}

std::optional<std::uint32_t> CallService::next_waiting() {
  while (!queue_.empty()) {
    const Waiting first = queue_.front();
    queue_.pop_front();
    const Call& call = calls_[first.call];
    if (call.state == State::waiting && call.number == first.number) return first.call;
  }
  return std::nullopt;
}

void CallService::on_agent_end(Simulation& sim, std::uint32_t index) {
  agents_busy_.add(sim.now(), -1);
  end_call(index);
  const auto next = next_waiting();
  if (!next) return;
  waiting_time_.record(sim.now().time_since_epoch() - Duration{calls_[*next].begin});
  waiting_.add(sim.now(), -1);
  begin_agent(sim, *next);
}

std::uint32_t CallService::new_call() {
  if (free_.empty()) {
    calls_.emplace_back();
    free_.reserve(calls_.capacity());
    return static_cast<std::uint32_t>(calls_.size() - 1);
  }
  const std::uint32_t index = free_.back();
  free_.pop_back();
  return index;
}

void CallService::end_call(std::uint32_t index) {
  calls_[index].state = State::free;
  free_.push_back(index);
}

std::optional<std::uint32_t> CallService::seize_port(SimTime now) {
  std::uint32_t server = 0;
  if (find_server(now, server) != Refusal::none) return std::nullopt;
  in_dialog_[server].add(now, 1);
  count_overflow(now, server);
  return server;
}

void CallService::release_port(SimTime now, std::uint32_t server) {
  in_dialog_[server].add(now, -1);
  count_overflow(now, server);
}

std::vector<const TimeAverage*> CallService::number_in_system() const {
  return {&all_in_dialog_, &waiting_};
}

}  // namespace ocssim::models
