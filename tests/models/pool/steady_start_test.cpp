// The shipped pool at its steady start: what it offers, and that it neither grows nor shrinks.
//
// Expected rates by hand, for 100,000 users with a share of one another as contacts:
//
//   sign-ins          100,000 / 12 h                    =    2.315 /s
//   their requests    9 each                            =   20.8 /s
//   keep-alives       100,000 / 300 s                   =  333.3 /s
//   REGISTER refresh  100,000 / 7,200 s                 =   13.9 /s
//   re-authentication 100,000 / 8 h                     =    3.47 /s
//   publications      100,000 · 4/h                     =  111.1 /s
//   notifications     28 · (111.1 + 2.315 + 2.315)      = 3,240 /s
//   polls             100,000 · 60/h                    = 1,667 /s
//   instant messages  100,000 · 2 · 10/h                =  555.6 /s
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

void expect_rate(const PoolRun& run, const char* metric, double expected, double scale = 1.0) {
  const double rate = run.rate(metric) * scale;
  std::printf("%-28s expected %9.3f /s  simulated %9.3f /s  (%+.2f %%)\n", metric, expected, rate,
              100.0 * (rate / expected - 1.0));
  EXPECT_NEAR(rate, expected, 0.03 * expected) << metric;
}

TEST(SteadyStart, UsersWorkAtTheirRates) {
  const PoolRun run("enterprise-100k", lasting("4 min"));
  const double hour = 3600.0;
  const double publications = 1e5 * 4 / hour;
  const double sign_ins = 1e5 / (12 * hour);
  expect_rate(run, "offered.publications", publications);
  expect_rate(run, "offered.notifications", 28.0 * (publications + 2 * sign_ins));
  expect_rate(run, "offered.polls", 1e5 * 60 / hour);
  expect_rate(run, "offered.messages", 1e5 * 2 * 10 / hour);
  expect_rate(run, "offered.keep_alives", 1e5 / 300.0);
}

TEST(SteadyStart, SessionsEndAndRegistrationsAreRefreshedAtTheirRates) {
  // Nothing but sessions for four hours: 33,000 sign-ins tell 3 % from chance (5 standard errors).
  const PoolRun run("enterprise-100k", quiet() + lasting("4 h") +
                                           Settings{"clients.keep_alive.interval=20 min",
                                                    "load_balancer.idle_timeout=3 h"});
  const double hour = 3600.0;
  expect_rate(run, "offered.sign_ins", 1e5 / (12 * hour));
  expect_rate(run, "offered.sign_in_requests", 9 * 1e5 / (12 * hour));
  expect_rate(run, "offered.refreshes", 1e5 / 7200.0);
  expect_rate(run, "offered.reauthentications", 1e5 / (8 * hour));
  expect_rate(run, "offered.keep_alives", 1e5 / 1200.0);
  EXPECT_EQ(run.total("snat.refused"), 0.0);
  EXPECT_EQ(run.total("clients.reconnects"), 0.0);
}

TEST(SteadyStart, WithoutKeepAliveRegistrationsAreRefreshedEveryFifteenMinutes) {
  const PoolRun run("enterprise-100k",
                    quiet() + lasting("30 min") + Settings{"clients.keep_alive.enabled=false"});
  expect_rate(run, "offered.refreshes", 1e5 / 900.0);
  EXPECT_EQ(run.total("offered.keep_alives"), 0.0);
}

/// First quarter of the run against the last, over replications of a part of the pool.
struct Quarters {
  Quarters() {
    for (std::uint32_t replication = 0; replication < 8; ++replication) {
      first.emplace_back("enterprise-100k", scaled(5000) + lasting("2 min"), replication);
      last.emplace_back("enterprise-100k", scaled(5000) + lasting("8 min", "6 min"), replication);
    }
  }
  std::vector<PoolRun> first, last;
};

/// The mean difference lies within four standard errors of nothing, and these are small.
void expect_no_drift(const Quarters& quarters, const char* metric, bool is_rate, double widest) {
  std::vector<double> differences;
  for (std::size_t replication = 0; replication < quarters.first.size(); ++replication) {
    const auto value = [&](const PoolRun& run) {
      return is_rate ? run.rate(metric) : run.front_ends_mean(metric);
    };
    const double before = value(quarters.first[replication]);
    const double after = value(quarters.last[replication]);
    differences.push_back((after - before) / (0.5 * (after + before)));
  }
  const auto [drift, standard_error] = sample_mean(differences);
  std::printf("%-28s drift %+.4f, standard error %.4f\n", metric, drift, standard_error);
  EXPECT_LE(std::abs(drift), 4.0 * standard_error) << metric;
  EXPECT_LE(standard_error, widest) << metric;
}

TEST(SteadyStart, NothingDriftsSoNoWarmUpIsNeeded) {
  const Quarters quarters;
  for (const char* metric : {"offered.publications", "offered.notifications", "offered.polls",
                             "offered.messages", "offered.keep_alives", "goodput.rate"}) {
    expect_no_drift(quarters, metric, true, 0.05);
  }
  expect_no_drift(quarters, "front_end.cpu.utilization", false, 0.02);
  expect_no_drift(quarters, "lb.connections", false, 0.001);
  expect_no_drift(quarters, "sql.connections_in_use", false, 0.05);
}

TEST(SteadyStart, EverybodyIsSignedInAndSpreadEvenly) {
  const PoolRun run("enterprise-100k", quiet() + lasting("1 s"));
  EXPECT_EQ(run.find("clients.signed_in").max, 100000.0);
  for (int index = 0; index < 8; ++index) {
    const std::string name = "front_end[" + std::to_string(index) + "]";
    EXPECT_NEAR(run.mean("lb.connections", name), 12500.0, 1.0);
  }
  EXPECT_NEAR(run.highest("snat.ports_in_use", "snat_address[0]"), 50000.0, 20.0);
  EXPECT_NEAR(run.highest("snat.ports_in_use", "snat_address[1]"), 50000.0, 20.0);
  EXPECT_EQ(run.total("snat.refused"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
