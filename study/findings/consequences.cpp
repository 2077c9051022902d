#include "study/findings/consequences.hpp"

#include "engine/stats/estimate_results.hpp"
#include "scenarios/document/decimal.hpp"

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
                           std::span<const MetricResult> metrics) {
  if (rule == "BE-02" || rule == "BE-04" || rule == "BE-05") return of_memory(metrics);
  if (rule == "BE-06") return of_tokens(scenario, metrics);
  if (rule == "BE-07" && scenario.sql.disks_shared) return of_shared_disks(metrics);
  if (rule == "LB-03") return of_ports(metrics);
  if (rule == "LB-08" || rule == "LB-09") return of_idle_timeout(metrics);
  if (rule == "LB-12") return of_monitor(metrics);
  if (rule == "AV-02") return of_meeting_policy(metrics);
  return {};
}

}  // namespace

void add_consequences(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const std::string consequence = consequence_of(finding.id, scenario, metrics);
    if (!consequence.empty()) finding.text += "; " + consequence;
  }
}

}  // namespace ocssim::study
