// What the NAT on the way out reports.
#include "engine/check.hpp"
#include "models/balancer/egress_nat.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

enum : std::size_t {
  opened_metric,
  refused_metric,
  over_quota_metric,
  table_full_metric,
  over_destination_metric,
  portless_metric,
  idle_drops_metric,
  ports_metric,
  fullest_metric,
  quota_metric,
  raced_metric,
  unanswered_metric,
  evicted_metric,
  evicted_resting_metric,
  eviction_age_metric,
  silently_dead_metric,
  datagram_ports_metric
};

}  // namespace

const std::vector<MetricInfo>& EgressNat::metrics() {
  static const std::vector<MetricInfo> table = {
      {"egress.opened", "connections", MetricKind::count, Better::none,
       "connections out that a server opened"},
      {"egress.refused", "connections", MetricKind::count, Better::lower,
       "connections out that the NAT refused"},
      {"egress.refused_quota", "connections", MetricKind::count, Better::lower,
       "of them, those whose server had used up its quota of ports"},
      {"egress.refused_table", "connections", MetricKind::count, Better::lower,
       "of them, those that met a full table of connections"},
      {"egress.refused_destination", "connections", MetricKind::count, Better::lower,
       "of them, those beyond the limit of connections to one destination"},
      {"egress.refused_port", "connections", MetricKind::count, Better::lower,
       "of them, those for which no port was found"},
      {"egress.idle_drops", "connections", MetricKind::count, Better::lower,
       "connections out that the NAT forgot after its idle timeout"},
      {"egress.ports_in_use", "ports", MetricKind::time_average, Better::none,
       "ports held or resting, of one address"},
      {"egress.fullest", "1", MetricKind::instant, Better::lower,
       "most ports of one set ever in use / ports that it has"},
      {"egress.quota", "ports", MetricKind::instant, Better::none,
       "ports that a server may use at the end: the largest quota of any"},
      {"egress.refused_race", "connections", MetricKind::count, Better::lower,
       "of the refused, those that picked the port of another at the same time"},
      {"egress.unanswered", "connections", MetricKind::count, Better::lower,
       "connections out that nobody answered"},
      {"egress.evicted", "connections", MetricKind::count, Better::lower,
       "live connections out that the NAT forgot to make room in its full table"},
      {"egress.evicted_resting", "connections", MetricKind::count, Better::none,
       "resting ports that it forgot to make room"},
      {"egress.eviction_age", "s", MetricKind::tally, Better::higher,
       "time since a connection was opened that was evicted live"},
      {"egress.silently_dead", "connections", MetricKind::time_average, Better::lower,
       "connections out that the NAT has forgotten and their server believes in"},
      {"egress.datagram_ports_in_use", "ports", MetricKind::time_average, Better::none,
       "ports held or resting of datagrams, of one address"}};
  return table;
}

void EgressNat::begin_observation(SimTime now) {
  begin_ = now;
  for (Ports& ports : ports_) ports.nat.begin_observation(now);
  for (Counter* counter :
       {&opened_, &refused_, &over_quota_, &table_full_, &over_destination_, &portless_, &raced_,
        &unanswered_, &idle_drops_, &evicted_, &evicted_resting_}) {
    counter->begin();
  }
  for (Counter& counter : opened_by_) counter.begin();
  eviction_age_.begin();
  silently_dead_.begin(now);
}

void EgressNat::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto count = [&](std::size_t metric, const Counter& counter, bool is_possible = true) {
    if (is_possible) out.metrics.push_back(observe(table[metric], "", counter, window));
  };
  for (std::size_t member = 0; member < opened_by_.size(); ++member) {
    out.metrics.push_back(observe(table[opened_metric], "front_end[" + std::to_string(member) + "]",
                                  opened_by_[member], window));
  }
  count(refused_metric, refused_);
  count(over_quota_metric, over_quota_);
  count(table_full_metric, table_full_);
  count(over_destination_metric, over_destination_);
  count(portless_metric, portless_);
  count(raced_metric, raced_, config_.nat.race_window > Duration::zero());
  count(unanswered_metric, unanswered_, config_.nat.half_open > Duration::zero());
  count(idle_drops_metric, idle_drops_);
  count(evicted_metric, evicted_, by_use_.has_value());
  count(evicted_resting_metric, evicted_resting_, by_use_.has_value());
  put_levels(window, out);
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void EgressNat::put_levels(const Window& window, Observations& out) const {
  const auto& table = metrics();
  std::int64_t fullest = 0;
  for (std::size_t transport = 0; transport < ports_.size(); ++transport) {
    const Snat& nat = ports_[transport].nat;
    for (std::uint32_t address = 0; address < nat.addresses(); ++address) {
      fullest = std::max(fullest, nat.fullest(address));
      out.metrics.push_back(observe(table[transport == 0 ? ports_metric : datagram_ports_metric],
                                    "egress_address[" + std::to_string(address) + "]",
                                    nat.in_use(address), window));
    }
  }
  const double ports = config_.nat.ports_per_address;
  out.metrics.push_back(
      observe_instant(table[fullest_metric], "", static_cast<double>(fullest) / ports, window));
  const std::uint32_t most = *std::max_element(quotas_.begin(), quotas_.end());
  const double quota = most == no_quota ? ports * config_.nat.addresses : static_cast<double>(most);
  out.metrics.push_back(observe_instant(table[quota_metric], "", quota, window));
  if (by_use_) {
    out.metrics.push_back(observe(table[eviction_age_metric], "", eviction_age_, window));
  }
  if (uses_.empty()) return;
  out.metrics.push_back(observe(table[silently_dead_metric], "", silently_dead_, window));
}

void EgressNat::check_conservation(SimTime /*now*/) const {
  std::uint64_t held = 0;
  for (const Place& place : places_) held += place.state == State::held ? 1 : 0;
  std::uint64_t connected = 0;
  std::uint64_t used = 0;
  std::int64_t in_use = 0;
  for (const Ports& ports : ports_) {
    for (const std::uint32_t level : ports.connected) connected += level;
    for (const std::uint32_t level : ports.used) used += level;
    in_use += ports.nat.total_in_use().level();
  }
  OCSSIM_CHECK(held == connected);
  OCSSIM_CHECK(used == entries_);
  OCSSIM_CHECK(static_cast<std::int64_t>(entries_) == in_use);
}

}  // namespace ocssim::models
