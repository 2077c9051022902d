// What the balancer reports: ports, connections, refusals by cause.
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

enum : std::size_t {
  ports_metric,
  utilization_metric,
  syn_dropped_metric,
  connections_metric,
  new_connections_metric,
  imbalance_metric,
  idle_drops_metric,
  member_refused_metric,
  member_silent_metric,
  no_member_metric,
  no_listener_metric,
  passed_on_metric,
  catch_up_metric,
  returning_share_metric,
  returning_peak_metric,
  refused_held_metric,
  refused_resting_metric,
  refused_not_found_metric,
  refused_at_address_metric,
  refused_for_member_metric,
  dead_bindings_metric,
  dead_at_server_metric,
  unreachable_metric,
  turned_away_metric,
  rate_limited_metric,
  astray_metric,
  stale_name_metric,
  not_found_metric,
  stopped_metric,
  bypassed_metric,
  over_connections_metric,
  connection_utilization_metric,
  expired_metric,
  deregistered_metric,
  evicted_metric,
  evicted_dead_metric,
  failed_open_metric,
  refused_race_metric,
  path_cuts_metric,
  path_dead_metric
};

std::string address_name(std::uint32_t address) {
  return "snat_address[" + std::to_string(address) + "]";
}

std::vector<MetricInfo> rows_of_service() {
  return {
      {"snat.ports_in_use", "ports", MetricKind::time_average, Better::none,
       "ports half-open, established, dead but not timed out, or in TIME_WAIT"},
      {"snat.port_utilization", "1", MetricKind::time_average, Better::lower,
       "ports in use of an address / ports that it offers; max is that of its fullest port set"},
      {"snat.syn_dropped", "SYNs", MetricKind::count, Better::lower,
       "SYNs that found no SNAT port, retransmissions included"},
      {"lb.connections", "connections", MetricKind::time_average, Better::none,
       "connections that the balancer holds to a member, dead bindings included"},
      {"lb.new_connections", "connections", MetricKind::count, Better::none,
       "connections opened to a member"},
      {"lb.imbalance", "1", MetricKind::instant, Better::lower,
       "(most − least connections of members in service) / their mean, at the end"},
      {"lb.idle_drops", "connections", MetricKind::count, Better::lower,
       "connections and dead bindings cut by the idle timeout"},
      {"lb.member_refused", "SYNs", MetricKind::count, Better::lower,
       "SYNs sent to a member whose port is closed"},
      {"lb.member_silent", "SYNs", MetricKind::count, Better::lower,
       "SYNs sent to a member that does not answer"},
      {"lb.no_member", "SYNs", MetricKind::count, Better::lower,
       "SYNs that found no member in service"},
      {"lb.no_listener", "SYNs", MetricKind::count, Better::lower,
       "SYNs to a port that the VIPs have no listener on"},
      {"lb.passed_on", "connections", MetricKind::count, Better::lower,
       "connects that a member refused and the balancer tried at the next one"},
      {"lb.catch_up_time", "s", MetricKind::tally, Better::lower,
       "a returning member: in service to 95 % of the other members' mean connections"},
      {"lb.returning_share", "1", MetricKind::ratio, Better::lower,
       "new connections of a returning member until it caught up / an equal share of all of them"},
      {"lb.returning_peak_share", "1", MetricKind::instant, Better::lower,
       "the same in its highest window of 60 s after it came back"},
      {"snat.syn_dropped_held", "SYNs", MetricKind::count, Better::lower,
       "of the SYNs without a port, those that met a port set held by connections, live or dead"},
      {"snat.syn_dropped_time_wait", "SYNs", MetricKind::count, Better::lower,
       "of the SYNs without a port, those that met ports in TIME_WAIT"},
      {"snat.syn_dropped_not_found", "SYNs", MetricKind::count, Better::lower,
       "of the SYNs without a port, those whose bounded search passed the free ports by"},
      {"snat.syn_dropped_at_address", "SYNs", MetricKind::count, Better::lower,
       "SYNs without a port by the address that was asked first"},
      {"snat.syn_dropped_for_member", "SYNs", MetricKind::count, Better::lower,
       "SYNs without a port by the member that they were for"},
      {"lb.dead_bindings", "connections", MetricKind::time_average, Better::lower,
       "bindings whose client is gone, held until their idle timeout"},
      {"lb.dead_at_server", "connections", MetricKind::time_average, Better::lower,
       "connections that a server still holds and the balancer has forgotten"},
      {"lb.unreachable", "SYNs", MetricKind::count, Better::lower,
       "SYNs that came while the balancer failed over"},
      {"lb.turned_away", "connections", MetricKind::count, Better::lower,
       "connections that a server closed at once, since it was at one of its limits"},
      {"lb.rate_limited", "SYNs", MetricKind::count, Better::lower,
       "SYNs beyond load_balancer.connect_rate"},
      {"lb.astray", "messages", MetricKind::count, Better::lower,
       "messages that reached another server than their connection's, for want of affinity"},
      {"lb.stale_name", "SYNs", MetricKind::count, Better::lower,
       "SYNs to the address that the VIP had before a fail-over moved it"},
      {"lb.members_not_found", "servers", MetricKind::count, Better::lower,
       "servers that came back under another address and that the balancer does not find"},
      {"lb.stopped_connections", "connections", MetricKind::count, Better::lower,
       "connections reset because a change of the membership stopped the pool"},
      {"lb.bypassed", "SYNs", MetricKind::count, Better::lower,
       "SYNs of servers to the VIP whose answers went past a balancer without source NAT"},
      {"lb.over_connections", "SYNs", MetricKind::count, Better::lower,
       "SYNs that came while the balancer held as many connections as it can"},
      {"lb.connection_utilization", "1", MetricKind::time_average, Better::lower,
       "connections that the balancer holds / those that it can hold"}};
}

/// Of ends that only some balancers bring.
std::vector<MetricInfo> rows_of_ends() {
  return {
      {"lb.expired", "connections", MetricKind::count, Better::none,
       "connections that the balancer closed at their greatest age"},
      {"lb.deregistered", "connections", MetricKind::count, Better::lower,
       "connections of a drained server that were reset when its delay was over"},
      {"lb.evicted", "connections", MetricKind::count, Better::lower,
       "live connections that the balancer forgot to make room in its full table"},
      {"lb.evicted_dead", "connections", MetricKind::count, Better::none,
       "dead bindings that it forgot to make room"},
      {"lb.failed_open", "SYNs", MetricKind::count, Better::lower,
       "SYNs given to any listed server, since too few were in service"},
      {"snat.syn_dropped_race", "SYNs", MetricKind::count, Better::lower,
       "of the SYNs without a port, those that picked the port of another at the same time"},
      {"path.idle_cuts", "connections", MetricKind::count, Better::lower,
       "connections cut by one idle timer on the way of clients; where hops beside the balancer "
       "are stated"},
      {"path.silently_dead", "endpoints", MetricKind::time_average, Better::lower,
       "endpoints that look signed in and whose connection this hop has forgotten"}};
}

}  // namespace

const std::vector<MetricInfo>& LoadBalancer::metrics() {
  static const std::vector<MetricInfo> table = [] {
    std::vector<MetricInfo> rows = rows_of_service();
    const std::vector<MetricInfo> more = rows_of_ends();
    rows.insert(rows.end(), more.begin(), more.end());
    return rows;
  }();
  return table;
}

std::vector<const TimeAverage*> LoadBalancer::port_levels() const {
  std::vector<const TimeAverage*> levels;
  for (std::uint32_t address = 0; snat_ && address < snat_->addresses(); ++address) {
    levels.push_back(&snat_->in_use(address));
  }
  return levels;
}

std::vector<LoadBalancer::RefusalCounter> LoadBalancer::refusal_counters() const {
  const auto& table = metrics();
  std::vector<RefusalCounter> counters;
  const auto add = [&](std::size_t metric, const std::string& component, const Counter& counter) {
    counters.push_back({table[metric].name, component, &counter});
  };
  add(member_refused_metric, "", member_refused_);
  add(member_silent_metric, "", member_silent_);
  add(no_member_metric, "", no_member_);
  add(no_listener_metric, "", no_listener_);
  add(unreachable_metric, "", unreachable_);
  add(stale_name_metric, "", shortcomings_.stale_name);
  add(over_connections_metric, "", shortcomings_.over_connections);
  if (!snat_) return counters;
  add(syn_dropped_metric, "", syn_dropped_);
  add(refused_held_metric, "", snat_->refusals().held);
  add(refused_resting_metric, "", snat_->refusals().resting);
  add(refused_not_found_metric, "", snat_->refusals().not_found);
  if (config_.snat.race_window > Duration::zero()) {
    add(refused_race_metric, "", snat_->refusals().raced);
  }
  for (std::uint32_t address = 0; address < snat_->addresses(); ++address) {
    add(refused_at_address_metric, address_name(address), snat_->refused_at(address));
  }
  for (std::uint32_t member = 0; member < members_.count(); ++member) {
    add(refused_for_member_metric, pool_->front_ends[member]->name(), refused_for_[member]);
  }
  return counters;
}

std::vector<const TimeAverage*> LoadBalancer::connection_levels() const {
  std::vector<const TimeAverage*> levels;
  for (std::uint32_t member = 0; member < members_.count(); ++member) {
    levels.push_back(&members_.connections(member));
  }
  return levels;
}

void LoadBalancer::begin_observation(SimTime now) {
  begin_ = now;
  if (snat_) snat_->begin_observation(now);
  members_.begin_observation(now);
  // Refusals count from time 0, warm-up or not: hard limits have none.
  idle_drops_.begin();
  dead_bindings_.begin(now);
  dead_at_server_.begin(now);
  if (path_) path_->begin_observation(now);
}

void LoadBalancer::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const Window since_start{.begin = sim_start, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  for (std::uint32_t address = 0; snat_ && address < snat_->addresses(); ++address) {
    const std::string component = address_name(address);
    put(observe(table[ports_metric], component, snat_->in_use(address), window));
    Observation utilization = observe(table[utilization_metric], component, snat_->in_use(address),
                                      window, static_cast<double>(snat_->ports_of_address()));
    utilization.max =
        static_cast<double>(snat_->fullest(address)) / static_cast<double>(snat_->ports());
    put(std::move(utilization));
  }
  if (snat_) end_observation_of_refusals(since_start, out);
  std::int64_t most = 0;
  std::int64_t least = INT64_MAX;
  std::int64_t sum = 0;
  std::int64_t in_service = 0;
  for (std::uint32_t index = 0; index < members_.count(); ++index) {
    const TimeAverage& connections = members_.connections(index);
    const std::string& component = pool_->front_ends[index]->name();
    put(observe(table[connections_metric], component, connections, window));
    put(observe(table[new_connections_metric], component, members_.opened(index), window));
    if (!members_.in_service(index)) continue;
    most = std::max(most, connections.level());
    least = std::min(least, connections.level());
    sum += connections.level();
    ++in_service;
  }
  if (sum > 0) {
    const double mean = static_cast<double>(sum) / static_cast<double>(in_service);
    put(observe_instant(table[imbalance_metric], "", static_cast<double>(most - least) / mean,
                        window));
  }
  put(observe(table[idle_drops_metric], "", idle_drops_, window));
  put(observe_count(table[member_refused_metric], "", member_refused_.total(), since_start));
  put(observe_count(table[member_silent_metric], "", member_silent_.total(), since_start));
  put(observe_count(table[no_member_metric], "", no_member_.total(), since_start));
  put(observe_count(table[no_listener_metric], "", no_listener_.total(), since_start));
  put(observe_count(table[passed_on_metric], "", passed_on_.total(), since_start));
  put(observe(table[dead_bindings_metric], "", dead_bindings_, window));
  put(observe(table[dead_at_server_metric], "", dead_at_server_, window));
  put(observe_count(table[unreachable_metric], "", unreachable_.total(), since_start));
  const auto limits = [](const FrontEnd* server) { return server->limits_connections(); };
  if (std::any_of(pool_->front_ends.begin(), pool_->front_ends.end(), limits)) {
    put(observe_count(table[turned_away_metric], "", turned_away_.total(), since_start));
  }
  if (gate_.limits() || rate_limited_.total() > 0) {
    put(observe_count(table[rate_limited_metric], "", rate_limited_.total(), since_start));
  }
  put_shortcomings(window, since_start, out);
  put_ends(since_start, out);
  put_path_timers(window, out);
  put_returns(window, out);
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void LoadBalancer::put_returns(const Window& window, Observations& out) const {
  if (!had_returns_) return;
  const auto& table = metrics();
  out.metrics.push_back(observe(table[catch_up_metric], "", catch_up_time_, window));
  double peak = returning_peak_share_;
  for (const ReturningMember& one : members_.returning()) peak = std::max(peak, one.peak_share);
  out.metrics.push_back(observe_instant(table[returning_peak_metric], "", peak, window));
  if (catch_up_time_.count() == 0) return;
  out.metrics.push_back(observe_ratio(table[returning_share_metric], "", returning_share_,
                                      static_cast<double>(catch_up_time_.count()), window));
}

/// Only where hops stand beside the balancer.
void LoadBalancer::put_path_timers(const Window& window, Observations& out) const {
  if (!path_) return;
  for (const PathTimers::Row& row : path_->rows()) {
    if (row.name.empty()) continue;
    out.metrics.push_back(observe(metrics()[path_cuts_metric], row.name, row.cuts, window));
    out.metrics.push_back(
        observe(metrics()[path_dead_metric], row.name, row.silently_dead, window));
  }
}

/// Each only where it can be other than 0.
void LoadBalancer::put_shortcomings(const Window& window, const Window& since_start,
                                    Observations& out) const {
  const auto& table = metrics();
  const auto put_if = [&](bool is_possible, std::size_t metric, const Counter& counter) {
    if (!is_possible) return;
    out.metrics.push_back(observe_count(table[metric], "", counter.total(), since_start));
  };
  const BalancerDeployment& deployment = config_.deployment;
  put_if(!config_.affinity, astray_metric, shortcomings_.astray);
  put_if(!deployment.vip_static, stale_name_metric, shortcomings_.stale_name);
  put_if(!deployment.member_addresses_static, not_found_metric, shortcomings_.not_found);
  put_if(!deployment.changes_online, stopped_metric, shortcomings_.stopped);
  put_if(config_.nat == NatMode::dnat, bypassed_metric, shortcomings_.bypassed);
  put_if(config_.limits.connections > 0, over_connections_metric, shortcomings_.over_connections);
  if (config_.limits.connections == 0) return;
  out.metrics.push_back(observe(table[connection_utilization_metric], "", members_.total(), window,
                                static_cast<double>(config_.limits.connections)));
}

/// Each only where a setting lets it happen.
void LoadBalancer::put_ends(const Window& since_start, Observations& out) const {
  const auto& table = metrics();
  const auto put_if = [&](bool is_possible, std::size_t metric, const Counter& counter) {
    if (!is_possible) return;
    out.metrics.push_back(observe_count(table[metric], "", counter.total(), since_start));
  };
  const FailOpenConfig& fail_open = config_.fail_open;
  put_if(config_.lifetime.longest > Duration::zero(), expired_metric, ends_.expired);
  put_if(config_.lifetime.on_deregistered == OnDeregistered::reset, deregistered_metric,
         ends_.deregistered);
  put_if(ends_.by_use.has_value(), evicted_metric, ends_.evicted);
  put_if(ends_.by_use.has_value(), evicted_dead_metric, ends_.evicted_dead);
  put_if(fail_open.when_none || fail_open.below > 0.0, failed_open_metric,
         members_.picked_failing_open());
}

void LoadBalancer::end_observation_of_refusals(const Window& since_start, Observations& out) {
  const auto& table = metrics();
  const auto put = [&](std::size_t metric, const std::string& component, const Counter& syns) {
    out.metrics.push_back(observe_count(table[metric], component, syns.total(), since_start));
  };
  put(syn_dropped_metric, "", syn_dropped_);
  put(refused_held_metric, "", snat_->refusals().held);
  put(refused_resting_metric, "", snat_->refusals().resting);
  put(refused_not_found_metric, "", snat_->refusals().not_found);
  if (config_.snat.race_window > Duration::zero()) {
    put(refused_race_metric, "", snat_->refusals().raced);
  }
  for (std::uint32_t address = 0; address < snat_->addresses(); ++address) {
    put(refused_at_address_metric, address_name(address), snat_->refused_at(address));
  }
  for (std::uint32_t index = 0; index < members_.count(); ++index) {
    put(refused_for_member_metric, pool_->front_ends[index]->name(), refused_for_[index]);
  }
  if (syn_dropped_.total() < 2) return;
  out.timeline.push_back({.at = last_refusal_,
                          .component = name(),
                          .kind = "last_refusal",
                          .text = "the last of " + std::to_string(syn_dropped_.total()) +
                                  " SYNs without a SNAT port"});
}

void LoadBalancer::check_conservation(SimTime /*now*/) const {
  std::vector<std::int64_t> held(members_.count(), 0);
  for (const Connection& connection : connections_) {
    const bool is_held = connection.state != State::none && connection.state != State::forgotten;
    if (is_held) ++held[connection.binding.member];
  }
  std::int64_t ports = 0;
  for (const std::int64_t count : held) ports += count;
  std::int64_t dead = 0;
  for (const DeadBinding& binding : dead_) dead += binding.live && !binding.server_only ? 1 : 0;
  OCSSIM_CHECK(dead == dead_bindings_.level());
  std::int64_t counted = 0;
  for (std::uint32_t member = 0; member < members_.count(); ++member) {
    counted += members_.connections(member).level();
  }
  OCSSIM_CHECK(counted == ports + dead);
  if (path_) path_->check_conservation();
  if (snat_ && config_.snat.time_wait_reuse == TimeWaitReuse::none) {
    const std::size_t resting = time_wait_.size() + after_reset_.size() + after_silence_.size();
    OCSSIM_CHECK(snat_->total_in_use().level() ==
                 ports + dead + static_cast<std::int64_t>(resting));
  }
}

}  // namespace ocssim::models
