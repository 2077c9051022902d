// Published cases of today's systems: the figure that arithmetic gives, and the twin without its
// cause. docs/published.md has the sources.
#include "engine/stats/estimate.hpp"
#include "models/clients/clients.hpp"
#include "models/pool.hpp"
#include "models/theory/erlang.hpp"
#include "models/theory/random_tries.hpp"
#include "scenarios/model/build.hpp"
#include "tests/scenarios/figures.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ocssim::scenarios {
namespace {

Scenario published(const std::string& name, const std::string& case_name = "as-reported",
                   const std::vector<std::string>& sets = {}) {
  LoadOptions options;
  options.scenario = "published/" + name;
  options.case_name = case_name;
  options.sets = sets;
  auto loaded = load_validated(options);
  if (!loaded) {
    ADD_FAILURE() << render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(loaded->scenario);
}

double rate_of(const Observations& seen, std::string_view metric) {
  double rate = 0.0;
  for (const Observation& one : seen.metrics) {
    if (one.metric == metric) rate += static_cast<double>(one.count) / one.weight;
  }
  return rate;
}

const TimelineEntry* first_of(const Observations& seen, std::string_view kind) {
  const auto found = std::find_if(seen.timeline.begin(), seen.timeline.end(),
                                  [kind](const TimelineEntry& one) { return one.kind == kind; });
  return found == seen.timeline.end() ? nullptr : &*found;
}

TEST(Published, EachCaseLoadsWithItsTwin) {
  const std::vector<std::string> names = published_cases();
  EXPECT_GE(names.size(), 8U);
  for (const std::string& name : names) {
    const std::string plain = name.substr(name.find('/') + 1);
    EXPECT_EQ(published(plain).name, plain);
    const Scenario twin = published(plain, "without");
    EXPECT_NE(twin.physical_json, published(plain).physical_json) << plain;
  }
}

/// Templates of `init`: each can be written to a file, and is meant to be changed.
TEST(Today, EachQuestionHasATemplateThatLoads) {
  const std::vector<std::string> names = questions_of_today();
  EXPECT_EQ(names.size(), 5U);
  for (const std::string& name : names) {
    const Scenario scenario = scenario_with(name);
    EXPECT_EQ("today/" + scenario.name, name);
    EXPECT_FALSE(scenario.objectives.empty()) << name;
    const auto alone = validate_text(std::string(*shipped_scenario_text(name)));
    EXPECT_TRUE(alone) << name << " leans on another file";
  }
}

TEST(Today, QuotasOfPortsFollowTheFormula) {
  // 20 servers, one connection a second each, held 0.2 s and resting 120 s: 120.2 Erl.
  const auto refused = [](const std::string& quota) {
    return sum_of(simulate(scenario_with("today/ports", {"egress.quota=" + quota}), 0),
                  "egress.refused");
  };
  EXPECT_EQ(refused("256"), 0.0);
  EXPECT_GT(refused("64"), 0.0);
}

TEST(Today, APingSlowerThanATimerOfTheWayLeavesDeadConnections) {
  const auto dead = [](const std::string& interval, const std::string& hop) {
    const Observations seen = simulate(
        scenario_with("today/path-timers", {"clients.keep_alive.interval=" + interval}), 0);
    double level = 0.0;
    for (const Observation& one : seen.metrics) {
      if (one.metric == "path.silently_dead" && one.component == hop) level = one.sum / one.weight;
    }
    return level;
  };
  EXPECT_GT(dead("6 min", "load_balancer"), 1.0);
  EXPECT_GT(dead("6 min", "client_nat"), 1.0);
  EXPECT_EQ(dead("5 min", "load_balancer"), 0.0);
  EXPECT_GT(dead("5 min", "client_nat"), 1.0);  // one in ten forgets within it
  EXPECT_EQ(dead("55 s", "client_nat"), 0.0);
}

TEST(Today, OneCountEvensTheLoadOut) {
  LoadOptions options;
  options.scenario = "today/uneven-load";
  options.case_name = "one-count";
  const auto one = load_scenario(options);
  ASSERT_TRUE(one);
  const double apart = sum_of(simulate(scenario_with("today/uneven-load"), 0), "lb.imbalance");
  EXPECT_GT(apart, 0.2);
  EXPECT_LT(sum_of(simulate(*one, 0), "lb.imbalance"), 0.5 * apart);
}

TEST(Today, ServersTakeWhatTheirLimitSays) {
  const auto away = [](const std::string& servers) {
    return sum_of(
        simulate(scenario_with("today/connections-per-server", {"front_ends.count=" + servers}), 0),
        "lb.turned_away");
  };
  // Two addresses of 1,024 and 2,048 in all a server.
  EXPECT_EQ(away("4"), 10000.0 - 4.0 * 2048.0);
  EXPECT_EQ(away("8"), 0.0);
}

// P9: quota / (hold + rest) connections a second a server; Erlang B says how many are refused.
void expect_quota_rate(const std::string& name, const std::string& case_name, double quota,
                       double rest) {
  const Scenario scenario = published(name, case_name);
  const double held = 0.1 + rest;
  const double offered = scenario.connections[0].rate / 10.0;  // a server
  const Observations seen = simulate(scenario, 0);
  const double carried =
      offered * (1.0 - models::erlang_b(static_cast<std::uint32_t>(quota), offered * held));
  const double rate = rate_of(seen, "egress.opened") / 10.0;
  EXPECT_NEAR(rate, carried, 0.01 * carried) << name << ' ' << case_name;
  if (offered * held > 2.0 * quota) {
    EXPECT_NEAR(rate, quota / held, 0.01 * quota / held) << name << ' ' << case_name;
    EXPECT_GT(sum_of(seen, "egress.refused"), 0.0);
  }
}

TEST(Published, P9ShortConnectionsAreLimitedByQuotaOverRest) {
  expect_quota_rate("snat-quota-app-service", "as-reported", 128, 240.0);
  expect_quota_rate("snat-quota-app-service", "without", 128, 15.0);
  expect_quota_rate("snat-quota-cloud-nat", "as-reported", 64, 120.0);
  expect_quota_rate("snat-quota-cloud-nat", "without", 2048, 120.0);
}

TEST(Published, P9TheFirstRefusalComesAtTheQuota) {
  const std::string stays =
      R"({"destination": 1, "hold": "30 d", "prefill": 200, "prefill_over": "200 s"})";
  const std::vector<std::string> held{"front_ends.count=1", "simulation.duration=10 min",
                                      "simulation.warmup=none", "connections=[" + stays + "]",
                                      "egress.idle_timeout=0 s"};
  for (const auto& [name, quota] :
       {std::pair{"snat-quota-app-service", 128.0}, {"snat-quota-cloud-nat", 64.0}}) {
    const Observations seen = simulate(published(name, "as-reported", held), 0);
    EXPECT_EQ(sum_of(seen, "egress.opened"), quota) << name;
    EXPECT_EQ(sum_of(seen, "egress.refused_quota"), 200.0 - quota) << name;
    const TimelineEntry* first = first_of(seen, "first_refusal");
    ASSERT_NE(first, nullptr);
    EXPECT_DOUBLE_EQ(to_seconds(first->at - sim_start), quota) << name;  // one a second
  }
}

TEST(Published, P9ScalingOutTakesPortsAway) {
  const Observations more = simulate(published("snat-quota-scale-out"), 0);
  const Observations fewer = simulate(published("snat-quota-scale-out", "without"), 0);
  EXPECT_EQ(sum_of(more, "egress.quota"), 512.0);
  EXPECT_EQ(sum_of(fewer, "egress.quota"), 1024.0);
  // 40,000 on 51 servers of 512 ports: each takes about 784 wishes and holds 512.
  EXPECT_NEAR(sum_of(more, "egress.opened"), 51.0 * 512.0, 10.0);  // a few ended, others came
  EXPECT_EQ(sum_of(fewer, "egress.refused"), 0.0);
}

// P10: a birth-death process whose arrivals fail with (n/N)^k; with the mean field
// u·N = λ (1 − u^k) (hold + rest) beside it. How many are refused hangs on how many came in the
// window, 17 times as strongly: the formula gets the rate that each run has seen.
TEST(Published, P10ConnectionsFailBeforeTheRangeIsFull) {
  const Scenario scenario = published("snat-collisions-cilium");
  const std::uint32_t ports = scenario.egress.nat.ports_per_address;
  const std::uint32_t tries = scenario.egress.nat.search.tries;
  const double held = 10.0 + 0.05;
  double refused = 0.0;
  double expected = 0.0;
  double in_use = 0.0;
  constexpr std::uint32_t runs = 12;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const Observations seen = simulate(scenario, run);
    const double rate = rate_of(seen, "egress.refused") + rate_of(seen, "egress.opened");
    refused += rate_of(seen, "egress.refused") / rate / runs;
    expected += models::random_tries(ports, tries, rate * held).refused / runs;
    in_use += sum_of(seen, "egress.ports_in_use") / ports / runs;
    EXPECT_EQ(sum_of(seen, "egress.refused_port"), sum_of(seen, "egress.refused"));
    const auto fullest =
        std::find_if(seen.metrics.begin(), seen.metrics.end(),
                     [](const auto& one) { return one.metric == "egress.fullest"; });
    EXPECT_LT(fullest->sum, 1.0);  // it never was full
  }
  const models::RandomTriesResult stated =
      models::random_tries(ports, tries, scenario.connections[0].rate * held);
  EXPECT_NEAR(stated.refused, 0.02816, 5e-6);  // by a program of its own
  EXPECT_NEAR(in_use, stated.utilization, 0.002 * stated.utilization);
  EXPECT_NEAR(refused, expected, 0.01 * expected);
  EXPECT_EQ(sum_of(simulate(published("snat-collisions-cilium", "without"), 0), "egress.refused"),
            0.0);
}

// Cyclic use of a table of least-recently-used entries: when n > m everybody misses, else nobody.
TEST(Published, P10AFullTableForgetsTheOneThatSendsNext) {
  const Observations reported = simulate(published("nat-table-evicts-cilium"), 0);
  const double expected = 3000.0 / (10.0 + 0.5);  // sends every 10 s, opened again within 1 s
  EXPECT_NEAR(rate_of(reported, "listener.lost"), expected, 0.02 * expected);
  EXPECT_EQ(sum_of(reported, "egress.refused"), 0.0);
  const Observations twin = simulate(published("nat-table-evicts-cilium", "without"), 0);
  EXPECT_EQ(sum_of(twin, "egress.evicted"), 0.0);
  EXPECT_EQ(sum_of(twin, "listener.lost"), 0.0);
}

TEST(Published, P12TheFirstIsClosedAtTheLimitOfASourceAddress) {
  for (const std::uint32_t addresses : {1U, 3U}) {
    const Observations seen =
        simulate(published("registrar-behind-snat", "as-reported",
                           {"load_balancer.snat.addresses=" + std::to_string(addresses)}),
                 0);
    EXPECT_EQ(sum_of(seen, "lb.turned_away"), 10000.0 - 1024.0 * addresses);
    EXPECT_EQ(sum_of(seen, "front_end.turned_away_source"), 10000.0 - 1024.0 * addresses);
    const TimelineEntry* first = first_of(seen, "first_turned_away");
    ASSERT_NE(first, nullptr);
    // One every 60 ms; addresses are taken in turn, so all are full together.
    EXPECT_NEAR(to_seconds(first->at - sim_start) / 0.06, 1024.0 * addresses, 1.0);
    EXPECT_EQ(sum_of(seen, "snat.syn_dropped"), 0.0);
  }
  const Observations twin = simulate(published("registrar-behind-snat", "without"), 0);
  EXPECT_EQ(sum_of(twin, "lb.turned_away"), 0.0);
}

/// When the last client was signed in [s], by looks of a second.
struct FleetReturn {
  double complete = 0.0;
  double attempts = 0.0;
  double after_900s = 0.0;  // signed in
};
FleetReturn fleet_return(const std::string& case_name) {
  const Scenario scenario = published("iot-fleet-return", case_name);
  FleetReturn result;
  SimulateOptions options;
  options.look_every = std::chrono::seconds(1);
  options.look = [&](SimTime at, const models::Pool& pool) {
    const std::int64_t in = pool.clients->signed_in().level();
    if (at == sim_start + std::chrono::seconds(900)) result.after_900s = static_cast<double>(in);
    if (in < scenario.clients.users) result.complete = to_seconds(at - sim_start) + 1.0;
  };
  const Observations seen = simulate(scenario, 0, options);
  result.attempts =
      (sum_of(seen, "lb.rate_limited") + sum_of(seen, "lb.new_connections")) / 50000.0;
  return result;
}

TEST(Published, P14AFleetReturnsAtTheRateThatLetsItIn) {
  const FleetReturn steady = fleet_return("as-reported");
  EXPECT_NEAR(steady.after_900s, 45000.0, 450.0);
  EXPECT_GE(steady.complete, 999.0);
  // When fewer are left than keep the gate busy (50 x 10 s), they come one by one: 10 s ln 500.
  EXPECT_LT(steady.complete, 1000.0 + 10.0 * std::log(500.0) + 60.0);
  EXPECT_GT(steady.attempts, 10.0);  // half the fleet tries every 10 s, for 1,000 s
  const FleetReturn backoff = fleet_return("backoff");
  EXPECT_GT(backoff.complete, steady.complete);
  EXPECT_LT(backoff.attempts, steady.attempts);
  const FleetReturn free = fleet_return("without");
  EXPECT_LE(free.complete, 25.0);
  EXPECT_NEAR(free.attempts, 1.0, 1e-9);
}

TEST(Published, P11APingAsLongAsTheIdleTimeoutComesTooLate) {
  const Observations race = simulate(published("idle-timeout-equals-ping"), 0);
  const Observations none = simulate(published("idle-timeout-equals-ping", "without"), 0);
  EXPECT_GT(sum_of(race, "clients.reconnects"), 600.0 * 10.0);
  EXPECT_EQ(sum_of(none, "clients.reconnects"), 0.0);
}

/// Signed in at the end of each minute.
std::vector<double> signed_in_by_minute(const Scenario& scenario, Observations* seen = nullptr,
                                        std::uint32_t replication = 0) {
  std::vector<double> levels;
  SimulateOptions options;
  options.look_every = std::chrono::minutes(1);
  options.look = [&](SimTime, const models::Pool& pool) {
    levels.push_back(static_cast<double>(pool.clients->signed_in().level()));
  };
  const Observations run = simulate(scenario, replication, options);
  if (seen != nullptr) *seen = run;
  return levels;
}

// P1: two of twelve servers are half of one zone of three: 1/3 x 1/2 of the sessions are lost.
TEST(Published, P1HalfAZoneIsASixthAndTheReturnIsTheIncident) {
  Observations admitted;
  const auto held = signed_in_by_minute(published("zone-half-lost", "admission"), &admitted);
  EXPECT_NEAR(sum_of(admitted, "clients.reconnects"), 12000.0 / 6.0, 0.01 * 2000.0);
  EXPECT_EQ(sum_of(admitted, "front_end.overload_failures"), 0.0);
  EXPECT_EQ(held.back(), 12000.0);
  Observations reported;
  const auto lost = signed_in_by_minute(published("zone-half-lost"), &reported);
  EXPECT_GT(sum_of(reported, "front_end.overload_failures"), 12.0);  // again and again
  EXPECT_LT(lost.back(), 0.01 * 12000.0);
  Observations drained;
  const auto kept = signed_in_by_minute(published("zone-half-lost", "without"), &drained);
  EXPECT_EQ(sum_of(drained, "clients.reconnects"), 0.0);
  EXPECT_EQ(kept.back(), 12000.0);
}

// P2: eleven of eighteen nodes restart: 11/18 of the connections are dropped, not 1/18. The ten
// follow 5 s after the first; of its connections 5 s / 30 s have come back by then, on 17 nodes of
// which ten are about to fall.
TEST(Published, P2WhatIsCoupledFallsTogether) {
  double coupled = 0.0;
  constexpr std::uint32_t runs = 8;
  for (std::uint32_t run = 0; run < runs; ++run) {
    coupled += sum_of(simulate(published("core-node-restart"), run), "clients.reconnects") / runs;
  }
  const double of_one = 13000.0 / 18.0;
  const double twice = of_one * (5.0 / 30.0) * (10.0 / 17.0);
  EXPECT_NEAR(coupled, 11.0 * of_one + twice, 0.002 * coupled);
  EXPECT_NEAR(coupled, 11.0 / 18.0 * 13000.0, 0.01 * coupled);  // 7.9 M of 13 M, as reported
  const Observations alone = simulate(published("core-node-restart", "without"), 0);
  EXPECT_NEAR(sum_of(alone, "clients.reconnects"), of_one, 1.0);
}

/// Signed in by minute, of three replications.
using Levels = std::vector<std::vector<double>>;
Levels signed_in_of_three(const std::string& name, const std::string& case_name) {
  Levels levels;
  for (std::uint32_t run = 0; run < 3; ++run) {
    levels.push_back(signed_in_by_minute(published(name, case_name), nullptr, run));
  }
  return levels;
}

/// Signed in over the last five minutes, with its interval.
Figure at_the_end(const Levels& runs) {
  std::vector<double> means;
  for (const std::vector<double>& levels : runs) {
    means.push_back(std::accumulate(levels.end() - 5, levels.end(), 0.0) / 5.0);
  }
  return estimate_mean(means, 0.95);
}

/// Stays down after its trigger is over, comes back under admission control, and does not fall
/// without the trigger; at the end by the whole interval.
void expect_metastable(const std::string& name, double low, double high) {
  const Levels reported = signed_in_of_three(name, "as-reported");
  const Levels cured = signed_in_of_three(name, "admission");
  const auto twin = signed_in_by_minute(published(name, "without"));
  for (std::size_t run = 0; run < reported.size(); ++run) {
    EXPECT_GT(reported[run][3], 3990.0) << name;
    for (std::size_t minute = 24; minute < reported[run].size(); ++minute) {
      EXPECT_LT(reported[run][minute], low) << name << " at minute " << minute;
    }
    EXPECT_LT(cured[run][23], low) << name;
  }
  const Figure down = at_the_end(reported);
  const Figure up = at_the_end(cured);
  EXPECT_LT(*down.value + *down.half_width, low) << name;
  EXPECT_GT(*up.value - *up.half_width, high) << name;
  EXPECT_GT(*std::min_element(twin.begin(), twin.end()), 3990.0) << name;
}

TEST(Published, P3RetriesKeepAnOverloadAlive) {
  // The trigger ends at 15 min. Clients whose registration fails fall out, one after the other; one
  // connect a second brings nine of ten back by the end.
  expect_metastable("slow-network-overload", 2800.0, 3600.0);
}

TEST(Published, P4AMassReconnectOutlastsItsCause) {
  expect_metastable("mass-reconnect", 400.0, 3990.0);
}

TEST(Published, P5AnEmptyDatabaseStaysDown) {
  expect_metastable("cold-cache", 400.0, 3990.0);
}

// P6: each of the clients, a hundredth of 270,000, sends six requests as fast as it is answered.
// Gateways that answer at once see a hundredth of the 1.5 million a second within 10 %, and that is
// about three times what ten of them can do.
TEST(Published, P6TheWaveIsThreeTimesThePeak) {
  const Scenario wave =
      published("released-at-once", "as-reported",
                {"front_ends.dies_above=0", "front_ends.cores=1000", "simulation.duration=1 s"});
  const double rate = rate_of(simulate(wave, 0), "offered.requests");
  EXPECT_NEAR(rate, 15000.0, 1500.0);
  const Scenario gateways = published("released-at-once");
  const models::FrontEndsConfig& servers = gateways.front_ends;
  const double cost =
      servers.messages[models::index_of(models::MessageClass::register_leg)].megacycles * 1e6;
  const double capacity = servers.count * servers.cores * servers.clock_hz / cost;
  EXPECT_NEAR(rate / capacity, 3.0, 0.3);
}

TEST(Published, P6MembersFallOneAfterTheOtherUntilTrafficIsBlocked) {
  Observations reported;
  const auto down = signed_in_by_minute(published("released-at-once"), &reported);
  EXPECT_GT(sum_of(reported, "front_end.overload_failures"), 100.0);
  EXPECT_LT(down.back(), 270.0);
  const auto cured = signed_in_by_minute(published("released-at-once", "admission"));
  EXPECT_LT(cured[8], 270.0);
  EXPECT_EQ(cured.back(), 2700.0);
  Observations spread;
  const auto twin = signed_in_by_minute(published("released-at-once", "without"), &spread);
  EXPECT_EQ(sum_of(spread, "front_end.overload_failures"), 0.0);
  EXPECT_EQ(twin.back(), 2700.0);
}

// P13: two servers with 90,000 each, three after 10 min; new ones go to all alike, and each lasts
// an hour. At the end the old ones have 90,000·e^(−2/3) more: imbalance 1.5·e^(−2/3). A hundred
// times the shipped size: the larger of two counts lies 0.3 % above their mean, not 3 %.
TEST(Published, P13ABalancerThatForgetsDoesNotEvenOut) {
  const std::vector<std::string> large{
      R"(connections=[{"listener": 5061, "rate": "50 / s", "hold": "1 h", "prefill": 180000}])"};
  const double expected = 1.5 * std::exp(-40.0 / 60.0);
  double forgets = 0.0;
  constexpr std::uint32_t runs = 3;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const Scenario scenario = published("forgotten-counters", "as-reported", large);
    forgets += sum_of(simulate(scenario, run), "lb.imbalance") / runs;
  }
  EXPECT_NEAR(forgets, expected, 0.01 * expected);
  // With counts that are kept only luck is left.
  const Scenario twin = published("forgotten-counters", "without", large);
  EXPECT_LT(sum_of(simulate(twin, 0), "lb.imbalance"), 0.01);
  // The shipped size shows the same within its luck.
  EXPECT_NEAR(sum_of(simulate(published("forgotten-counters"), 0), "lb.imbalance"), expected,
              0.2 * expected);
}

}  // namespace
}  // namespace ocssim::scenarios
