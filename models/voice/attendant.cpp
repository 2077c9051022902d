#include "models/voice/attendant.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t { lobby_metric, time_metric, dialogs_metric, wrong_metric };
constexpr std::uint64_t arrivals = 0, dialogs = 1;  // entities of the stream

}  // namespace

double peak_over_mean(const AttendantConfig& config) {
  if (!(config.scheduled_share > 0.0)) return 1.0;
  const double windows = to_seconds(config.start_every) / to_seconds(config.start_window);
  return 1.0 - config.scheduled_share + config.scheduled_share * windows;
}

Duration mean_hold(const CallServiceConfig& ports, const AttendantConfig& config) {
  const double hold = to_seconds(ports.set_up) +
                      to_seconds(ports.hold) / (1.0 - config.wrong_code_share) +
                      config.early_share * to_seconds(config.leader_wait);
  return seconds(hold);
}

Attendant::Attendant(const CallServiceConfig& ports, const AttendantConfig& config, bool steady)
    : Component("conferencing_attendant"),
      service_(ports),
      config_(config),
      steady_(steady),
      ports_(ports) {}

void Attendant::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void Attendant::start(Simulation& sim) {
  const double rate = service_.calls * (1.0 - config_.scheduled_share);
  const auto present = [&](double mean_time) {
    return steady_ ? static_cast<std::uint64_t>(rate * mean_time + 0.5) : 0;
  };
  // Exponential times: what is left of one is as long as a whole one.
  const double hold = to_seconds(service_.hold) / (1.0 - config_.wrong_code_share);
  const std::uint64_t in_dialog = present(hold + to_seconds(service_.set_up));
  const std::uint64_t all =
      in_dialog + present(config_.early_share * to_seconds(config_.leader_wait));
  for (std::uint64_t n = 0; n < all; ++n) {
    const auto server = ports_.take(sim.now());
    if (!server) break;
    const std::uint32_t caller = new_caller(sim.now(), *server);
    n < in_dialog ? begin_dialog(sim, caller, Duration::zero()) : begin_wait(sim, caller);
  }
  schedule_arrival(sim);
}

void Attendant::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::dialog_end:
      return on_dialog_end(sim, event.entity);
    case Kind::leader:
      return on_leader(sim, event.entity);
  }
}

/// Candidates come at the highest rate of the day; each is there with the share of the moment
/// (thinning: Lewis and Shedler, Naval Research Logistics 26 (1979)).
void Attendant::schedule_arrival(Simulation& sim) {
  const double highest = service_.calls * peak_over_mean(config_);
  if (!(highest > 0.0)) return;
  const double gap = exponential(1.0 / highest, stream_.draw(arrivals, candidates_).uniform(0));
  sim.schedule_in(*this, Kind::arrival, 0, seconds(gap), Phase::arrival);
}

bool Attendant::comes(SimTime now, double luck) const {
  const double peak = peak_over_mean(config_);
  if (peak == 1.0) return true;
  const Duration since_start = now.time_since_epoch() % config_.start_every;
  return since_start < config_.start_window || luck < (1.0 - config_.scheduled_share) / peak;
}

void Attendant::on_arrival(Simulation& sim) {
  const std::uint64_t number = candidates_++;
  schedule_arrival(sim);
  if (!comes(sim.now(), stream_.draw(arrivals, number).uniform(1))) return;
  const auto server = ports_.take(sim.now());
  if (!server) return;
  const std::uint32_t caller = new_caller(sim.now(), *server);
  callers_[caller].number = number;
  begin_dialog(sim, caller, service_.set_up);
}

void Attendant::begin_dialog(Simulation& sim, std::uint32_t index, Duration set_up) {
  Caller& caller = callers_[index];
  caller.state = State::dialog;
  dialogs_.add();
  const RandomBlock block = stream_.draw(dialogs, caller.number, caller.dialogs++);
  const double time = exponential(to_seconds(service_.hold), block.uniform(0));
  sim.schedule_in(*this, Kind::dialog_end, index, set_up + seconds(time));
}

void Attendant::on_dialog_end(Simulation& sim, std::uint32_t index) {
  const Caller& caller = callers_[index];
  const RandomBlock block = stream_.draw(dialogs, caller.number, caller.dialogs - 1);
  if (block.uniform(1) < config_.wrong_code_share) {
    wrong_.add();
    return begin_dialog(sim, index, Duration::zero());
  }
  if (block.uniform(2) < config_.early_share) return begin_wait(sim, index);
  pass_on(sim, index);
}

void Attendant::begin_wait(Simulation& sim, std::uint32_t index) {
  Caller& caller = callers_[index];
  caller.state = State::lobby;
  lobby_.add(sim.now(), 1);
  const RandomBlock block =
      stream_.draw(dialogs, caller.number, caller.dialogs > 0 ? caller.dialogs - 1 : 0);
  const double wait = exponential(to_seconds(config_.leader_wait), block.uniform(3));
  sim.schedule_in(*this, Kind::leader, index, seconds(wait));
}

void Attendant::on_leader(Simulation& sim, std::uint32_t index) {
  lobby_.add(sim.now(), -1);
  pass_on(sim, index);
}

/// The conference has the caller from now on: audio goes to the conferencing server.
void Attendant::pass_on(Simulation& sim, std::uint32_t index) {
  Caller& caller = callers_[index];
  time_.record(sim.now() - caller.begin);
  ports_.give_back(sim.now(), caller.server, caller.begin);
  caller.state = State::free;
  free_.push_back(index);
}

std::uint32_t Attendant::new_caller(SimTime now, std::uint32_t server) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(callers_.size());
    callers_.emplace_back();
    free_.reserve(callers_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  // Those of time 0 have numbers that no candidate has.
  callers_[index] = {.begin = now, .number = UINT64_MAX - index, .server = server};
  return index;
}

const std::vector<MetricInfo>& Attendant::metrics() {
  static const std::vector<MetricInfo> table = {
      {"attendant.lobby", "callers", MetricKind::time_average, Better::lower,
       "callers who hold a port until their leader comes"},
      {"attendant.time", "s", MetricKind::tally, Better::lower,
       "from the answer of the attendant to the conference"},
      {"attendant.dialogs", "dialogs", MetricKind::count, Better::none,
       "dialogs for identity and pass code, repeated ones included"},
      {"attendant.wrong_codes", "dialogs", MetricKind::count, Better::lower,
       "dialogs that ended with a code that was not accepted"}};
  return table;
}

void Attendant::begin_observation(SimTime now) {
  begin_ = now;
  ports_.begin_observation(now);
  lobby_.begin(now);
  time_.begin();
  dialogs_.begin();
  wrong_.begin();
}

void Attendant::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  ports_.observe(name(), 0, window, out);
  out.metrics.push_back(observe(table[lobby_metric], "", lobby_, window));
  out.metrics.push_back(observe(table[time_metric], "", time_, window));
  out.metrics.push_back(observe(table[dialogs_metric], "", dialogs_, window));
  out.metrics.push_back(observe(table[wrong_metric], "", wrong_, window));
}

void Attendant::check_conservation(SimTime /*now*/) const {
  ports_.check_conservation();
  std::int64_t present = 0;
  std::int64_t waiting = 0;
  for (const Caller& caller : callers_) {
    present += caller.state != State::free ? 1 : 0;
    waiting += caller.state == State::lobby ? 1 : 0;
  }
  OCSSIM_CHECK(present == ports_.in_progress().level());
  OCSSIM_CHECK(waiting == lobby_.level());
}

}  // namespace ocssim::models
