// Runs in which the membership changes: added, drained, removed, reassigned; the whole pool cycled.
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

const std::string overlays = OCSSIM_SOURCE_DIR "/tests/models/pool/";

/// 4,000 users on eight servers whose sessions end after an hour: 67 sign-ins a minute.
Settings four_thousand() {
  return quiet() + Settings{"clients.users=4000", "clients.session_length=1 h",
                            "simulation.phases=[]", "simulation.duration=40 min"};
}

TEST(Membership, AnAddedServerTakesAllSignInsUntilItHoldsAsMany) {
  const PoolRun run("front-end-lost", four_thousand(), 0, {overlays + "add.json"});
  // 571 each on seven; all 67 a minute go to the eighth until it holds 500: 7.5 min.
  ASSERT_EQ(run.timeline("member_even").size(), 1u);
  const double minutes =
      to_seconds(run.timeline("member_even")[0].at - sim_start - std::chrono::minutes(10)) / 60.0;
  std::printf("the added server is even after %.2f min\n", minutes);
  EXPECT_NEAR(minutes, 500.0 / (4000.0 / 60.0), 4.0 * std::sqrt(500.0) / (4000.0 / 60.0));
  EXPECT_EQ(run.mean("lb.returning_share"), 8.0);
}

TEST(Membership, ADrainedServerLosesOnlyWhatEndsByItself) {
  const PoolRun run("front-end-lost", four_thousand(), 0, {overlays + "drain.json"});
  EXPECT_EQ(run.total("clients.reconnects"), 0.0);
  EXPECT_EQ(run.timeline("change").size(), 1u);
  // 500 − 500 · 20/60 after 20 of 60 minutes, then it is restored and takes all.
  const double opened = run.total("lb.new_connections", "front_end[0]");
  const double even_share = run.sum_of_totals("lb.new_connections") / 8.0;
  EXPECT_GT(opened, 0.9 * even_share);
  EXPECT_NEAR(run.highest("lb.connections", "front_end[1]"), 500.0 + 167.0 / 7.0, 12.0);
}

TEST(Membership, ARemovedServersClientsSignInElsewhereAtOnce) {
  const PoolRun run("front-end-lost", four_thousand(), 0, {overlays + "remove.json"});
  EXPECT_EQ(run.total("clients.reconnects"), 500.0);
  EXPECT_EQ(run.total("lb.member_refused"), 0.0);  // the balancer knows it: nobody is sent there
  EXPECT_EQ(run.highest("clients.silently_dead"), 0.0);
}

TEST(Membership, AReassignedConnectionIsResetByItsNewServerAtTheNextSend) {
  const Settings power = four_thousand() + Settings{"events[0].mode=power"};
  const PoolRun left("front-end-lost", power);
  const PoolRun reset("front-end-lost", power + Settings{"load_balancer.on_member_down=reset"});
  const PoolRun moved("front-end-lost", power + Settings{"load_balancer.on_member_down=reassign"});
  std::printf("silently dead: %.2f left, %.2f reassigned, %.2f reset\n",
              left.mean("clients.silently_dead"), moved.mean("clients.silently_dead"),
              reset.mean("clients.silently_dead"));
  // All 500 are dead for U(0, 300 s) until they send; then left ones wait for TCP to give up.
  const double window = 40.0 * 60.0;
  const double until_notice = left.mean("clients.silently_dead") * window / 500.0;
  const double until_reset = moved.mean("clients.silently_dead") * window / 500.0;
  EXPECT_NEAR(until_notice, 150.0 + 19.0, 4.0 * 300.0 / std::sqrt(12.0 * 500.0));
  EXPECT_NEAR(until_notice - until_reset, 19.0, 1.5);  // those who send before 16 s wait, too
  EXPECT_LE(reset.mean("clients.silently_dead") * window / 500.0, 16.0 + 1e-9);
  EXPECT_EQ(moved.total("clients.reconnects"), 500.0);
}

TEST(Listeners, OtherConnectionsTakePortsAndRankWithTheClientsOwn) {
  const Settings settings = quiet() + Settings{"clients.users=4000", "simulation.warmup=none",
                                               "simulation.duration=20 min"};
  const PoolRun run("enterprise-100k", settings, 0, {overlays + "web_connections.json"});
  // M/M/infinity: 4,000 users · 6 an hour · 60 s = 400 on 443, 2/s · 30 s = 60 on 444.
  EXPECT_NEAR(run.mean("listener.connections", "connections[0]"), 400.0, 4.0 * 5.2);
  EXPECT_NEAR(run.mean("listener.connections", "connections[1]"), 60.0, 4.0 * 1.8);
  EXPECT_NEAR(run.sum_of_means("lb.connections"), 4460.0, 4.0 * 5.5);
  EXPECT_GE(run.sum_of_means("snat.ports_in_use"), run.sum_of_means("lb.connections"));
  // No VIP listens there (LB-05): every one is refused.
  EXPECT_GT(run.total("listener.refused", "connections[2]"), 1000.0);
  EXPECT_EQ(run.total("listener.opened", "connections[2]"), 0.0);
  EXPECT_EQ(run.total("lb.no_listener"), run.total("listener.refused", "connections[2]"));
  // Servers are ranked by all they hold: no two differ by more than what ends at random.
  EXPECT_LT(run.mean("lb.imbalance"), 0.05);
}

}  // namespace
}  // namespace ocssim::models
