// Closed forms of a pool: what its processors must show, given what was sent and what it costs.
#include "engine/stats/estimate.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/theory/erlang.hpp"
#include "models/theory/erlang_a.hpp"
#include "models/theory/mmc.hpp"
#include "scenarios/model/call_services.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/findings/application_closed_form.hpp"
#include "study/findings/closed_form.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {
namespace {

double window_s(const Observations& replication) {
  return replication.window_end_s - replication.window_begin_s;
}

/// Megacycles that the messages of one replication should have cost: counted × mean of the profile.
double expected_megacycles(const scenarios::Scenario& scenario, const Observations& replication) {
  double sum = 0.0;
  for (const ShareObservation& share : replication.shares) {
    if (share.whole != "front_end.cpu") continue;
    const auto& names = models::message_class_names;
    const auto found = std::find(names.begin(), names.end(), share.part);
    if (found == names.end()) continue;
    const auto index = static_cast<std::size_t>(found - names.begin());
    sum += static_cast<double>(share.count) * scenario.front_ends.messages[index].megacycles;
  }
  return sum;
}

double mean_over(std::span<const Observations> replications,
                 double (*value)(const scenarios::Scenario&, const Observations&),
                 const scenarios::Scenario& scenario) {
  double sum = 0.0;
  for (const Observations& replication : replications) sum += value(scenario, replication);
  return sum / static_cast<double>(replications.size());
}

double front_end_utilization(const scenarios::Scenario& scenario, const Observations& replication) {
  const double capacity = scenario.front_ends.count * scenario.front_ends.cores *
                          scenario.front_ends.clock_hz * 1e-6 * window_s(replication);
  return capacity > 0.0 ? expected_megacycles(scenario, replication) / capacity : 0.0;
}

double sql_call_rate(const scenarios::Scenario&, const Observations& replication) {
  double calls = 0.0;
  for (const Observation& observation : replication.metrics) {
    if (observation.metric == "sql.batch_requests") calls += static_cast<double>(observation.count);
  }
  return window_s(replication) > 0.0 ? calls / window_s(replication) : 0.0;
}

/// Mean sojourn time at a station: total over arrivals, both of Little's identity.
Figure identity_sojourn(std::span<const Observations> replications, std::string_view component,
                        double confidence) {
  std::vector<RatioPart> parts;
  for (const Observations& replication : replications) {
    for (const LittleIdentity& identity : replication.identities) {
      if (identity.component != component) continue;
      parts.push_back({.numerator = identity.sojourn_total_s,
                       .denominator = static_cast<double>(identity.arrivals)});
    }
  }
  return parts.empty() ? Figure{} : estimate_ratio(parts, confidence, false);
}

double rate_of(const scenarios::OfferedRates& rates, models::MessageClass message) {
  return rates.messages[models::index_of(message)];
}

/// What clients send against what the rates of the scenario say that they send.
void compare_rates(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                   std::vector<ClosedFormRow>& rows) {
  using models::MessageClass;
  const scenarios::OfferedRates rates =
      scenarios::offered_rates(scenario, static_cast<double>(scenario.clients.users));
  const auto add = [&](std::string_view metric, double predicted, std::string formula) {
    const Figure simulated = figure_of(metrics, metric, "", "rate");
    if (!simulated.value || !(predicted > 0.0)) return;
    rows.push_back({.name = std::string(metric),
                    .formula = std::move(formula),
                    .predicted = predicted,
                    .simulated = simulated,
                    .unit = "1/s"});
  };
  add("offered.sign_ins", rates.sign_ins, "endpoints / session length");
  add("offered.keep_alives", rate_of(rates, MessageClass::keep_alive), "endpoints / interval");
  add("offered.refreshes", rate_of(rates, MessageClass::register_refresh), "endpoints / refresh");
  add("offered.notifications", rate_of(rates, MessageClass::notification),
      "(publications + sign-ins + ends) · watchers");
  add("offered.polls",
      rate_of(rates, MessageClass::poll_cached) + rate_of(rates, MessageClass::poll_stored),
      "users · polls a user");
  add("offered.messages", rate_of(rates, MessageClass::message), "users · sessions · messages");
  add("sql.batch_requests", rates.sproc_calls, "Σ messages/s · calls a message");
}

void compare_sql(const scenarios::Scenario& scenario, std::span<const Observations> replications,
                 std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  if (scenario.sql.cores == 0 || !(scenario.sql.clock_hz > 0.0)) return;
  const double rate = mean_over(replications, sql_call_rate, scenario);
  const Figure tokens = figure_of(metrics, "sql.token_cache.entries", "", "mean");
  const double slowdown = 1.0 + scenario.sql.token_cache.slowdown * tokens.value.value_or(0) * 1e-6;
  const double service = scenario.sql.call_megacycles * slowdown * 1e6 / scenario.sql.clock_hz;
  if (!(rate > 0.0) || !(service > 0.0)) return;
  rows.push_back(
      {.name = "sql.cpu.utilization",
       .formula = "utilization law: calls/s · Mcycles a call · token cache / (cores · clock)",
       .predicted = rate * service / scenario.sql.cores,
       .simulated = figure_of(metrics, "sql.cpu.utilization", "", "mean"),
       .unit = "1"});
  const double confidence = metrics.empty() ? 0.95 : metrics.front().confidence;
  const Figure sojourn = identity_sojourn(replications, "sql.cpu", confidence);
  if (!sojourn.value || rate * service >= scenario.sql.cores) return;
  const models::MmcResult theory =
      models::mmc({.arrival_rate = rate, .service_time = service, .servers = scenario.sql.cores});
  rows.push_back({.name = "sql.cpu sojourn time",
                  .formula = "M/M/c: C/(cμ − λ) + S; calls of many users are nearly Poisson",
                  .predicted = theory.sojourn_time,
                  .simulated = sojourn,
                  .unit = "s"});
}

/// Servers of other roles: M/M/c at all their cores.
void compare_role_servers(const scenarios::Scenario& scenario,
                          std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  if (scenario.front_ends.configuration != models::PoolConfiguration::expanded) return;
  const models::RoleServersConfig& servers = scenario.front_ends.role_servers;
  const double rate =
      static_cast<double>(scenario.clients.users) * scenario.clients.activity.background;
  const auto& work =
      scenario.front_ends.messages[models::index_of(models::MessageClass::background)];
  const double service = work.megacycles * 1e6 / servers.clock_hz;
  const std::uint32_t cores = servers.count * servers.cores;
  if (!(rate > 0.0) || !(service > 0.0) || rate * service >= cores) return;
  rows.push_back(
      {.name = "role_servers.processing_time",
       .formula = "M/M/c: C/(cμ − λ) + S",
       .predicted = models::mmc({.arrival_rate = rate, .service_time = service, .servers = cores})
                        .sojourn_time,
       .simulated = figure_of(metrics, "role_servers.processing_time", "", "mean"),
       .unit = "s"});
}

/// Archiving or Monitoring Server of a pool without faults: records of many users are nearly
/// Poisson.
void compare_records(const models::RecordServerConfig& config, const std::string& name, double rate,
                     std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  const double service = to_seconds(config.write_time);
  if (!config.enabled || !(rate > 0.0) || rate * service >= config.workers) return;
  const models::MmcResult theory =
      models::mmc({.arrival_rate = rate, .service_time = service, .servers = config.workers});
  if (config.disks > 0) return;  // a worker is taken until its record is committed, too
  rows.push_back({.name = name + ".utilization",
                  .formula = "utilization law: records/s · time to write / workers",
                  .predicted = theory.utilization,
                  .simulated = figure_of(metrics, name + ".utilization", "", "mean"),
                  .unit = "1"});
  rows.push_back({.name = name + ".delay",
                  .formula = "M/M/c: C/(cμ − λ) + S",
                  .predicted = theory.sojourn_time,
                  .simulated = figure_of(metrics, name + ".delay", "", "mean"),
                  .unit = "s"});
}

/// Commits of records and quality reports on the disks of the Monitoring Server's database.
void compare_database(const scenarios::Scenario& scenario, double sessions,
                      std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  const models::RecordServerConfig& config = scenario.monitoring;
  if (!config.enabled || config.disks == 0) return;
  const double reports =
      scenario.deployment.qoe_enabled ? config.reports_per_user * scenario.clients.users : 0.0;
  const double busy = (sessions * config.record_commits + reports * config.report_commits) *
                      to_seconds(config.commit_time) / config.disks;
  if (busy >= 1.0) return;
  rows.push_back({.name = "monitoring.database.utilization",
                  .formula = "utilization law: commits/s · time of a commit / disks",
                  .predicted = busy,
                  .simulated = figure_of(metrics, "monitoring.database.utilization", "", "mean"),
                  .unit = "1"});
}

/// Of a warm pool that is too small for the data.
void compare_hit_ratio(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                       std::vector<ClosedFormRow>& rows) {
  const models::BufferPool pool = models::size_buffer_pool(scenario.sql, scenario.clients.users);
  if (pool.pages >= pool.data_pages) return;
  rows.push_back(
      {.name = "sql.hit_ratio",
       .formula = "Che, for LRU: Σ p (1 − e^(−p t)), Σ (1 − e^(−p t)) = pages of the pool",
       .predicted = pool.hit_ratio,
       .simulated = figure_of(metrics, "sql.hit_ratio", "", "mean"),
       .unit = "1"});
}

/// Requests of sessions, whose pauses are long against answers: M/G/c-PS, then M/G/1-PS.
void compare_session_work(const std::string& name, const models::CallServiceConfig& config,
                          double sessions, std::span<const MetricResult> metrics,
                          std::vector<ClosedFormRow>& rows) {
  if (!config.work.is_there()) return;
  const scenarios::SessionDemand demand = scenarios::session_demand(config, sessions);
  const double service = demand.megacycles * 1e6 / config.clock_hz;
  const double send = static_cast<double>(config.work.request_size) * 8.0 / config.link_bps;
  const std::string server = name + "[0]";
  rows.push_back({.name = "session.cpu.utilization of " + name,
                  .formula = "utilization law: sessions · requests/s · Mcycles / (cores · clock)",
                  .predicted = demand.requests * service / config.cores,
                  .simulated = figure_of(metrics, "session.cpu.utilization", server, "mean"),
                  .unit = "1"});
  const double of_link = demand.requests * send;
  if (demand.requests * service >= config.cores || of_link >= 1.0) return;
  const double at_cores =
      models::mmc(
          {.arrival_rate = demand.requests, .service_time = service, .servers = config.cores})
          .sojourn_time;
  rows.push_back({.name = "session.request_time of " + name,
                  .formula = "BCMP: M/M/c at the cores + S/(1 − ρ) at the link",
                  .predicted = at_cores + send / (1.0 - of_link),
                  .simulated = figure_of(metrics, "session.request_time", server, "mean"),
                  .unit = "s"});
}

/// Media beyond the busier adapter of the one server of a service.
void compare_media(const std::string& name, const models::CallServiceConfig& config, double erlangs,
                   std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  const double bps = models::adapter_bps(config.inner_bps, config.outer_bps, config.adapters);
  if (config.servers > 1 || !(bps > 0.0) || !(config.link_bps > 0.0) || !(erlangs > 0.0)) return;
  const auto lines = static_cast<std::uint32_t>(scenarios::limit_of_calls(config).calls);
  const double carried = erlangs * (1.0 - models::erlang_b(lines, erlangs));
  rows.push_back(
      {.name = "call.media_lost of " + name,
       .formula = "E max(0, N − link / rate) / E N, N busy lines of Erlang's loss system",
       .predicted = models::erlang_mean_excess(lines, erlangs, config.link_bps / bps) / carried,
       .simulated = figure_of(metrics, "call.media_lost", name + "[0]", "mean"),
       .unit = "1"});
}

/// Ports of a reverse proxy with one server, or of one whose servers take turns: Erlang B.
void compare_reverse_proxy(const scenarios::Scenario& scenario,
                           std::span<const MetricResult> metrics,
                           std::vector<ClosedFormRow>& rows) {
  const models::ReverseProxyConfig& proxy = scenario.reverse_proxy;
  if (!proxy.enabled || !scenario.web.enabled) return;
  double rate = 0.0;
  for (std::size_t i = 0; i < models::web_content_count; ++i) {
    if (!models::is_on_link(static_cast<models::WebContent>(i))) continue;
    rate += scenario.web.downloads[i].per_user * static_cast<double>(scenario.clients.users) *
            proxy.remote_share;
  }
  if (!(rate > 0.0)) return;
  rows.push_back({.name = "proxy.requests",
                  .formula = "users · downloads a user · remote share",
                  .predicted = rate,
                  .simulated = figure_of(metrics, "proxy.requests", "", "rate"),
                  .unit = "1/s"});
  if (proxy.servers > 1) return;
  const double erlangs = rate * to_seconds(proxy.time_wait);
  rows.push_back({.name = "proxy.blocking",
                  .formula = "Erlang B of downloads/s · TIME_WAIT on all ports",
                  .predicted = models::erlang_b(proxy.ports, erlangs),
                  .simulated = figure_of(metrics, "proxy.blocking", "", "mean"),
                  .unit = "1"});
}

/// Erlang B of each service that refuses calls, Erlang C or A of its agents.
void compare_calls(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                   std::vector<ClosedFormRow>& rows) {
  for (const auto& [role, config] : scenarios::call_services(scenario, scenario.clients.users)) {
    // Neither formula knows of bursts, nor of a call that needs two ports of the gateways.
    if (scenarios::peak_over_mean(scenario, role) > 1.0) continue;
    if (shares_gateways(scenario, role)) continue;
    const std::string name(models::call_service_names[models::index_of(role)]);
    const double erlangs = config.calls * to_seconds(config.hold + config.set_up);
    const scenarios::CallLimit limit = scenarios::limit_of_calls(config);
    const double lines = limit.calls;
    const bool rests = std::string_view(limit.by) == "nat";
    const double resting = rests ? config.calls * to_seconds(config.time_wait) : 0.0;
    const double blocking = models::erlang_b(static_cast<std::uint32_t>(lines), erlangs + resting);
    compare_session_work(name, config, erlangs * (1.0 - blocking), metrics, rows);
    rows.push_back({.name = "call.blocking of " + name,
                    .formula = "Erlang B of calls/s · hold on all ports",
                    .predicted = blocking,
                    .simulated = figure_of(metrics, "call.blocking", name, "mean"),
                    .unit = "1"});
    rows.push_back({.name = "call.in_progress of " + name,
                    .formula = "Little: calls/s · (1 − B) · hold",
                    .predicted = erlangs * (1.0 - blocking),
                    .simulated = figure_of(metrics, "call.in_progress", name, "mean"),
                    .unit = "calls"});
    compare_media(name, config, erlangs, metrics, rows);
    if (config.agents == 0 || blocking > 1e-3)
      continue;  // refusals make arrivals less than Poisson
    const double talk = to_seconds(config.agent_time);
    const bool patient = config.patience == Duration::zero();
    if (patient && config.calls * talk >= config.agents) continue;
    const double waited = patient ? models::erlang_c(config.agents, config.calls * talk)
                                  : models::erlang_a({.arrival_rate = config.calls,
                                                      .service_time = talk,
                                                      .patience = to_seconds(config.patience),
                                                      .servers = config.agents})
                                        .probability_of_waiting;
    rows.push_back({.name = "call.waited of " + name,
                    .formula = patient ? "Erlang C" : "Erlang A",
                    .predicted = waited,
                    .simulated = figure_of(metrics, "call.waited", name, "mean"),
                    .unit = "1"});
  }
}

}  // namespace

void compare_pool(const scenarios::Scenario& scenario, std::span<const Observations> replications,
                  std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  const bool is_constant =
      scenario.clients.start == models::StartMode::steady && scenario.events.empty();
  if (is_constant) {
    compare_rates(scenario, metrics, rows);
    compare_calls(scenario, metrics, rows);
    compare_reverse_proxy(scenario, metrics, rows);
    compare_applications(scenario, metrics, rows);
    compare_role_servers(scenario, metrics, rows);
    const auto& activity = scenario.clients.activity;
    const double sessions = static_cast<double>(scenario.clients.users) * activity.im_sessions;
    compare_records(scenario.archiving, "archiving", sessions * activity.messages_per_session,
                    metrics, rows);
    if (!scenario.deployment.qoe_enabled) {
      compare_records(scenario.monitoring, "monitoring", sessions, metrics, rows);
    }
    compare_database(scenario, sessions, metrics, rows);
  }
  // With a server down the utilization is that of the others, which the law below does not know.
  if (scenario.events.empty()) {
    rows.push_back({.name = "front_end.cpu.utilization",
                    .formula = "utilization law: Σ messages/s · Mcycles / (cores · clock)",
                    .predicted = mean_over(replications, front_end_utilization, scenario),
                    .simulated = figure_of(metrics, "front_end.cpu.utilization", "", "mean"),
                    .unit = "1"});
  }
  compare_sql(scenario, replications, metrics, rows);
  if (scenario.events.empty()) compare_hit_ratio(scenario, metrics, rows);
}

}  // namespace ocssim::study
