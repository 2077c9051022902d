// What today's balancers do beside choosing a server: ends of connections of their own making,
// health that is not believed, full tables, ports that rest, races for ports. Each against the
// closed form that it has, or with and without the setting.
#include "scenarios/model/build.hpp"
#include "tests/scenarios/figures.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cmath>

namespace ocssim::scenarios {
namespace {

using Settings = std::vector<std::string>;

/// Servers and clients that cost nothing, two clients beside what `sets` adds.
Observations run_with(const Settings& base, const Settings& more = {}) {
  Settings sets{"clients.users=2", "simulation.warmup=none", "load_balancer.nat=dnat"};
  sets.insert(sets.end(), base.begin(), base.end());
  sets.insert(sets.end(), more.begin(), more.end());
  return simulate(scenario_with("published/base", sets), 0);
}

/// 1,800 connections that stand on two servers, and a third server after 10 min.
const Settings third_server{"front_ends.count=3", "simulation.duration=50 min",
                            R"(connections=[{"listener": 5061, "hold": "300 d", "prefill": 1800,
                     "reopen_within": "1 s"}])",
                            R"(events=[{"at": "10 min", "add": "front_end[2]"}])"};

TEST(MaxConnectionDuration, EvensOutWhatStands) {
  const Observations stay = run_with(third_server);
  EXPECT_NEAR(sum_of(stay, "lb.imbalance"), 900.0 / 600.0, 0.01);
  const Observations leave = run_with(third_server, {"load_balancer.max_connection_duration=20 min",
                                                     "load_balancer.idle_timeout=1 d"});
  EXPECT_EQ(sum_of(leave, "listener.lost"), 2.0 * 1800.0);  // at 20 and 40 min
  EXPECT_GE(sum_of(leave, "lb.expired"), 2.0 * 1800.0);     // and two clients
  EXPECT_LT(sum_of(leave, "lb.imbalance"), 0.02);
}

TEST(MaxConnectionDuration, JitterSpreadsTheReturn) {
  // Ages U(10, 20) min: the k-th end comes within 50 min with P(k uniforms < 5 − k), by Irwin and
  // Hall 1, 1, 5/6 and 1/24.
  const Observations seen =
      run_with(third_server, {"load_balancer.max_connection_duration=20 min",
                              "load_balancer.max_connection_duration_jitter=50 %"});
  const double expected = 1800.0 * (2.0 + 5.0 / 6.0 + 1.0 / 24.0);
  EXPECT_NEAR(sum_of(seen, "listener.lost"), expected, 0.012 * expected);  // 4 standard errors
}

TEST(MaxConnectionDuration, ThoseThatStandAtTheBeginAreOfAnyAge) {
  const Observations seen =
      run_with({"clients.users=10000", "front_ends.count=2", "simulation.duration=10 min",
                "load_balancer.max_connection_duration=1 h"});
  const double expected = 10000.0 / 6.0;
  EXPECT_NEAR(sum_of(seen, "lb.expired"), expected, 4.0 * std::sqrt(expected * 5.0 / 6.0));
}

TEST(Deregistration, WhatIsLeftAfterTheDelayIsReset) {
  // 1,000 on each server; after 5 min of drain a server still has 1,000 · e^(−5/10).
  const Settings drained{
      "front_ends.count=2", "simulation.duration=20 min",
      "load_balancer.deregistration_delay=300 s",
      R"(connections=[{"listener": 5061, "hold": "10 min", "rate": "3.333333 / s",
                       "prefill": 2000}])",
      R"(events=[{"at": "5 min", "drain": "front_end[0]"}])"};
  const Observations reset = run_with(drained, {"load_balancer.on_deregistered=reset"});
  const double left = 1000.0 * std::exp(-0.5);
  EXPECT_NEAR(sum_of(reset, "lb.deregistered"), left, 4.0 * std::sqrt(left));
  EXPECT_NEAR(sum_of(reset, "listener.lost"), sum_of(reset, "lb.deregistered"), 2.0);  // clients
  const Observations leave = run_with(drained, {"load_balancer.on_deregistered=leave"});
  EXPECT_EQ(sum_of(leave, "listener.lost"), 0.0);
  // Taken back in time: nothing is reset.
  const Observations back = run_with(drained, {"load_balancer.on_deregistered=reset",
                                               R"(events=[{"at": "5 min", "drain": "front_end[0]"},
                           {"at": "9 min", "restore": "front_end[0]"}])"});
  EXPECT_EQ(sum_of(back, "lb.deregistered"), 0.0);
}

/// Short connections from 5 min on, when `dead` of 8 servers are known to have failed at 1 min.
Observations with_dead(int dead, const Settings& more) {
  std::string events = "events=[";
  for (int server = 0; server < dead; ++server) {
    events += (server > 0 ? ", " : "") + std::string(R"({"at": "1 min", "fail": "front_end[)") +
              std::to_string(server) + R"(]"})";
  }
  return run_with({"front_ends.count=8", "simulation.duration=15 min",
                   "load_balancer.method=round_robin", events + "]",
                   R"(connections=[{"listener": 5061, "hold": "1 s", "rate": "20 / s",
                                    "begin": "5 min", "prefill": 0}])"},
                  more);
}

TEST(FailOpen, BelowTheThresholdTheDeadGetTheirShare) {
  const Settings panic{"load_balancer.panic_threshold=50 %"};
  EXPECT_EQ(sum_of(with_dead(5, {}), "listener.refused"), 0.0);
  const Observations five = with_dead(5, panic);
  const double tried = sum_of(five, "listener.refused") + sum_of(five, "listener.opened");
  EXPECT_NEAR(sum_of(five, "listener.refused") / tried, 5.0 / 8.0, 0.001);
  EXPECT_GE(sum_of(five, "lb.failed_open"), tried);
  EXPECT_EQ(sum_of(with_dead(4, panic), "listener.refused"), 0.0);  // a half is enough
}

TEST(FailOpen, NobodyWaitsForTheMonitorWhenAllWereDown) {
  // Back at 10 min; the monitor believes it after ten checks of 6 s.
  const Settings away{"front_ends.count=4",
                      "simulation.duration=15 min",
                      "load_balancer.monitor.interval=6 s",
                      "load_balancer.monitor.successes=10",
                      R"(connections=[{"listener": 5061, "hold": "1 s", "rate": "20 / s",
                                       "prefill": 0}])",
                      R"(events=[{"at": "5 min", "power_cycle": "pool", "lasting": "5 min"}])"};
  const Observations closed = run_with(away);
  const Observations open = run_with(away, {"load_balancer.fail_open=true"});
  EXPECT_GT(sum_of(closed, "lb.no_member"), 0.0);
  EXPECT_EQ(sum_of(open, "lb.no_member"), 0.0);
  const double gained = sum_of(open, "listener.opened") - sum_of(closed, "listener.opened");
  EXPECT_GE(gained, 20.0 * 48.0);
  EXPECT_LE(gained, 20.0 * 66.0);
}

TEST(SlowRamp, OfThoseOnlyThatItAppliesTo) {
  // A ramp of an hour keeps a server nearly empty; without one, least connections fills it at once.
  const auto third_has = [](const std::string& event, const std::string& who) {
    const Observations seen =
        run_with({"front_ends.count=3", "simulation.duration=12 min", "load_balancer.slow_ramp=1 h",
                  "load_balancer.slow_ramp_applies_to=" + who,
                  R"(connections=[{"listener": 5061, "hold": "5 min", "rate": "3 / s"}])",
                  "events=[" + event + "]"});
    for (const Observation& one : seen.metrics) {
      if (one.metric == "lb.new_connections" && one.component == "front_end[2]") {
        return static_cast<double>(one.count);
      }
    }
    return -1.0;
  };
  const std::string added = R"({"at": "6 min", "add": "front_end[2]"})";
  EXPECT_LT(third_has(added, "any"), 100.0);
  EXPECT_LT(third_has(added, "new"), 100.0);
  EXPECT_GT(third_has(added, "recovered"), 300.0);
  const std::string failed =
      R"({"at": "0 s", "fail": "front_end[2]"}, {"at": "5 min", "restore": "front_end[2]"})";
  EXPECT_LT(third_has(failed, "any"), 400.0);
  EXPECT_LT(third_has(failed, "recovered"), 400.0);
  EXPECT_GT(third_has(failed, "new"), third_has(failed, "recovered") + 200.0);
}

/// 100 connections, none of which ever sends; ports in use on average over 100 s.
double ports_held(const std::string& idle, const Settings& more) {
  Settings sets{"simulation.duration=100 s",
                "front_ends.count=1",
                "load_balancer.nat=snat",
                "load_balancer.snat.addresses=1",
                "load_balancer.idle_timeout=" + idle,
                "load_balancer.reset_on_idle_timeout=true",
                "load_balancer.snat.time_wait=60 s",
                "clients.keep_alive.enabled=true",
                "clients.keep_alive.interval=5 s",
                R"(connections=[{"listener": 5061, "hold": "300 d", "prefill": 100}])"};
  sets.insert(sets.end(), more.begin(), more.end());
  return sum_of(run_with(sets), "snat.ports_in_use") - 2.0;  // two clients stay
}

TEST(PortsRest, AsLongAsTheEndOfTheConnectionSays) {
  EXPECT_DOUBLE_EQ(ports_held("10 s", {}), 10.0);
  EXPECT_DOUBLE_EQ(ports_held("10 s", {"load_balancer.idle_close=fin"}), 70.0);
  EXPECT_DOUBLE_EQ(ports_held("10 s", {"load_balancer.snat.time_wait_reset=15 s"}), 25.0);
}

TEST(PortsRest, AfterASynThatNobodyAnswered) {
  const Settings silent{"front_ends.count=1",
                        "simulation.duration=100 s",
                        "load_balancer.nat=snat",
                        "load_balancer.monitor.active=false",
                        R"(connections=[{"listener": 5061, "hold": "300 d", "prefill": 100,
                                         "begin": "10 s"}])",
                        R"(events=[{"at": "1 s", "fail": "front_end[0]", "mode": "power"}])"};
  const double free_at_once = sum_of(run_with(silent), "snat.ports_in_use");
  const double rests =
      sum_of(run_with(silent, {"load_balancer.snat.half_open=30 s"}), "snat.ports_in_use");
  EXPECT_DOUBLE_EQ(rests - free_at_once, 30.0);  // 100 ports for 30 s of 100 s
}

TEST(FullTable, RefusesOrForgetsTheOldest) {
  const Settings growing{"front_ends.count=2", "simulation.duration=10 min",
                         "load_balancer.limits.connections=600",
                         "load_balancer.reset_on_idle_timeout=false",
                         R"(connections=[{"listener": 5061, "hold": "300 d", "prefill": 1000,
                                          "prefill_over": "1 min"}])"};
  const Observations refused = run_with(growing);
  EXPECT_EQ(sum_of(refused, "lb.over_connections"), 402.0);  // two clients came first
  const Observations evicted = run_with(growing, {"load_balancer.limits.on_full=evict_oldest"});
  EXPECT_EQ(sum_of(evicted, "lb.evicted"), 402.0);
  EXPECT_EQ(sum_of(evicted, "lb.over_connections"), 0.0);
  EXPECT_EQ(sum_of(evicted, "listener.refused"), 0.0);
}

TEST(FullTable, OneClientTooManyMakesAllOfThemReconnect) {
  // Whoever has not pinged for longest is forgotten, and that is the one that pings next.
  const Settings pings{"clients.users=101",
                       "front_ends.count=2",
                       "simulation.duration=1 h",
                       "clients.keep_alive.enabled=true",
                       "clients.keep_alive.interval=60 s",
                       "load_balancer.limits.connections=100",
                       "load_balancer.reset_on_idle_timeout=false",
                       "load_balancer.unknown_packet=reset",
                       "clients.reconnect.rule=fixed",
                       "clients.reconnect.delay=100 ms",
                       "clients.reconnect.max_delay=100 ms"};
  EXPECT_EQ(sum_of(run_with(pings), "clients.reconnects"), 0.0);
  const Observations evicts = run_with(pings, {"load_balancer.limits.on_full=evict_oldest"});
  EXPECT_GT(sum_of(evicts, "clients.reconnects"), 101.0 * 20.0);  // each of them, every few pings
  EXPECT_LT(sum_of(run_with(pings, {"load_balancer.limits.on_full=evict_oldest",
                                    "load_balancer.limits.connections=101"}),
                   "clients.reconnects"),
            1.0);
}

TEST(Race, WhoPicksAtTheSameTimeIsLost) {
  const auto lost = [](const Settings& more) {
    const Observations seen =
        run_with({"front_ends.count=1", "simulation.duration=10 min", "load_balancer.nat=snat",
                  "load_balancer.snat.addresses=1", "load_balancer.snat.scope=per_tuple",
                  "load_balancer.snat.time_wait=0 s",
                  R"(connections=[{"listener": 5061, "hold": "2 s", "rate": "200 / s",
                                   "prefill": 0}])"},
                 more);
    EXPECT_EQ(sum_of(seen, "snat.syn_dropped_race"), sum_of(seen, "snat.syn_dropped"));
    return sum_of(seen, "snat.syn_dropped") /
           (sum_of(seen, "listener.refused") + sum_of(seen, "listener.opened"));
  };
  // All take the first free port: a counter that is dead for w after each pick.
  const double blind = 200.0 * 0.0005;
  EXPECT_NEAR(lost({"load_balancer.snat.race_window=500 us"}), blind / (1.0 + blind), 0.03 * blind);
  // At random among 1,000 of which 400 are held: one in the free ones for each pick not yet seen.
  const double unseen = 200.0 * 0.02;
  const double expected = unseen / (1000.0 - 400.0 + unseen);
  EXPECT_NEAR(
      lost({"load_balancer.snat.race_window=20 ms", "load_balancer.snat.port_search=random_tries",
            "load_balancer.snat.collision_tries=100", "load_balancer.snat.ports_per_address=1000"}),
      expected, 0.08 * expected);
}

TEST(Superposed, IsRefusedWhereItMattersWhenEachClientSends) {
  const auto faults = [](const std::string& balancer) {
    return faults_of(least + R"(, "simulation": {"fidelity": "superposed"}, "load_balancer": {)" +
                     balancer + "}}");
  };
  EXPECT_TRUE(faults("").empty());
  EXPECT_EQ(faults(R"("max_connection_duration": "1 h")"), std::vector<std::string>{"E430"});
  EXPECT_EQ(faults(R"("limits": {"connections": 1000, "on_full": "evict_oldest"})"),
            std::vector<std::string>{"E430"});
}

TEST(FlowHash, ClientsOfOneAddressGoToAllServers) {
  const auto imbalance = [](const std::string& method) {
    return sum_of(run_with({"front_ends.count=4", "simulation.duration=1 min", "clients.users=1000",
                            "load_balancer.source_addresses=1", "load_balancer.method=" + method}),
                  "lb.imbalance");
  };
  EXPECT_DOUBLE_EQ(imbalance("source_hash"), 4.0);  // all on one
  EXPECT_LT(imbalance("flow_hash"), 0.4);           // 250 ± 14 each
  EXPECT_GT(imbalance("flow_hash"), 0.0);
}

TEST(FlowHash, AReconnectMayFindAnotherServer) {
  // Each is closed every minute; a hash of two addresses brings everybody back to where he was.
  const auto imbalance = [](const std::string& method) {
    return sum_of(run_with({"front_ends.count=2", "simulation.duration=10 min", "clients.users=100",
                            "load_balancer.source_addresses=2", "load_balancer.method=" + method,
                            "load_balancer.max_connection_duration=1 min"}),
                  "lb.imbalance");
  };
  const double by_address = imbalance("source_hash");  // but for those on their way
  EXPECT_TRUE(by_address < 0.2 || by_address > 1.8) << by_address;
  EXPECT_GT(imbalance("flow_hash"), 0.0);
  EXPECT_LT(imbalance("flow_hash"), 0.6);
}

TEST(RandomK, NeedsPortsToTryAndServersToDraw) {
  EXPECT_EQ(
      faults_of(least + R"(, "load_balancer": {"snat": {"port_search": "random_tries"}}})").front(),
      "E303");
  const auto imbalance = [](int choices) {
    return sum_of(
        run_with({"front_ends.count=32", "simulation.duration=1 min",
                  "load_balancer.method=random_k",
                  "load_balancer.choices=" + std::to_string(choices),
                  R"(connections=[{"listener": 5061, "hold": "300 d", "prefill": 3200}])"}),
        "lb.imbalance");
  };
  EXPECT_GT(imbalance(1), 0.3);  // 100 ± 10 each
  EXPECT_LT(imbalance(2), 0.1);
  EXPECT_LE(imbalance(5), imbalance(2));
}

}  // namespace
}  // namespace ocssim::scenarios
