#include "models/voice/outside_voice.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/voice/call_service.hpp"

#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t { first_metric, second_metric, unanswered_metric, ringing_metric, legs_metric };

}  // namespace

Duration mean_hold(const CallServiceConfig& ports, const OutsideVoiceConfig& config) {
  const double answered = to_seconds(config.answer_time) + to_seconds(ports.hold);
  return seconds(to_seconds(ports.set_up) + (1.0 - config.no_answer_share) * answered +
                 config.no_answer_share * to_seconds(config.no_answer_after));
}

double gateway_port_seconds(const CallServiceConfig& ports, const OutsideVoiceConfig& config) {
  const double second_leg = (1.0 - config.no_answer_share) * to_seconds(ports.hold);
  return to_seconds(mean_hold(ports, config)) + second_leg;
}

OutsideVoice::OutsideVoice(const CallServiceConfig& ports, const OutsideVoiceConfig& config,
                           bool steady)
    : Component("outside_voice_control"),
      service_(ports),
      config_(config),
      steady_(steady),
      ports_(ports) {}

void OutsideVoice::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void OutsideVoice::start(Simulation& sim) {
  const double talking =
      service_.calls * (1.0 - config_.no_answer_share) * to_seconds(service_.hold);
  const auto calls = steady_ ? static_cast<std::uint64_t>(talking + 0.5) : 0;
  for (std::uint64_t n = 0; n < calls; ++n) {
    const auto server = ports_.take(sim.now());
    if (!server) break;
    begin_call(sim, UINT64_MAX - n, *server, true);
  }
  schedule_arrival(sim);
}

void OutsideVoice::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::answer:
      return on_answer(sim, event.entity);
    case Kind::no_answer:
      return on_no_answer(sim, event.entity);
    case Kind::talk_end:
      return on_talk_end(sim, event.entity);
  }
}

void OutsideVoice::schedule_arrival(Simulation& sim) {
  if (!(service_.calls > 0.0)) return;
  const double gap = exponential(1.0 / service_.calls, stream_.draw(0, numbered_).uniform(0));
  sim.schedule_in(*this, Kind::arrival, 0, seconds(gap), Phase::arrival);
}

void OutsideVoice::on_arrival(Simulation& sim) {
  const std::uint64_t number = numbered_++;
  schedule_arrival(sim);
  if (const auto server = ports_.take(sim.now())) begin_call(sim, number, *server, false);
}

void OutsideVoice::begin_call(Simulation& sim, std::uint64_t number, std::uint32_t server,
                              bool answered) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(calls_.size());
    calls_.emplace_back();
    free_.reserve(calls_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Call& call = calls_[index];
  call = {.begin = sim.now(), .number = number, .server = server, .state = State::ringing};
  ringing_.add(sim.now(), 1);
  if (!seize(sim, call.first_leg)) {
    first_refused_.add();
    return end_call(sim, index);
  }
  if (answered) return on_answer(sim, index);
  const RandomBlock block = stream_.draw(0, number);
  if (block.uniform(2) < config_.no_answer_share) {
    sim.schedule_in(*this, Kind::no_answer, index, service_.set_up + config_.no_answer_after);
    return;
  }
  const Duration ring =
      service_.set_up + seconds(exponential(to_seconds(config_.answer_time), block.uniform(1)));
  if (ring == Duration::zero()) return on_answer(sim, index);  // no call comes between the legs
  sim.schedule_in(*this, Kind::answer, index, ring);
}

void OutsideVoice::on_answer(Simulation& sim, std::uint32_t index) {
  Call& call = calls_[index];
  if (!seize(sim, call.second_leg)) {
    second_refused_.add();
    return end_call(sim, index);
  }
  ringing_.add(sim.now(), -1);
  call.state = State::talking;
  const double talk =
      exponential(to_seconds(service_.hold), stream_.draw(0, call.number).uniform(3));
  sim.schedule_in(*this, Kind::talk_end, index, seconds(talk));
}

void OutsideVoice::on_no_answer(Simulation& sim, std::uint32_t index) {
  unanswered_.add();
  end_call(sim, index);
}

void OutsideVoice::on_talk_end(Simulation& sim, std::uint32_t index) {
  end_call(sim, index);
}

void OutsideVoice::end_call(Simulation& sim, std::uint32_t index) {
  Call& call = calls_[index];
  if (call.state == State::ringing) ringing_.add(sim.now(), -1);
  release(sim, call.first_leg);
  release(sim, call.second_leg);
  ports_.give_back(sim.now(), call.server, call.begin);
  call.state = State::free;
  free_.push_back(index);
}

bool OutsideVoice::seize(Simulation& sim, std::uint32_t& leg) {
  leg = 0;
  if (gateways_ != nullptr) {
    const auto gateway = gateways_->seize_port(sim.now());
    leg = gateway.value_or(no_gateway);
  }
  if (leg == no_gateway) return false;
  legs_.add(sim.now(), 1);
  return true;
}

void OutsideVoice::release(Simulation& sim, std::uint32_t& leg) {
  if (leg == no_gateway) return;
  if (gateways_ != nullptr) gateways_->release_port(sim.now(), leg);
  legs_.add(sim.now(), -1);
  leg = no_gateway;
}

const std::vector<MetricInfo>& OutsideVoice::metrics() {
  static const std::vector<MetricInfo> table = {
      {"outside_voice.refused_first", "calls", MetricKind::count, Better::lower,
       "calls for which no gateway had a port to call the user back"},
      {"outside_voice.refused_second", "calls", MetricKind::count, Better::lower,
       "calls whose user answered and for which no gateway had a second port"},
      {"outside_voice.unanswered", "calls", MetricKind::count, Better::lower,
       "calls back that nobody answered"},
      {"outside_voice.ringing", "calls", MetricKind::time_average, Better::none,
       "calls back that ring"},
      {"outside_voice.gateway_ports", "ports", MetricKind::time_average, Better::none,
       "ports of gateways that both legs of calls hold"}};
  return table;
}

void OutsideVoice::begin_observation(SimTime now) {
  begin_ = now;
  ports_.begin_observation(now);
  ringing_.begin(now);
  legs_.begin(now);
  for (Counter* counter : {&first_refused_, &second_refused_, &unanswered_}) counter->begin();
}

void OutsideVoice::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  ports_.observe(name(), first_refused_.count() + second_refused_.count(), window, out);
  out.metrics.push_back(observe(table[first_metric], "", first_refused_, window));
  out.metrics.push_back(observe(table[second_metric], "", second_refused_, window));
  out.metrics.push_back(observe(table[unanswered_metric], "", unanswered_, window));
  out.metrics.push_back(observe(table[ringing_metric], "", ringing_, window));
  out.metrics.push_back(observe(table[legs_metric], "", legs_, window));
}

void OutsideVoice::check_conservation(SimTime /*now*/) const {
  ports_.check_conservation();
  std::int64_t present = 0;
  std::int64_t ringing = 0;
  std::int64_t legs = 0;
  for (const Call& call : calls_) {
    if (call.state == State::free) continue;
    ++present;
    ringing += call.state == State::ringing ? 1 : 0;
    legs += call.state == State::talking ? 2 : 1;
  }
  OCSSIM_CHECK(present == ports_.in_progress().level());
  OCSSIM_CHECK(ringing == ringing_.level());
  OCSSIM_CHECK(legs == legs_.level());
}

}  // namespace ocssim::models
