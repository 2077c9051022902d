// The metric names of the format. Of a name that a model declares too, the model's row counts.
#include "scenarios/model/metric_vocabulary.hpp"

#include <algorithm>
#include <array>

namespace ocssim::scenarios {
namespace {

using K = MetricKind;
using B = Better;

constexpr std::array vocabulary{
    MetricInfo{"sign_in.time", "s", K::tally, B::lower, "wish to connect to last start-up answer"},
    MetricInfo{"sign_in.success", "1", K::ratio, B::higher, "sign-ins completed in time"},
    MetricInfo{"im.time", "s", K::tally, B::lower, "MESSAGE to its answer"},
    MetricInfo{"presence.time", "s", K::tally, B::lower, "publication to a watcher's delivery"},
    MetricInfo{"register.time", "s", K::tally, B::lower, "first REGISTER leg to its last answer"},
    MetricInfo{"clients.signed_in", "endpoints", K::time_average, B::higher, "signed in"},
    MetricInfo{"clients.without_connection", "endpoints", K::time_average, B::lower,
               "want to be signed in and hold no connection"},
    MetricInfo{"clients.reconnects", "attempts", K::count, B::lower, "connects after a loss"},
    MetricInfo{"clients.silently_dead", "endpoints", K::time_average, B::lower,
               "hold a connection that is dead"},
    MetricInfo{"goodput.rate", "1/s", K::ratio, B::higher, "transactions done in time"},
    MetricInfo{"offered.peak_to_mean", "1", K::instant, B::lower,
               "fullest 10 s of messages / mean"},
    MetricInfo{"recovery.time", "s", K::tally, B::lower, "fault to normal service"},
    MetricInfo{"events.processed", "events", K::count, B::none, "events handled"},
    MetricInfo{"snat.ports_in_use", "ports", K::time_average, B::none, "ports in use"},
    MetricInfo{"snat.port_utilization", "1", K::time_average, B::lower, "share of ports in use"},
    MetricInfo{"snat.refused", "attempts", K::count, B::lower, "connects without a port"},
    MetricInfo{"snat.syn_dropped", "SYNs", K::count, B::lower, "SYNs without a port"},
    MetricInfo{"lb.connections", "connections", K::time_average, B::none, "connections"},
    MetricInfo{"lb.new_connections", "connections", K::count, B::none, "connections opened"},
    MetricInfo{"lb.idle_drops", "connections", K::count, B::lower, "forgotten when idle"},
    MetricInfo{"lb.imbalance", "1", K::time_average, B::lower, "largest share over mean share"},
    MetricInfo{"lb.catch_up_time", "s", K::tally, B::lower, "a returning member's catching up"},
    MetricInfo{"lb.returning_share", "1", K::ratio, B::lower, "its share while it catches up"},
    MetricInfo{"front_end.cpu.utilization", "1", K::time_average, B::lower, "busy cores"},
    MetricInfo{"front_end.queue_length", "messages", K::time_average, B::lower, "waiting"},
    MetricInfo{"front_end.holding_time", "s", K::tally, B::lower, "message held"},
    MetricInfo{"front_end.processing_time", "s", K::tally, B::lower, "message processed"},
    MetricInfo{"front_end.outgoing_delay", "s", K::tally, B::lower, "outgoing message waiting"},
    MetricInfo{"front_end.rejected_503", "answers", K::count, B::lower, "requests refused by 503"},
    MetricInfo{"front_end.flow_controlled", "connections", K::time_average, B::lower,
               "flow-controlled connections"},
    MetricInfo{"front_end.throttled", "requests", K::count, B::lower, "throttled requests"},
    MetricInfo{"front_end.timed_out", "messages", K::count, B::lower, "messages timed out"},
    MetricInfo{"front_end.memory.available", "1", K::time_average, B::higher, "free memory"},
    MetricInfo{"tls.handshakes", "handshakes", K::count, B::none, "TLS handshakes"},
    MetricInfo{"sql.cpu.utilization", "1", K::time_average, B::lower, "busy cores"},
    MetricInfo{"sql.queue_latency", "s", K::tally, B::lower, "call waiting for a connection"},
    MetricInfo{"sql.sproc_latency", "s", K::tally, B::lower, "call served"},
    MetricInfo{"sql.hit_ratio", "1", K::ratio, B::higher, "pages found in the pool"},
    MetricInfo{"sql.page_life_expectancy", "s", K::ratio, B::higher, "pool turned over once"},
    MetricInfo{"sql.batch_requests", "calls", K::count, B::none, "stored-procedure calls"},
    MetricInfo{"sql.disk.data.utilization", "1", K::time_average, B::lower, "busy data disks"},
    MetricInfo{"sql.disk.log.utilization", "1", K::time_average, B::lower, "busy log disks"},
    MetricInfo{"sql.token_cache.entries", "entries", K::time_average, B::lower, "cached tokens"},
    MetricInfo{"av.streams", "streams", K::time_average, B::none, "media streams"},
    MetricInfo{"av.mbps", "Mbps", K::time_average, B::none, "media traffic"},
    MetricInfo{"av.packets", "packets", K::count, B::none, "media packets"},
    MetricInfo{"av.packet_loss", "1", K::ratio, B::lower, "media packets lost"},
    MetricInfo{"av.mos", "MOS", K::tally, B::higher, "speech quality"},
    MetricInfo{"nic.rx.dropped", "packets", K::count, B::lower, "no receive descriptor"},
    MetricInfo{"nic.tx.dropped", "packets", K::count, B::lower, "no transmit descriptor"},
    MetricInfo{"nic.tx.delay", "s", K::tally, B::lower, "waiting for a transmit descriptor"},
    MetricInfo{"nic.memory", "B", K::time_average, B::none, "memory of the rings"},
    MetricInfo{"nic.mbps", "Mbps", K::time_average, B::none, "traffic of the adapter"},
    MetricInfo{"mcu.cpu.utilization", "1", K::time_average, B::lower, "busy cores"},
    MetricInfo{"station.sojourn_time", "s", K::tally, B::lower, "arrival to departure"},
    MetricInfo{"station.waiting_time", "s", K::tally, B::lower, "arrival to begin of service"},
    MetricInfo{"station.utilization", "1", K::time_average, B::lower, "busy servers"},
    MetricInfo{"station.queue_length", "jobs", K::time_average, B::lower, "jobs waiting"},
    MetricInfo{"station.number_in_system", "jobs", K::time_average, B::lower, "jobs present"},
};

using S = Statistic;
constexpr std::array of_count{S::total, S::rate};
constexpr std::array of_tally{S::mean, S::p50, S::p95, S::p99, S::p99_9, S::max};
constexpr std::array of_time_average{S::mean, S::max};

std::span<const Statistic> statistics_of(MetricKind kind) {
  switch (kind) {
    case K::count:
      return of_count;
    case K::tally:
      return of_tally;
    case K::time_average:
      return of_time_average;
    case K::ratio:
    case K::instant:
      break;
  }
  return {};
}

Dimension dimension_of_unit(std::string_view unit) {
  if (unit == "s") return Dimension::duration;
  if (unit == "1") return Dimension::fraction;
  if (unit == "1/s") return Dimension::rate;
  if (unit == "B") return Dimension::size;
  if (unit == "Mbps") return Dimension::bandwidth;
  return Dimension::count;
}

}  // namespace

std::span<const MetricInfo> metric_vocabulary() {
  return vocabulary;
}

const MetricInfo* find_metric(std::span<const MetricInfo> table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const MetricInfo& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::vector<KnownMetric> known_metrics(std::span<const MetricInfo> of_models) {
  std::vector<KnownMetric> known;
  const auto add = [&known](const MetricInfo& row) {
    known.push_back({row.name, dimension_of_unit(row.unit), statistics_of(row.kind)});
  };
  for (const MetricInfo& row : of_models) add(row);
  for (const MetricInfo& row : vocabulary) {
    if (find_metric(of_models, row.name) == nullptr) add(row);
  }
  return known;
}

}  // namespace ocssim::scenarios
