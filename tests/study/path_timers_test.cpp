// Idle timers in a row: the shortest wins, what it does decides who is silently dead, and the share
// of those is the formula's.
#include "study/findings/path_timers.hpp"

#include "engine/stats/estimate_results.hpp"
#include "scenarios/model/build.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <string>
#include <vector>

namespace ocssim::study {
namespace {

using Settings = std::vector<std::string>;

struct Seen {
  scenarios::Scenario scenario;
  PathTimerTable table;
  std::vector<MetricResult> metrics;

  [[nodiscard]] const PathTimerRow& row(const std::string& hop) const {
    for (const PathTimerRow& one : table.rows) {
      if (one.hop == hop) return one;
    }
    ADD_FAILURE() << "no hop " << hop;
    return table.rows.front();
  }
  [[nodiscard]] double cuts(const std::string& hop) const {
    return row(hop).cuts.value.value_or(0);
  }
};

/// Clients that send something every 6 min, behind a balancer that forgets after an hour.
Seen run_of(const Settings& settings, std::uint32_t replications = 2) {
  Settings all{"profiles=[\"connections-only\",\"aws-nlb\"]", "clients.users=1000",
               "load_balancer.idle_timeout=1 h", "simulation.warmup=30 min",
               "simulation.duration=150 min"};
  all.insert(all.end(), settings.begin(), settings.end());
  Seen run{
      .scenario = scenarios::scenario_with("today/path-timers", all), .table = {}, .metrics = {}};
  std::vector<Observations> seen;
  for (std::uint32_t i = 0; i < replications; ++i) {
    seen.push_back(scenarios::simulate(run.scenario, i));
  }
  run.metrics = estimate_results(seen, scenarios::metric_registry(), {.confidence = 0.95});
  run.table = path_timers(run.scenario, seen, run.metrics, 0.95);
  return run;
}

std::string firewall(const std::string& on_idle) {
  return R"(network.path=[{"name": "firewall", "idle_timeout": "4 min", "on_idle": ")" + on_idle +
         R"("}])";
}

void expect_predicted(const Seen& run, const std::string& what) {
  ASSERT_TRUE(run.table.predicted) << what;
  const double expected = *run.table.predicted;
  EXPECT_GT(expected, 0.0) << what;
  EXPECT_NEAR(*run.table.silently_dead.value, expected, 0.01 * expected) << what;
}

// G = 360 s, T = 240 s: dead for G − T = 120 s of 360 s; with R = 19 s for 139 s of 379 s.
TEST(PathTimers, WhatTheShortestDoesDecidesHowManyAreDead) {
  const Seen reset = run_of({firewall("reset")});
  EXPECT_NEAR(*reset.table.predicted, 120.0 / 360.0, 2e-3);
  expect_predicted(reset, "reset");
  const Seen drop = run_of({firewall("drop")});
  EXPECT_NEAR(*drop.table.predicted, 139.0 / 379.0, 2e-3);
  expect_predicted(drop, "drop");
  for (const Seen* run : {&reset, &drop}) {
    EXPECT_NEAR(*run->row("firewall").silently_dead.value, *run->table.silently_dead.value, 1e-9);
    EXPECT_GT(run->cuts("firewall"), 1000.0);
    EXPECT_EQ(run->cuts("load_balancer"), 0.0);
    EXPECT_EQ(run->cuts("front_end"), 0.0);
    EXPECT_EQ(run->row("firewall").first_share, 1.0);
    EXPECT_EQ(run->row("firewall").below_s, 240.0);
    EXPECT_EQ(run->row("firewall").owner, "network.path[0].idle_timeout");
  }
  const Seen close = run_of({firewall("close")});
  EXPECT_EQ(*close.table.silently_dead.value, 0.0);
  EXPECT_GT(close.cuts("firewall"), 1000.0);
}

// From another port: what the balancer does with packets that it does not know.
TEST(PathTimers, ANewMappingMeetsTheBalancersRule) {
  const Seen told = run_of({firewall("remap"), "load_balancer.unknown_packet=reset"});
  EXPECT_NEAR(*told.table.predicted, 120.0 / 360.0, 2e-3);
  expect_predicted(told, "reset");
  const Seen silent = run_of({firewall("remap"), "load_balancer.unknown_packet=drop"});
  EXPECT_NEAR(*silent.table.predicted, 139.0 / 379.0, 2e-3);
  expect_predicted(silent, "drop");
}

TEST(PathTimers, TheBalancerAndTheServerAreHopsOfTheRow) {
  const Seen balancer = run_of({firewall("drop"), "load_balancer.idle_timeout=3 min"});
  EXPECT_EQ(balancer.row("load_balancer").first_share, 1.0);
  EXPECT_GT(balancer.cuts("load_balancer"), 1000.0);
  EXPECT_EQ(balancer.cuts("firewall"), 0.0);
  expect_predicted(balancer, "balancer");
  const Seen server = run_of({firewall("drop"), "front_ends.idle_timeout=2 min"});
  EXPECT_GT(server.cuts("front_end"), 1000.0);
  EXPECT_EQ(server.cuts("firewall"), 0.0);
  EXPECT_EQ(*server.table.silently_dead.value, 0.0);  // FIN is heard
  // One timer alone, as any other scenario has it.
  const Seen alone = run_of({"load_balancer.idle_timeout=350 s", "front_ends.closes_idle=false"});
  EXPECT_NEAR(*alone.table.predicted, 10.5 / 360.5, 1e-6);
  expect_predicted(alone, "alone");
  EXPECT_FALSE(alone.row("front_end").competes);
}

TEST(PathTimers, APingThatIsFasterThanAllOfThemSavesEveryConnection) {
  const Seen run = run_of({firewall("drop"), "clients.keep_alive.interval=238 s"});
  EXPECT_EQ(*run.table.silently_dead.value, 0.0);
  EXPECT_EQ(run.cuts("firewall"), 0.0);
  EXPECT_EQ(*run.table.predicted, 0.0);
}

// One client in ten behind a NAT of 60 to 300 s, four of 5 to 60 min: with G = 360 s those below
// are cut; 2 x 40,000 clients draw one each.
TEST(PathTimers, TheNatOfTheClientsIsADistribution) {
  const Settings nat{R"(profiles=["connections-only","client-nat","aws-nlb"])",
                     "clients.users=40000", "simulation.duration=70 min"};
  const Seen run = run_of(nat);
  const PathTimerRow& row = run.row("client_nat");
  EXPECT_EQ(row.from_s, 60.0);
  EXPECT_EQ(row.to_s, 86400.0);
  EXPECT_EQ(row.below_s, 60.0);
  EXPECT_NEAR(row.below_most_s, 300.0, 1e-6);
  EXPECT_NEAR(row.first_share, 0.5, 1e-6);  // the others' are above the hour of balancer and server
  ASSERT_TRUE(run.table.predicted);
  // About 10.7 % are cut; the drawn number varies by 1 % (one sigma), so does the share.
  EXPECT_NEAR(*run.table.silently_dead.value, *run.table.predicted, 0.03 * *run.table.predicted);
  EXPECT_NEAR(*row.silently_dead.value, *run.table.silently_dead.value, 1e-9);
}

// Nothing but the balancer's timer is stated: no metric of further hops, the bits stay.
TEST(PathTimers, WithoutFurtherHopsNothingIsReportedOfThem) {
  const Seen run = run_of({"front_ends.closes_idle=false"});
  for (const MetricResult& metric : run.metrics) EXPECT_FALSE(metric.name.starts_with("path."));
}

TEST(PathTimers, WhatDoesNotFitIsRefused) {
  const std::string least = R"({"schema_version": "1.0", "name": "t", "profile": "ocs2007r2", )";
  const auto nat = [&](const std::string& parts) {
    return scenarios::faults_of(least + R"("clients": {"path_nat": {"idle_timeouts": [)" + parts +
                                "]}}}");
  };
  EXPECT_TRUE(nat(R"({"share": "100 %", "from": "1 min", "to": "2 min"})").empty());
  EXPECT_EQ(nat(R"({"share": "50 %", "from": "3 min", "to": "2 min"})").front(), "E305");
  const std::string most = R"({"share": "60 %", "from": "1 min", "to": "2 min"})";
  EXPECT_EQ(nat(most + ", " + most).front(), "E305");
  const auto path = [&](const std::string& name) {
    return scenarios::faults_of(least + R"("network": {"path": [{"name": ")" + name +
                                R"(", "idle_timeout": "1 min"}]}})");
  };
  EXPECT_TRUE(path("firewall").empty());
  EXPECT_EQ(path("load_balancer").front(), "E307");
}

}  // namespace
}  // namespace ocssim::study
