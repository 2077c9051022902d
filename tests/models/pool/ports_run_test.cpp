// Runs in which ports are short, rest, or are held by the dead.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// `snat-one-address` with a hundredth of its users and ports.
Settings hundredth() {
  return quiet() + Settings{"clients.users=1000", "load_balancer.snat.ports_per_address=650"};
}

TEST(SnatRun, TheConnectionAfterTheLastPortIsTheFirstRefused) {
  const PoolRun run("snat-one-address", hundredth());
  const auto refusals = run.timeline("first_refusal");
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_NE(refusals[0].text.find("650 SNAT ports are in use"), std::string::npos);
  EXPECT_EQ(run.highest("snat.ports_in_use", "snat_address[0]"), 650.0);
  EXPECT_EQ(run.sum_of_totals("lb.new_connections"), 650.0);
  EXPECT_EQ(run.highest("clients.signed_in"), 650.0);
  EXPECT_EQ(run.mean("clients.without_connection"), 350.0);
  EXPECT_LT(run.mean("sign_in.success"), 0.999);
}

TEST(SnatRun, WithScopePerTupleNothingIsRefused) {
  const PoolRun run("snat-one-address",
                    hundredth() + Settings{"load_balancer.snat.scope=per_tuple"});
  EXPECT_EQ(run.total("snat.refused"), 0.0);
  EXPECT_EQ(run.total("snat.syn_dropped"), 0.0);
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  EXPECT_EQ(run.mean("sign_in.success"), 1.0);
}

TEST(SnatRun, Connection65001OfThePoolIsTheFirstRefused) {
  // All 100,000 clients; without work a run of 130 minutes is short.
  const PoolRun run("snat-one-address", quiet() + Settings{"clients.keep_alive.interval=15 min"});
  const auto refusals = run.timeline("first_refusal");
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_NE(refusals[0].text.find("65000 SNAT ports are in use"), std::string::npos);
  EXPECT_EQ(run.highest("snat.ports_in_use", "snat_address[0]"), 65000.0);
  EXPECT_EQ(run.sum_of_totals("lb.new_connections"), 65000.0);
  EXPECT_NEAR(run.mean("clients.without_connection"), 35000.0, 100.0);
  const double success = run.mean("sign_in.success");
  std::printf("without connection %.0f, sign_in.success %.4f\n",
              run.mean("clients.without_connection"), success);
  EXPECT_LT(success, 0.999);
}

TEST(SnatRun, PerTupleAllHundredThousandFitOneAddress) {
  const PoolRun run("snat-one-address", quiet() + Settings{"clients.keep_alive.interval=15 min",
                                                           "load_balancer.snat.scope=per_tuple"});
  EXPECT_EQ(run.total("snat.refused"), 0.0);
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  EXPECT_NEAR(run.highest("snat.port_utilization", "snat_address[0]"), 12500.0 / 65000.0, 0.001);
}

TEST(SignInRun, OnAMorningFourteenSignInASecond) {
  const PoolRun run("enterprise-100k-morning",
                    quiet() + Settings{"clients.keep_alive.interval=15 min"});
  const double rate = run.rate("offered.sign_ins");
  const double expected = 1e5 / 7200.0;
  std::printf("sign-ins %.3f /s, expected %.3f\n", rate, expected);
  EXPECT_NEAR(rate, expected, 0.03 * expected);
  EXPECT_NEAR(run.rate("offered.sign_in_requests"), 9 * expected, 0.03 * 9 * expected);
  EXPECT_NEAR(run.find("clients.signed_in").max, 1e5, 20.0);
  // Uniform over the window: on average half of the users are in.
  EXPECT_NEAR(run.mean("clients.signed_in"), 5e4, 4.0 * 1e5 * 0.2887 / 316.2);
}

TEST(TimeWait, EveryCloseHoldsAPortForItsTime) {
  // Sessions of 2 min and 60 s of rest: by Little's law half as many ports rest as are connected.
  const PoolRun run("enterprise-100k",
                    quiet() + lasting("30 min", "5 min") +
                        Settings{"clients.users=1000", "clients.session_length=2 min",
                                 "load_balancer.snat.time_wait=60 s"});
  const double resting = run.sum_of_means("snat.ports_in_use") - run.sum_of_means("lb.connections");
  const double closes = run.rate("offered.sign_ins");
  std::printf("closes %.3f /s, resting ports %.1f, by Little's law %.1f\n", closes, resting,
              closes * 60.0);
  EXPECT_NEAR(resting, closes * 60.0, 0.01 * closes * 60.0);
  EXPECT_NEAR(closes, 1000.0 / 120.0, 0.03 * 1000.0 / 120.0);
}

TEST(TimeWait, RestingPortsRefuseUnlessTheyAreRecycled) {
  const Settings tight =
      quiet() + lasting("30 min") +
      Settings{"clients.users=1000", "clients.session_length=2 min",
               "load_balancer.snat.time_wait=60 s", "load_balancer.snat.ports_per_address=600"};
  EXPECT_GT(PoolRun("enterprise-100k", tight).total("snat.refused"), 1000.0);
  const PoolRun recycled("enterprise-100k",
                         tight + Settings{"load_balancer.snat.time_wait_reuse=recycled"});
  EXPECT_EQ(recycled.total("snat.refused"), 0.0);
}

/// Keep-alives every 300 s, an idle timeout of 240 s, nothing else on the wire.
Settings short_idle_timeout() {
  return quiet() + lasting("4 h", "2 h") +
         Settings{"clients.users=1000", "load_balancer.idle_timeout=4 min"};
}

TEST(IdleTimeout, WithResetClientsNoticeAtOnce) {
  // Cycle: sign-in, 240 s, reset, U(0, 60 s).
  const PoolRun run("enterprise-100k", short_idle_timeout());
  EXPECT_EQ(run.mean("clients.silently_dead"), 0.0);
  EXPECT_NEAR(run.rate("clients.reconnects"), 1000.0 / 270.0, 0.02 * 1000.0 / 270.0);
  EXPECT_EQ(run.rate("lb.idle_drops"), run.rate("clients.reconnects"));
}

TEST(IdleTimeout, WithoutResetTheyLookSignedInAndReachNobody) {
  // Cycle: 240 s alive, 60 s and up to 1 s of timer grain until the next keep-alive, 19 s until TCP
  // gives up, U(0, 60 s): 79.5 of 349.5 s silently dead.
  const PoolRun run("enterprise-100k",
                    short_idle_timeout() + Settings{"load_balancer.reset_on_idle_timeout=false"});
  const double share = run.mean("clients.silently_dead") / 1000.0;
  std::printf("silently dead %.4f, by hand %.4f\n", share, 79.5 / 349.5);
  EXPECT_NEAR(share, 79.5 / 349.5, 0.02 * 79.5 / 349.5);
  EXPECT_NEAR(run.rate("clients.reconnects"), 1000.0 / 349.5, 0.02 * 1000.0 / 349.5);
}

TEST(IdleTimeout, TwentyMinutesNeverCutAKeptConnection) {
  const PoolRun run("enterprise-100k", quiet() + lasting("2 h") + Settings{"clients.users=1000"});
  EXPECT_EQ(run.total("lb.idle_drops"), 0.0);
  EXPECT_EQ(run.total("clients.reconnects"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
