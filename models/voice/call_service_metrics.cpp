// What a service that holds calls reports, and its books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/voice/call_service.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  offered_metric,
  blocking_metric,
  by_ports_metric,
  by_cpu_metric,
  by_nat_metric,
  in_dialog_metric,
  ports_metric,
  set_up_metric,
  cpu_metric,
  inner_metric,
  outer_metric,
  link_metric,
  lost_metric,
  agents_metric,
  queue_metric,
  waited_metric,
  waiting_metric,
  abandoned_metric
};

}  // namespace

const std::vector<MetricInfo>& CallService::metrics() {
  static const std::vector<MetricInfo> table = {
      {"call.offered", "calls", MetricKind::count, Better::none, "calls that came"},
      {"call.blocking", "1", MetricKind::ratio, Better::lower, "refused calls / calls"},
      {"call.refused_ports", "calls", MetricKind::count, Better::lower,
       "calls that found all ports of all servers taken"},
      {"call.refused_cpu", "calls", MetricKind::count, Better::lower,
       "calls that would have asked for more processor time than there is"},
      {"call.refused_nat", "calls", MetricKind::count, Better::lower,
       "calls that found no port at the source NAT in front of the servers"},
      {"call.in_progress", "calls", MetricKind::time_average, Better::none,
       "calls that hold a port"},
      {"call.port_utilization", "1", MetricKind::time_average, Better::lower,
       "ports taken / ports of a server"},
      {"call.set_up_time", "s", MetricKind::tally, Better::lower,
       "until media flow, IPsec included"},
      {"call.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "processor time that calls ask for / that of a server"},
      {"call.inner_mbps", "Mbps", MetricKind::time_average, Better::none,
       "media of calls on the adapter towards the pool, one way"},
      {"call.outer_mbps", "Mbps", MetricKind::time_average, Better::none,
       "media of calls on the adapter towards gateways or the Internet, one way"},
      {"call.link_utilization", "1", MetricKind::time_average, Better::lower,
       "media on the busier adapter / its speed"},
      {"call.media_lost", "1", MetricKind::ratio, Better::lower,
       "media that the busier adapter cannot carry / media on it"},
      {"call.agents.utilization", "1", MetricKind::time_average, Better::lower,
       "agents who talk / agents"},
      {"call.queue_length", "callers", MetricKind::time_average, Better::lower,
       "callers who wait for an agent"},
      {"call.waited", "1", MetricKind::ratio, Better::lower,
       "callers who found all agents busy / callers"},
      {"call.waiting_time", "s", MetricKind::tally, Better::lower,
       "until an agent answers or the caller hangs up, 0 included"},
      {"call.abandoned", "1", MetricKind::ratio, Better::lower,
       "callers who hung up before an agent answered / callers"}};
  return table;
}

void CallService::begin_observation(SimTime now) {
  begin_ = now;
  for (TimeAverage& level : in_dialog_) level.begin(now);
  for (RealTimeAverage& level : beyond_link_) level.begin(now);
  for (TimeAverage* level : {&all_in_dialog_, &waiting_, &agents_busy_}) level->begin(now);
  nat_.begin_observation(now);
  set_up_time_.begin();
  waiting_time_.begin();
  for (Counter* counter :
       {&offered_, &carried_, &by_ports_, &by_cpu_, &by_nat_, &asked_, &waited_, &abandoned_}) {
    counter->begin();
  }
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void CallService::observe_servers(const Window& window, Observations& out) const {
  const auto& table = metrics();
  const double mbps = adapter_bps(config_.inner_bps, config_.outer_bps, config_.adapters) * 1e-6;
  for (std::size_t server = 0; server < in_dialog_.size(); ++server) {
    const std::string component = name() + "[" + std::to_string(server) + "]";
    const TimeAverage& calls = in_dialog_[server];
    const auto put = [&](std::size_t metric, double whole) {
      out.metrics.push_back(observe(table[metric], component, calls, window, whole));
    };
    put(ports_metric, config_.ports);
    if (config_.cores > 0 && config_.call_megacycles > 0.0) {
      put(cpu_metric, config_.cores * config_.clock_hz * 1e-6 / config_.call_megacycles);
    }
    if (config_.inner_bps > 0.0) put(inner_metric, 1e6 / config_.inner_bps);
    if (config_.outer_bps > 0.0) put(outer_metric, 1e6 / config_.outer_bps);
    if (!(calls_by_link_ > 0.0)) continue;
    put(link_metric, config_.link_bps * 1e-6 / mbps);
    out.metrics.push_back(observe_ratio(table[lost_metric], component,
                                        beyond_link_[server].integral(window.end),
                                        calls.integral(window.end), window));
  }
}

void CallService::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(observe(table[offered_metric], name(), offered_, window));
  put(observe_trials(table[blocking_metric], name(), offered_.count() - carried_.count(),
                     offered_.count(), window));
  put(observe(table[by_ports_metric], name(), by_ports_, window));
  put(observe(table[by_cpu_metric], name(), by_cpu_, window));
  put(observe(table[by_nat_metric], name(), by_nat_, window));
  put(observe(table[in_dialog_metric], name(), all_in_dialog_, window));
  put(observe(table[set_up_metric], name(), set_up_time_, window));
  observe_servers(window, out);
  if (config_.agents > 0) {
    put(observe(table[agents_metric], name(), agents_busy_, window, config_.agents));
    put(observe(table[queue_metric], name(), waiting_, window));
    put(observe_trials(table[waited_metric], name(), waited_.count(), asked_.count(), window));
    put(observe(table[waiting_metric], name(), waiting_time_, window));
    put(observe_trials(table[abandoned_metric], name(), abandoned_.count(), asked_.count(),
                       window));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = all_in_dialog_.integral_ns(now);
  out.identities.push_back(observe_little(name(), carried_.count(), integral, sojourns));
}

WideInteger CallService::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const Call& call : calls_) {
    if (call.state == State::dialog) sum += now.time_since_epoch().count() - call.begin;
  }
  return sum;
}

void CallService::check_conservation(SimTime /*now*/) const {
  std::int64_t in_dialog = 0;
  std::int64_t waiting = 0;
  std::int64_t answered = 0;
  for (const Call& call : calls_) {
    in_dialog += call.state == State::dialog ? 1 : 0;
    waiting += call.state == State::waiting ? 1 : 0;
    answered += call.state == State::with_agent ? 1 : 0;
  }
  OCSSIM_CHECK(in_dialog == all_in_dialog_.level());
  OCSSIM_CHECK(waiting == waiting_.level());
  OCSSIM_CHECK(answered == agents_busy_.level());
  OCSSIM_CHECK(offered_.total() ==
               carried_.total() + by_ports_.total() + by_cpu_.total() + by_nat_.total());
}

}  // namespace ocssim::models
