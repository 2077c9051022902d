// Failure modes of ports and idle timeouts, as shipped scenarios; each beside its twin in which the
// one cause is removed and it does not occur. Two of them by day, too, where traffic hides them.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// A shipped scenario of 25,000 users on a fifth of them: same loads, a fifth of the events.
Settings fifth(int servers) {
  const std::string clock = std::to_string(466 / servers * servers) + "000000 Hz";
  return {"clients.users=5000", "front_ends.clock=" + clock, "sql.clock=466000000 Hz",
          "load_balancer.snat.ports_per_address=13000"};
}

TEST(PortsRunOut, WithOneAddressAndNotWithTwo) {
  // Mode 6: 1,000 users, 650 ports.
  const Settings small =
      quiet() + Settings{"clients.users=1000", "load_balancer.snat.ports_per_address=650"};
  const PoolRun one("snat-one-address", small);
  const PoolRun two("snat-one-address", small + Settings{"load_balancer.snat.addresses=2"});
  std::printf("without connection: one address %.0f, two %.0f; SYNs dropped %.0f (held %.0f)\n",
              one.mean("clients.without_connection"), two.mean("clients.without_connection"),
              one.total("snat.syn_dropped"), one.total("snat.syn_dropped_held"));
  EXPECT_EQ(one.mean("clients.without_connection"), 350.0);
  EXPECT_GT(one.total("snat.refused"), 350.0);
  EXPECT_EQ(one.total("snat.syn_dropped_held") + one.total("snat.syn_dropped_time_wait"),
            one.total("snat.syn_dropped"));
  EXPECT_EQ(one.sum_of_totals("snat.syn_dropped_for_member"), one.total("snat.syn_dropped"));
  EXPECT_EQ(one.timeline("last_refusal").size(), 1u);
  EXPECT_EQ(two.total("snat.refused"), 0.0);
  EXPECT_EQ(two.mean("clients.without_connection"), 0.0);
}

TEST(PortsRunOut, BecauseTheDeadHoldThemUntilTheIdleTimeout) {
  // A server without power: its clients notice, and their old bindings hold ports for 20 min. 1,000
  // users on 1,200 ports: 125 clients come back, and 125 dead bindings are there beside them.
  const Settings settings =
      quiet() + Settings{"clients.users=1000",
                         "simulation.duration=40 min",
                         "simulation.phases=[]",
                         "load_balancer.snat.addresses=1",
                         "load_balancer.snat.ports_per_address=1050",
                         R"(events=[{"at": "10 min", "fail": "front_end[0]", "mode": "power"}])"};
  const PoolRun silent("front-end-lost", settings);
  std::printf("ports in use at most %.0f, dead bindings at most %.0f, refused %.0f\n",
              silent.highest("snat.ports_in_use", "snat_address[0]"),
              silent.highest("lb.dead_bindings"), silent.total("snat.refused"));
  EXPECT_EQ(silent.highest("snat.ports_in_use", "snat_address[0]"), 1050.0);
  EXPECT_GT(silent.total("snat.refused"), 50.0);
  const PoolRun told("front-end-lost",
                     settings + Settings{R"(events=[{"at": "10 min", "fail": "front_end[0]"}])"});
  EXPECT_EQ(told.total("snat.refused"), 0.0);
  EXPECT_LT(told.highest("snat.ports_in_use", "snat_address[0]"), 1010.0);  // some in TIME_WAIT
}

TEST(IdleTimeoutEqualToTheKeepAlive, BitesByNightAndNotByDay) {
  // Mode 7. The first keep-alive comes U(300, 301) s after the connect: too late. TCP gives up 19 s
  // later, then U(0, 60 s): silently dead for 19.5 of 300.5 + 19 + 30 s, 5.6 % of the time, if
  // nobody has contacts. As shipped, each reconnect is told to 28 watchers and restarts their idle
  // timers: fewer, but not none.
  const double by_hand = 5000.0 * 19.5 / 349.5;
  const PoolRun alone("idle-timeout-night", fifth(2) + Settings{"clients.contacts.mean=0"});
  const PoolRun night("idle-timeout-night", fifth(2));
  const PoolRun day("idle-timeout-day", fifth(2) + lasting("80 min", "60 min"));
  const PoolRun twin("idle-timeout-night",
                     fifth(2) + Settings{"load_balancer.idle_timeout=20 min"});
  std::printf(
      "silently dead of 5,000: without contacts %.1f (by hand %.1f), night %.1f, day %.2f, "
      "twin %.1f\n",
      alone.mean("clients.silently_dead"), by_hand, night.mean("clients.silently_dead"),
      day.mean("clients.silently_dead"), twin.mean("clients.silently_dead"));
  EXPECT_NEAR(alone.mean("clients.silently_dead"), by_hand, 0.05 * by_hand);
  EXPECT_GT(night.mean("clients.silently_dead"), 15.0);
  EXPECT_LT(day.mean("clients.silently_dead"), 0.1);
  EXPECT_EQ(twin.mean("clients.silently_dead"), 0.0);
  EXPECT_EQ(twin.total("clients.reconnects"), 0.0);
}

TEST(WrongMonitor, SendsEverybodyToTheDeadServer) {
  // Mode 8: new sign-ins go to the server with fewest connections, which refuses them all.
  const PoolRun wrong("monitor-wrong-port", scaled(4000));
  const PoolRun twin("monitor-wrong-port",
                     scaled(4000) + Settings{"load_balancer.monitor.port=5061"});
  std::printf(
      "refused by the dead server: port 135 %.0f, port 5061 %.0f; without connection %.0f, "
      "%.0f\n",
      wrong.total("lb.member_refused"), twin.total("lb.member_refused"),
      wrong.mean("clients.without_connection"), twin.mean("clients.without_connection"));
  EXPECT_GT(wrong.total("lb.member_refused"), 1000.0);
  EXPECT_GE(wrong.mean("clients.without_connection"), 500.0);
  EXPECT_GT(wrong.total("lb.member_refused"), 10.0 * twin.total("lb.member_refused"));
  EXPECT_LE(twin.mean("clients.without_connection"), 4.0);
}

TEST(PhaseLock, ShowsByNightAndNotByDayAndJitterDissolvesIt) {
  // Mode 18: keep-alives in one minute of five: the fullest 10 s has about 5 times the mean.
  const PoolRun night("phase-lock-night", fifth(4));
  const PoolRun day("phase-lock-day", fifth(4) + lasting("80 min") +
                                          Settings{R"(simulation.phases=[{"name": "later", )"
                                                   R"("from": "60 min", "to": "80 min"}])"});
  const PoolRun twin("phase-lock-night", fifth(4) + Settings{"clients.keep_alive.jitter=2 min"});
  std::printf("most in 10 s / mean: night %.2f, day %.2f, twin %.2f\n",
              night.mean("offered.peak_to_mean"), day.mean("offered.peak_to_mean"),
              twin.mean("offered.peak_to_mean"));
  EXPECT_GT(night.mean("offered.peak_to_mean"), 4.0);
  EXPECT_LT(day.mean("offered.peak_to_mean"), 1.5);
  EXPECT_LT(twin.mean("offered.peak_to_mean"), 2.0);
}

TEST(BalancerFailOver, IsNoticedWithoutMirroringOnly) {
  const PoolRun lost("balancer-fails-over", fifth(2));
  const PoolRun kept("balancer-fails-over",
                     fifth(2) + Settings{"load_balancer.connection_mirroring=true"});
  std::printf(
      "reconnects: without mirroring %.0f of 5,000, with %.0f; silently dead at most %.0f\n",
      lost.total("clients.reconnects"), kept.total("clients.reconnects"),
      lost.highest("clients.silently_dead"));
  EXPECT_GE(lost.total("clients.reconnects"), 4990.0);
  EXPECT_GE(lost.highest("clients.silently_dead"), 4900.0);
  EXPECT_EQ(kept.total("clients.reconnects"), 0.0);
  EXPECT_EQ(kept.highest("clients.silently_dead"), 0.0);
  EXPECT_EQ(lost.timeline("fail_over").size(), 1u);
}

}  // namespace
}  // namespace ocssim::models
