#include "models/voice/call_ports.hpp"

#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/voice/call_service.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace ocssim::models {
namespace {

const MetricInfo& row_of(std::string_view name) {
  const auto& table = CallService::metrics();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const MetricInfo& row) { return row.name == name; });
  OCSSIM_CHECK(found != table.end());
  return *found;
}

}  // namespace

std::uint32_t calls_of_processors(const CallServiceConfig& config) {
  constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();
  if (config.cores == 0 || !(config.call_megacycles > 0.0)) return no_limit;
  const double calls = config.cores * config.clock_hz * 1e-6 / config.call_megacycles;
  return calls < no_limit ? static_cast<std::uint32_t>(calls) : no_limit;
}

CallPorts::CallPorts(const CallServiceConfig& config)
    : config_(config), calls_by_cpu_(calls_of_processors(config)), by_server_(config.servers) {}

std::optional<std::uint32_t> CallPorts::take(SimTime now) {
  offered_.add();
  std::uint32_t server = 0;
  for (std::uint32_t other = 1; other < by_server_.size(); ++other) {
    if (by_server_[other].level() < by_server_[server].level()) server = other;
  }
  const auto busy = static_cast<std::uint32_t>(by_server_[server].level());
  if (busy >= std::min(config_.ports, calls_by_cpu_)) {
    (busy >= config_.ports ? by_ports_ : by_cpu_).add();
    return std::nullopt;
  }
  taken_.add();
  by_server_[server].add(now, 1);
  all_.add(now, 1);
  begins_ns_ += now.time_since_epoch().count();
  return server;
}

void CallPorts::give_back(SimTime now, std::uint32_t server, SimTime taken) {
  by_server_[server].add(now, -1);
  all_.add(now, -1);
  begins_ns_ -= taken.time_since_epoch().count();
  departed_ns_ += (now - taken).count();
}

void CallPorts::begin_observation(SimTime now) {
  for (TimeAverage& level : by_server_) level.begin(now);
  all_.begin(now);
  for (Counter* counter : {&offered_, &by_ports_, &by_cpu_, &taken_}) counter->begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void CallPorts::observe(const std::string& service, std::uint64_t refused_elsewhere,
                        const Window& window, Observations& out) const {
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(ocssim::observe(row_of("call.offered"), service, offered_, window));
  const std::uint64_t refused = by_ports_.count() + by_cpu_.count() + refused_elsewhere;
  put(observe_trials(row_of("call.blocking"), service, std::min(refused, offered_.count()),
                     offered_.count(), window));
  put(ocssim::observe(row_of("call.refused_ports"), service, by_ports_, window));
  put(ocssim::observe(row_of("call.refused_cpu"), service, by_cpu_, window));
  put(ocssim::observe(row_of("call.in_progress"), service, all_, window));
  for (std::size_t server = 0; server < by_server_.size(); ++server) {
    const std::string component = service + "[" + std::to_string(server) + "]";
    const TimeAverage& calls = by_server_[server];
    put(ocssim::observe(row_of("call.port_utilization"), component, calls, window, config_.ports));
    if (config_.cores == 0 || !(config_.call_megacycles > 0.0)) continue;
    put(ocssim::observe(row_of("call.cpu.utilization"), component, calls, window,
                        config_.cores * config_.clock_hz * 1e-6 / config_.call_megacycles));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(window.end) - begin_ages_ns_;
  const WideInteger integral = all_.integral_ns(window.end);
  out.identities.push_back(observe_little(service, taken_.count(), integral, sojourns));
}

WideInteger CallPorts::ages_of_present(SimTime now) const {
  return WideInteger{all_.level()} * now.time_since_epoch().count() - begins_ns_;
}

void CallPorts::check_conservation() const {
  std::int64_t present = 0;
  for (const TimeAverage& level : by_server_) present += level.level();
  OCSSIM_CHECK(present == all_.level());
  OCSSIM_CHECK(offered_.total() == taken_.total() + by_ports_.total() + by_cpu_.total());
}

}  // namespace ocssim::models
