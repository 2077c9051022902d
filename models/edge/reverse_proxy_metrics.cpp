// What a reverse proxy reports, and its books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/edge/reverse_proxy.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  requests_metric,
  blocking_metric,
  by_connections_metric,
  by_ports_metric,
  time_metric,
  connections_metric,
  ports_metric,
  cpu_metric,
  link_metric
};

}  // namespace

const std::vector<MetricInfo>& ReverseProxy::metrics() {
  static const std::vector<MetricInfo> table = {
      {"proxy.requests", "requests", MetricKind::count, Better::none,
       "downloads that remote users asked for"},
      {"proxy.blocking", "1", MetricKind::ratio, Better::lower, "refused downloads / downloads"},
      {"proxy.refused_connections", "requests", MetricKind::count, Better::lower,
       "downloads that found a server with all its connections taken"},
      {"proxy.refused_ports", "requests", MetricKind::count, Better::lower,
       "downloads that found no port towards the Web Components, resting ones included"},
      {"proxy.time", "s", MetricKind::tally, Better::lower,
       "request to last byte of a remote user's download"},
      {"proxy.connections", "connections", MetricKind::time_average, Better::none,
       "remote users' connections of a server"},
      {"proxy.port_utilization", "1", MetricKind::time_average, Better::lower,
       "ports taken or in TIME_WAIT / ports of a server"},
      {"proxy.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "cores busy with handshakes / cores"},
      {"proxy.link_utilization", "1", MetricKind::time_average, Better::lower,
       "time in which a server's link to remote users is busy"}};
  return table;
}

void ReverseProxy::begin_observation(SimTime now) {
  begin_ = now;
  cpu_.begin_observation(now);
  link_.begin_observation(now);
  present_.begin(now);
  for (Server& server : servers_) {
    server.connections.begin(now);
    server.ports.begin_observation(now);
  }
  for (Tally& time : times_) time.begin();
  for (Counter* counter : {&offered_, &carried_, &by_connections_, &by_ports_}) counter->begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void ReverseProxy::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(observe(table[requests_metric], "", offered_, window));
  put(observe_trials(table[blocking_metric], "", offered_.count() - carried_.count(),
                     offered_.count(), window));
  put(observe(table[by_connections_metric], "", by_connections_, window));
  put(observe(table[by_ports_metric], "", by_ports_, window));
  for (std::size_t content = 0; content < web_content_count; ++content) {
    if (!(rates_[content] > 0.0)) continue;
    put(observe(table[time_metric], std::string(web_content_names[content]), times_[content],
                window));
  }
  for (std::uint32_t server = 0; server < servers_.size(); ++server) {
    const std::string component = name() + "[" + std::to_string(server) + "]";
    Server& at = servers_[server];
    at.ports.settle(now);
    put(observe(table[connections_metric], component, at.connections, window));
    put(observe(table[ports_metric], component, at.ports.taken(), window, config_.ports));
    put(observe(table[cpu_metric], component, cpu_.busy(server), window, cpu_.cores()));
    put(observe(table[link_metric], component, link_.busy(server), window));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), carried_.count(), integral, sojourns));
}

WideInteger ReverseProxy::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const Download& download : downloads_) {
    if (download.live) sum += (now - download.begin).count();
  }
  return sum;
}

void ReverseProxy::check_conservation(SimTime /*now*/) const {
  std::int64_t connections = 0;
  for (const Server& server : servers_) connections += server.connections.level();
  OCSSIM_CHECK(connections == present_.level());
  OCSSIM_CHECK(offered_.total() == carried_.total() + by_connections_.total() + by_ports_.total());
}

}  // namespace ocssim::models
