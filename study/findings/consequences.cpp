#include "study/findings/consequences.hpp"

#include "engine/stats/estimate_results.hpp"
#include "scenarios/document/decimal.hpp"
#include "study/findings/rings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::study {
namespace {

std::optional<double> value_of(std::span<const MetricResult> metrics, std::string_view metric,
                               std::string_view statistic) {
  const MetricResult* result = find_result(metrics, {metric, ""});
  const Figure* figure = result == nullptr ? nullptr : result->find(statistic);
  return figure == nullptr ? std::nullopt : figure->value;
}

/// The value to a few digits and what it counts; "-" for a figure that is withheld.
std::string number(std::optional<double> value, std::string_view unit) {
  if (!value) return "-" + std::string(unit);
  const double scale = std::fabs(*value) < 10.0 ? 100.0 : std::fabs(*value) < 1000.0 ? 10.0 : 1.0;
  return scenarios::shortest_text(std::round(*value * scale) / scale) + std::string(unit);
}

std::optional<double> times(std::optional<double> value, double factor) {
  return value ? std::optional(*value * factor) : std::nullopt;
}

/// Of a buffer pool that is smaller than it could be.
std::string of_memory(std::span<const MetricResult> metrics) {
  const auto reads = value_of(metrics, "sql.disk.data.reads", "rate");
  if (reads && *reads == 0.0) return "measured: nothing is read from disk all the same";
  return "measured: " +
         number(times(value_of(metrics, "sql.hit_ratio", "mean"), 100.0),
                " % of pages found in memory, ") +
         number(reads, " reads/s, page life ") +
         number(value_of(metrics, "sql.page_life_expectancy", "mean"), " s, ") +
         number(times(value_of(metrics, "sql.sproc_latency", "mean"), 1e3), " ms a call");
}

std::string of_tokens(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics) {
  const auto entries = value_of(metrics, "sql.token_cache.entries", "max");
  const double slowdown = 1.0 + scenario.sql.token_cache.slowdown * entries.value_or(0.0) * 1e-6;
  return "measured: up to " + number(entries, " entries, a call's processor work times ") +
         number(slowdown, "");
}

std::string of_shared_disks(std::span<const MetricResult> metrics) {
  return "measured: data disks " +
         number(times(value_of(metrics, "sql.disk.data.utilization", "mean"), 100.0), " % busy, ") +
         number(times(value_of(metrics, "sql.sproc_latency", "mean"), 1e3), " ms a call");
}

/// Of too few ports (LB-03): silent when every attempt found one.
std::string of_ports(std::span<const MetricResult> metrics) {
  const auto refused = value_of(metrics, "snat.refused", "total");
  if (!refused || *refused == 0.0) return "measured: every attempt to connect found a port";
  return "measured: " + number(refused, " attempts to connect without a port, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of an idle timeout that is too short or that nobody is told of (LB-08, LB-09).
std::string of_idle_timeout(std::span<const MetricResult> metrics) {
  const auto drops = value_of(metrics, "lb.idle_drops", "total");
  if (!drops || *drops == 0.0) return "measured: no connection was idle for so long";
  return "measured: " + number(drops, " connections cut, ") +
         number(value_of(metrics, "clients.silently_dead", "mean"),
                " endpoints that look signed in and reach nobody, ") +
         number(value_of(metrics, "lb.dead_at_server", "mean"), " connections dead at servers");
}

/// Of a monitor that does not see a dead service (LB-12): silent when no server died.
std::string of_monitor(std::span<const MetricResult> metrics) {
  const auto refused = value_of(metrics, "lb.member_refused", "total");
  if (!refused || *refused == 0.0) return {};
  return "measured: " + number(refused, " connections sent to a server that refused them, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of critical mode (ARC-01): silent when nothing failed.
std::string of_archive(std::span<const MetricResult> metrics) {
  const auto stopped = value_of(metrics, "archiving.services_stopped", "total");
  if (!stopped) return {};
  if (*stopped == 0.0) return "measured: no service was stopped";
  return "measured: " + number(stopped, " Front End services stopped, ") +
         number(times(value_of(metrics, "archiving.time_to_stop", "mean"), 1.0 / 60.0),
                " min after the fault on average, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of servers that hold unequal parts of the connections (LB-01, LB-11).
std::string of_balance(std::span<const MetricResult> metrics) {
  double most = 0.0;
  double sum = 0.0;
  std::size_t servers = 0;
  const MetricResult* busiest = nullptr;
  for (const MetricResult& metric : metrics) {
    const Figure* mean = metric.find("mean");
    if (metric.name != "lb.connections" || metric.component.empty() || !mean || !mean->value) {
      continue;
    }
    ++servers;
    sum += *mean->value;
    if (busiest != nullptr && *mean->value <= most) continue;
    most = *mean->value;
    busiest = &metric;
  }
  if (busiest == nullptr || sum <= 0.0) return {};
  const MetricResult* cpu = find_result(metrics, {"front_end.cpu.utilization", busiest->component});
  const Figure* work = cpu == nullptr ? nullptr : cpu->find("mean");
  return "measured: " + busiest->component + " holds " +
         number(most * static_cast<double>(servers) / sum, " times the mean of ") +
         std::to_string(servers) + " servers in connections, its processors are " +
         number(times(work == nullptr ? std::nullopt : work->value, 100.0), " % busy");
}

/// Of ports that no VIP listens on (LB-05, LB-15): silent when nobody asked for them.
std::string of_listeners(std::span<const MetricResult> metrics) {
  const auto refused = value_of(metrics, "lb.no_listener", "total");
  if (!refused || *refused == 0.0) return {};
  return "measured: " + number(refused, " connections refused for want of a listener, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of NAT between Front Ends (LB-07).
std::string of_unreachable_peers(std::span<const MetricResult> metrics) {
  const auto lost = value_of(metrics, "front_end.rejected_504", "total");
  if (!lost || *lost == 0.0) return {};
  return "measured: " + number(lost, " messages and notifications did not reach another server, ") +
         number(value_of(metrics, "front_end.sends_outstanding", "mean"),
                " at a time waited for it");
}

/// Of destination NAT alone (LB-02): silent when no server called its own pool.
std::string of_destination_nat(std::span<const MetricResult> metrics) {
  const auto bypassed = value_of(metrics, "lb.bypassed", "total");
  if (!bypassed || *bypassed == 0.0) return {};
  return "measured: " +
         number(bypassed,
                " connects of servers to the pool's own VIP failed, since the answers "
                "went past the balancer");
}

/// Of a VIP that moves (LB-04): silent when no fail-over moved it.
std::string of_moving_vip(std::span<const MetricResult> metrics) {
  const auto stale = value_of(metrics, "lb.stale_name", "total");
  if (!stale || *stale == 0.0) return {};
  return "measured: " + number(stale, " SYNs to the address that the VIP had before, ") +
         number(value_of(metrics, "clients.silently_dead", "mean"),
                " endpoints in the mean that look signed in and reach nobody, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of messages that are balanced one by one (LB-06): silent when none went astray.
std::string of_no_affinity(std::span<const MetricResult> metrics) {
  const auto astray = value_of(metrics, "lb.astray", "total");
  if (!astray || *astray == 0.0) return {};
  return "measured: " +
         number(astray, " messages reached a server that did not know their connection, ") +
         number(times(value_of(metrics, "sign_in.success", "mean"), 100.0),
                " % of sign-ins in time, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of changes of the membership that stop the pool (LB-10): silent when there were none.
std::string of_stopped_pool(std::span<const MetricResult> metrics) {
  const auto stopped = value_of(metrics, "lb.stopped_connections", "total");
  if (!stopped || *stopped == 0.0) return {};
  return "measured: " + number(stopped, " connections reset by changes of the membership, ") +
         number(value_of(metrics, "clients.reconnects", "total"), " endpoints signed in again");
}

/// Of servers whose addresses change (LB-13): silent when none came back.
std::string of_lost_members(std::span<const MetricResult> metrics) {
  const auto lost = value_of(metrics, "lb.members_not_found", "total");
  if (!lost || *lost == 0.0) return {};
  return "measured: " + number(lost, " servers that came back were not found by the balancer, ") +
         number(value_of(metrics, "clients.without_connection", "mean"),
                " endpoints without connection at the end");
}

/// Of a back end on a pool server (BE-01), by the utilization law: the model gives it processors of
/// its own.
std::string of_shared_computer(const scenarios::Scenario& scenario,
                               std::span<const MetricResult> metrics) {
  const auto busy = value_of(metrics, "sql.cpu.utilization", "mean");
  const auto own = value_of(metrics, "front_end.cpu.utilization", "mean");
  const models::FrontEndsConfig& server = scenario.front_ends;
  const double cycles = server.cores * server.clock_hz;
  if (!busy || *busy == 0.0 || !own || !(cycles > 0.0)) return {};
  const double asked = *busy * scenario.sql.cores * scenario.sql.clock_hz / cycles;
  return "measured: its calls would take " + number(100.0 * asked, " % of the processors of ") +
         "that server, which are " + number(100.0 * *own, " % busy without them: ") +
         number(100.0 * (asked + *own), " % in all");
}

/// Of a directory that does not answer (LB-14).
std::string of_directory(const scenarios::Scenario& scenario,
                         std::span<const MetricResult> metrics) {
  if (scenario.clients.authentication == models::Authentication::kerberos) {
    return "measured: nothing, since Kerberos brings its tickets along; with NTLM nobody signs in";
  }
  return "measured: " +
         number(times(value_of(metrics, "sign_in.success", "mean"), 100.0),
                " % of sign-ins in time, ") +
         number(value_of(metrics, "clients.attempt_failures", "total"), " attempts failed");
}

/// Of a database that nobody reaches (BE-03).
std::string of_database(std::span<const MetricResult> metrics) {
  return "measured: " +
         number(value_of(metrics, "clients.timed_out", "total"), " transactions timed out, ") +
         number(value_of(metrics, "front_end.rejected_503", "total"), " answered 503");
}

/// Of Front Ends that address 4 GiB (FE-01).
std::string of_front_end_memory(const scenarios::Scenario& scenario,
                                std::span<const MetricResult> metrics) {
  const auto available = value_of(metrics, "front_end.memory.available", "mean");
  if (!available) return {};
  constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
  const double taken =
      (1.0 - *available) * static_cast<double>(scenario.front_ends.memory) / gibibyte;
  return "measured: " + number(taken, " GiB taken on a server, in the mean");
}

/// Of a server without certificate (FE-02).
std::string of_mutual_tls(std::span<const MetricResult> metrics) {
  return "measured: " + number(value_of(metrics, "front_end.unreached", "total"),
                               " notifications and messages did not reach their server");
}

/// Of the length of the key (FE-03): what handshakes took.
std::string of_key(std::span<const MetricResult> metrics, std::span<const ShareResult> shares) {
  for (const ShareResult& share : shares) {
    if (share.whole != "front_end.cpu" || share.part != "tls_handshake") continue;
    return "measured: " +
           number(value_of(metrics, "tls.handshakes", "total"), " handshakes of clients took ") +
           number(times(share.share.value, 100.0), " % of the Front Ends' processor time");
  }
  return "measured: nobody connected";
}

/// Of a meeting policy that forbids conferences (AV-02): silent unless they are simulated.
std::string of_meeting_policy(std::span<const MetricResult> metrics) {
  const auto refused = value_of(metrics, "conferences.refused_by_policy", "total");
  if (!refused) return {};
  return "measured: " + number(refused, " of ") +
         number(value_of(metrics, "conferences.offered", "total"), " conferences refused (") +
         number(value_of(metrics, "conferences.refused_web", "total"), " for Web conferencing, ") +
         number(value_of(metrics, "conferences.refused_audio", "total"), " for IP audio, ") +
         number(value_of(metrics, "conferences.refused_video", "total"), " for IP video), ") +
         number(value_of(metrics, "conferences.users", "mean"), " users in those that remain");
}

std::string consequence_of(std::string_view rule, const scenarios::Scenario& scenario,
                           const Measured& measured) {
  const std::span<const MetricResult> metrics = measured.metrics;
  if (rule == "BE-01") return of_shared_computer(scenario, metrics);
  if (rule == "BE-02" || rule == "BE-04" || rule == "BE-05") return of_memory(metrics);
  if (rule == "BE-03") return of_database(metrics);
  if (rule == "BE-06") return of_tokens(scenario, metrics);
  if (rule == "BE-07" && scenario.sql.disks_shared) return of_shared_disks(metrics);
  if (rule == "FE-01") return of_front_end_memory(scenario, metrics);
  if (rule == "FE-02") return of_mutual_tls(metrics);
  if (rule == "FE-03") return of_key(metrics, measured.shares);
  if (rule == "LB-01" || rule == "LB-11") return of_balance(metrics);
  if (rule == "LB-02") return of_destination_nat(metrics);
  if (rule == "LB-03") return of_ports(metrics);
  if (rule == "LB-04") return of_moving_vip(metrics);
  if (rule == "LB-05" || rule == "LB-15") return of_listeners(metrics);
  if (rule == "LB-06") return of_no_affinity(metrics);
  if (rule == "LB-10") return of_stopped_pool(metrics);
  if (rule == "LB-13") return of_lost_members(metrics);
  if (rule == "LB-08" || rule == "LB-09") return of_idle_timeout(metrics);
  if (rule == "LB-07" && !scenario.deployment.front_ends_routable) {
    return of_unreachable_peers(metrics);
  }
  if (rule == "ARC-01") return of_archive(metrics);
  if (rule == "LB-12") return of_monitor(metrics);
  if (rule == "LB-14") return of_directory(scenario, metrics);
  if (rule == "AV-01") return ring_consequence(scenario, metrics);
  if (rule == "AV-02") return of_meeting_policy(metrics);
  return {};
}

}  // namespace

void add_consequences(const scenarios::Scenario& scenario, const Measured& measured,
                      std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const std::string consequence = consequence_of(finding.id, scenario, measured);
    if (!consequence.empty()) finding.text += "; " + consequence;
  }
}

}  // namespace ocssim::study
