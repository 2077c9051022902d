// What the work of sessions reports, and its books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/voice/session_work.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  requests_metric,
  time_metric,
  cpu_metric,
  link_metric,
  connects_metric,
  refused_metric,
  ports_metric
};

}  // namespace

const std::vector<MetricInfo>& SessionWork::metrics() {
  static const std::vector<MetricInfo> table = {
      {"session.requests", "requests", MetricKind::count, Better::none,
       "requests of sessions, refused ones included"},
      {"session.request_time", "s", MetricKind::tally, Better::lower,
       "request to last byte of the answer at the server that holds the session"},
      {"session.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "busy cores / cores of a server that holds sessions"},
      {"session.link_utilization", "1", MetricKind::time_average, Better::lower,
       "time in which the link of such a server is busy"},
      {"session.connects", "connections", MetricKind::count, Better::lower,
       "handshakes: of new sessions, and of connections that an idle timeout had closed"},
      {"session.refused", "requests", MetricKind::count, Better::lower,
       "requests that found no port to connect again"},
      {"session.port_utilization", "1", MetricKind::time_average, Better::lower,
       "ports taken or in TIME_WAIT / ports of the source NAT before the servers"}};
  return table;
}

void SessionWork::begin_observation(SimTime now) {
  begin_ = now;
  cpu_.begin_observation(now);
  link_.begin_observation(now);
  present_.begin(now);
  for (Server& server : servers_) {
    server.time.begin();
    for (Counter* counter : {&server.requests, &server.connects, &server.refused}) {
      counter->begin();
    }
  }
  begun_.begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void SessionWork::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  for (std::uint32_t server = 0; server < config_.servers; ++server) {
    const std::string component = config_.service + "[" + std::to_string(server) + "]";
    const Server& at = servers_[server];
    put(observe(table[requests_metric], component, at.requests, window));
    put(observe(table[time_metric], component, at.time, window));
    put(observe(table[cpu_metric], component, cpu_.busy(server), window, cpu_.cores()));
    if (config_.link_bps > 0.0) {
      put(observe(table[link_metric], component, link_.busy(server), window));
    }
    put(observe(table[connects_metric], component, at.connects, window));
    put(observe(table[refused_metric], component, at.refused, window));
  }
  if (ports_ != nullptr && ports_->ports() > 0) {
    ports_->settle(now);
    put(observe(table[ports_metric], config_.service, ports_->taken(), window,
                static_cast<double>(ports_->ports())));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), begun_.count(), integral, sojourns));
}

WideInteger SessionWork::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const Request& request : requests_) {
    if (request.live) sum += (now - request.begin).count();
  }
  return sum;
}

void SessionWork::check_conservation(SimTime /*now*/) const {
  OCSSIM_CHECK(static_cast<std::int64_t>(cpu_.jobs() + link_.jobs()) == present_.level());
}

}  // namespace ocssim::models
