// Closed forms of a pool: what its processors must show, given what was sent and what it costs.
#include "engine/stats/estimate.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/theory/mmc.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/findings/closed_form.hpp"

#include <algorithm>
#include <optional>
#include <string>
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

}  // namespace

void compare_pool(const scenarios::Scenario& scenario, std::span<const Observations> replications,
                  std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  const bool is_constant =
      scenario.clients.start == models::StartMode::steady && scenario.events.empty();
  if (is_constant) compare_rates(scenario, metrics, rows);
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
