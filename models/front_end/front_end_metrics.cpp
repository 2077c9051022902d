// What a Front End reports: the counters that its administrator knows.
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

enum : std::size_t {
  cpu_metric,
  queue_metric,
  processing_metric,
  holding_metric,
  rejected_metric,
  timed_out_metric,
  memory_metric,
  handshakes_metric,
  queue_latency_metric,
  sproc_latency_metric,
  connections_metric,
  outgoing_metric,
  flow_controlled_metric,
  throttled_metric,
  closed_metric,
  throttle_metric,
  held_metric,
  peer_metric,
  traffic_metric,
  rejected_504_metric,
  outstanding_metric,
  unreached_metric,
  full_metric,
  source_metric,
  rate_metric,
  overloads_metric
};

}  // namespace

const std::vector<MetricInfo>& FrontEnd::metrics() {
  static const std::vector<MetricInfo> table = {
      {"front_end.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "busy cores / cores"},
      {"front_end.queue_length", "messages", MetricKind::time_average, Better::lower,
       "messages that wait for a core"},
      {"front_end.processing_time", "s", MetricKind::tally, Better::lower,
       "waiting and service of a message at the CPU"},
      {"front_end.holding_time", "s", MetricKind::tally, Better::lower,
       "from reading a request to having answered it, back end included"},
      {"front_end.rejected_503", "responses", MetricKind::count, Better::lower,
       "requests answered 503: the back-end queue was too old, or back end or directory had "
       "failed"},
      {"front_end.timed_out", "messages", MetricKind::count, Better::lower,
       "messages answered after their client had given up"},
      {"front_end.memory.available", "1", MetricKind::time_average, Better::higher,
       "memory not taken by system, services and connections / memory"},
      {"tls.handshakes", "handshakes", MetricKind::count, Better::none,
       "TLS handshakes with clients"},
      {"sql.queue_latency", "s", MetricKind::tally, Better::lower,
       "wait of a stored-procedure call for a database connection"},
      {"sql.sproc_latency", "s", MetricKind::tally, Better::lower,
       "from sending a stored-procedure call to its reply"},
      {"sql.connections_in_use", "connections", MetricKind::time_average, Better::none,
       "database connections of a Front End that carry a call"},
      {"front_end.outgoing_delay", "s", MetricKind::tally, Better::lower,
       "until a notification, a message or a hop to another server has left"},
      {"front_end.flow_controlled", "connections", MetricKind::time_average, Better::lower,
       "client connections that are at their limit of transactions and not read"},
      {"front_end.throttled", "requests", MetricKind::count, Better::lower,
       "back-end requests refused because their queue was too old"},
      {"front_end.flow_control_closed", "connections", MetricKind::count, Better::lower,
       "connections closed because they were flow controlled too long"},
      {"front_end.holding_throttle", "1", MetricKind::time_average, Better::lower,
       "share of time in which a connection may have few transactions outstanding"},
      {"front_end.messages_held", "messages", MetricKind::time_average, Better::none,
       "requests read and not answered yet"},
      {"tls.mutual_handshakes", "handshakes", MetricKind::count, Better::none,
       "handshakes of mutual TLS with other Front Ends"},
      {"front_end.mbps", "Mbps", MetricKind::ratio, Better::none,
       "signaling to and from clients: bytes of every message and its answer"},
      {"front_end.rejected_504", "responses", MetricKind::count, Better::lower,
       "messages and notifications that did not reach another Front End"},
      {"front_end.sends_outstanding", "messages", MetricKind::time_average, Better::lower,
       "messages and notifications that wait for another Front End to answer"},
      {"front_end.unreached", "messages", MetricKind::count, Better::lower,
       "notifications and messages for users of another Front End that takes no mutual TLS"},
      {"front_end.turned_away_full", "connections", MetricKind::count, Better::lower,
       "connections closed at once: the server held as many as it may"},
      {"front_end.turned_away_source", "connections", MetricKind::count, Better::lower,
       "connections closed at once: it held as many of that source address as it may"},
      {"front_end.turned_away_rate", "connections", MetricKind::count, Better::lower,
       "connections closed at once: more came a second than it lets in"},
      {"front_end.overload_failures", "failures", MetricKind::count, Better::lower,
       "times that a server died of more requests than front_ends.dies_above"}};
  return table;
}

void FrontEnd::begin_observation(SimTime now) {
  begin_ = now;
  down_time_ = Duration::zero();
  cpu_.begin_observation(now, pool_->jobs);
  if (foreseen_) foreseen_->begin_observation(now);
  directory_.begin_observation(now, pool_->jobs);
  database_.begin_observation(now, pool_->jobs);
  connections_.begin(now);
  limits_.begin_observation();
  outgoing_.begin();
  throttle_.begin_observation(now, pool_->jobs, index_);
  flow_control_.begin_observation(now);
  sproc_latency_.begin();
  for (Counter* counter : {&handshakes_, &rejected_503_, &timed_out_, &throttled_, &closed_,
                           &peer_handshakes_, &rejected_504_, &unreached_, &overloads_}) {
    counter->begin();
  }
  sends_outstanding_.begin(now);
  std::fill(megacycles_.begin(), megacycles_.end(), 0.0);
  std::fill(messages_.begin(), messages_.end(), 0);
}

Window FrontEnd::window(SimTime now) const {
  Duration down = down_time_;
  if (state_ != ServerState::up) down += now - std::max(down_since_, begin_);
  return {.begin = begin_, .end = now, .down_time = down};
}

void FrontEnd::end_observation(SimTime now, Observations& out) {
  const Window seen = window(now);
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  put(observe(table[cpu_metric], name(), busy_cores(), seen, config_.cores));
  put(observe(table[queue_metric], name(), foreseen_ ? foreseen_->queue() : cpu_.queue(), seen));
  put(observe(table[processing_metric], name(), processing_time(), seen));
  put(observe(table[holding_metric], name(), throttle_.holding_time(), seen));
  put(observe(table[rejected_metric], name(), rejected_503_, seen));
  put(observe(table[timed_out_metric], name(), timed_out_, seen));
  put(available_memory(now, seen));
  put(observe(table[handshakes_metric], name(), handshakes_, seen));
  put(observe(table[queue_latency_metric], name(), database_.waiting_time(), seen));
  put(observe(table[sproc_latency_metric], name(), sproc_latency_, seen));
  put(observe(table[connections_metric], name(), database_.busy(), seen));
  put(observe(table[outgoing_metric], name(), outgoing_, seen));
  put(observe(table[flow_controlled_metric], name(), flow_control_.connections(), seen));
  put(observe(table[throttled_metric], name(), throttled_, seen));
  put(observe(table[closed_metric], name(), closed_, seen));
  put(observe(table[throttle_metric], name(), throttle_.active(), seen));
  put(messages_held(seen));
  put(observe(table[peer_metric], name(), peer_handshakes_, seen));
  put(observe_ratio(table[traffic_metric], name(), megabits(), seen.length_s(), seen));
  if (!config_.routable) {  // else both are 0
    put(observe(table[rejected_504_metric], name(), rejected_504_, seen));
    put(observe(table[outstanding_metric], name(), sends_outstanding_, seen));
  }
  if (!config_.mutual_tls) put(observe(table[unreached_metric], name(), unreached_, seen));
  if (config_.dies_above > 0) put(observe(table[overloads_metric], name(), overloads_, seen));
  if (limits_.any()) {
    put(observe(table[full_metric], name(), limits_.by_count(), seen));
    put(observe(table[source_metric], name(), limits_.by_source(), seen));
    put(observe(table[rate_metric], name(), limits_.by_rate(), seen));
  }
  // A foreseen visit is written down when it begins: N and W then are no two accounts.
  if (!foreseen_) out.identities.push_back(cpu_.little(now, pool_->jobs, name() + ".cpu"));
  out.identities.push_back(throttle_.little(now, pool_->jobs, index_, name() + ".requests"));
  out.identities.push_back(database_.little(now, pool_->jobs, name() + ".database_connections"));
  for (std::size_t message = 0; message < message_class_count; ++message) {
    if (messages_[message] == 0) continue;
    out.shares.push_back({.whole = "front_end.cpu",
                          .part = std::string(message_class_names[message]),
                          .sum = megacycles_[message],
                          .count = messages_[message]});
  }
}

/// Of those that are superposed the mean is known, and no extreme.
Observation FrontEnd::messages_held(const Window& seen) const {
  Observation held = observe(metrics()[held_metric], name(), throttle_.held(), seen);
  if (foreseen_) held.sum += throttle_.superposed_s();
  return held;
}

double FrontEnd::megabits() const {
  double bytes = 0.0;
  for (std::size_t message = 0; message < message_class_count; ++message) {
    bytes += static_cast<double>(messages_[message]) * config_.messages[message].bytes;
  }
  return 8e-6 * bytes;
}

Observation FrontEnd::available_memory(SimTime now, const Window& seen) const {
  // Available = total − reserved − connections × memory of one; linear in the number of
  // connections.
  const auto total = static_cast<double>(config_.memory);
  const auto one = static_cast<double>(config_.memory_per_connection + config_.memory_per_endpoint);
  const double free = total - static_cast<double>(config_.memory_reserved);
  const auto share = [&](double connections) { return (free - connections * one) / total; };
  Observation memory = observe(metrics()[memory_metric], name(), connections_, seen);
  memory.sum = share(connections_.mean(now)) * memory.weight;
  memory.max = share(static_cast<double>(connections_.min()));
  memory.min = share(static_cast<double>(connections_.max()));
  return memory;
}

}  // namespace ocssim::models
