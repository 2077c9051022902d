// The NAT on the way out, beyond quotas: what an evicting table, an unanswered SYN, datagrams,
// idle timeouts under traffic and races for ports do. Each against its closed form.
#include "scenarios/model/build.hpp"
#include "tests/scenarios/figures.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cmath>

namespace ocssim::scenarios {
namespace {

double mean_of(const Observations& seen, std::string_view tally) {
  for (const Observation& one : seen.metrics) {
    if (one.metric == tally) return one.sum / static_cast<double>(one.count);
  }
  return -1.0;
}

using Settings = std::vector<std::string>;

/// One stream out of two servers that cost nothing; `stream` without its destination.
Observations going_out(const std::string& stream, const Settings& more = {}) {
  Settings sets{
      "front_ends.count=2",         "clients.users=2",
      "simulation.duration=30 min", "simulation.warmup=none",
      "egress.addresses=1",         "egress.ports_per_address=60000",
      "egress.scope=per_tuple",     R"(connections=[{"destination": 1, )" + stream + "}]"};
  sets.insert(sets.end(), more.begin(), more.end());
  return simulate(scenario_with("published/base", sets), 0);
}

// Poisson arrivals, a·h of them alive if none were evicted. The oldest goes when m younger ones
// live: λ h (1 − e^(−A/h)) = m, so at age A = −h ln(1 − m/(λ h)), and a share 1 − m/(λ h) gets
// there.
TEST(EgressTable, TheOldestGoesAtTheAgeAtWhichTheTableIsFull) {
  const std::string stream = R"("rate": "100 / s", "hold": "60 s", "prefill": 0)";
  const Settings full{"egress.max_entries=4000", "egress.on_full=evict_oldest",
                      "simulation.warmup=10 min", "simulation.duration=60 min"};
  const Observations seen = going_out(stream, full);
  const double offered = 100.0 * 60.0;
  const double age = -60.0 * std::log(1.0 - 4000.0 / offered);
  EXPECT_NEAR(mean_of(seen, "egress.eviction_age"), age, 0.01 * age);
  const double share = sum_of(seen, "egress.evicted") / sum_of(seen, "egress.opened");
  EXPECT_NEAR(share, 1.0 - 4000.0 / offered, 0.01 * share);
  EXPECT_EQ(sum_of(seen, "egress.refused"), 0.0);
  // Their servers believe in them for what is left of their time: it has no memory.
  EXPECT_NEAR(sum_of(seen, "egress.silently_dead"), offered - 4000.0, 0.02 * (offered - 4000.0));
  Settings refuses = full;
  refuses[1] = "egress.on_full=refuse";
  const Observations twin = going_out(stream, refuses);
  EXPECT_GT(sum_of(twin, "egress.refused_table"), 0.0);
  EXPECT_EQ(sum_of(twin, "egress.evicted"), 0.0);
}

TEST(EgressTable, RestingPortsGoFirstWhenTheyAreOlder) {
  // 50 a second held 0.1 s and resting 120 s would be 6,005; the table has 3,000: a port rests 59.9
  // s.
  const std::string stream = R"("rate": "50 / s", "hold": "100 ms", "prefill": 0)";
  const Observations seen = going_out(
      stream, {"egress.max_entries=3000", "egress.on_full=evict_oldest", "egress.time_wait=120 s"});
  EXPECT_EQ(sum_of(seen, "egress.refused"), 0.0);
  EXPECT_EQ(sum_of(seen, "egress.evicted"), 0.0);
  EXPECT_NEAR(sum_of(seen, "egress.evicted_resting"), sum_of(seen, "egress.opened") - 3000.0, 20.0);
}

TEST(EgressHold, WhatNobodyAnswersRestsHalfOpen) {
  // λ (1 − p) (hold + FIN rest) + λ p half-open.
  const std::string stream =
      R"("rate": "50 / s", "hold": "2 s", "prefill": 0, "unanswered": "40 %")";
  const Observations seen =
      going_out(stream, {"egress.half_open=30 s", "egress.time_wait=10 s",
                         "simulation.warmup=2 min", "simulation.duration=62 min"});
  const double expected = 50.0 * 0.6 * 12.0 + 50.0 * 0.4 * 30.0;
  EXPECT_NEAR(sum_of(seen, "egress.ports_in_use"), expected, 0.01 * expected);
  EXPECT_NEAR(sum_of(seen, "egress.unanswered") / 180000.0, 0.4, 0.01);
}

TEST(EgressDatagrams, NoPacketSaysThatTheyEnded) {
  // Hold + idle timeout + rest; connections beside them have ports of their own.
  const std::string stream =
      R"("rate": "20 / s", "hold": "2 s", "prefill": 0, "transport": "udp"},
         {"destination": 1, "rate": "20 / s", "hold": "2 s", "prefill": 0)";
  const Settings sets{"egress.datagrams.idle_timeout=30 s",
                      "egress.datagrams.time_wait=65 s",
                      "egress.datagrams.scope=per_tuple",
                      "egress.time_wait=0 s",
                      "simulation.warmup=5 min",
                      "simulation.duration=65 min"};
  const Observations seen = going_out(stream, sets);
  const double expected = 20.0 * (2.0 + 30.0 + 65.0);
  EXPECT_NEAR(sum_of(seen, "egress.datagram_ports_in_use"), expected, 0.01 * expected);
  EXPECT_NEAR(sum_of(seen, "egress.ports_in_use"), 40.0, 1.0);
}

TEST(EgressDatagrams, APortIsNotUsedForAnotherDestinationWithScopePerAddress) {
  const auto opened = [](const std::string& scope) {
    const std::string stays = R"("hold": "300 d", "prefill": 700, "transport": "udp")";
    return sum_of(going_out(stays + R"(}, {"destination": 2, )" + stays,
                            {"egress.ports_per_address=1000", "egress.datagrams.scope=" + scope,
                             "egress.datagrams.idle_timeout=1 h"}),
                  "egress.opened");
  };
  EXPECT_EQ(opened("per_tuple"), 1400.0);
  EXPECT_EQ(opened("per_ip"), 1000.0);
}

// Data every 6 min, idle timeout 4 min: dead from 4 min on until RST at 6 min, or until the server
// gives up 3 min later. Opened again at once, more or less.
TEST(EgressIdle, WhoSendsTooSeldomIsDeadUntilItIsTold) {
  const std::string stream =
      R"("hold": "300 d", "prefill": 200, "reopen_within": "1 s", "sends_every": "6 min",
         "gives_up_after": "3 min")";
  const auto dead = [&](const Settings& more) {
    Settings sets{"egress.idle_timeout=4 min", "simulation.duration=6 h"};
    sets.insert(sets.end(), more.begin(), more.end());
    return going_out(stream, sets);
  };
  const Observations told = dead({"egress.idle_action=reset_next"});
  EXPECT_NEAR(sum_of(told, "egress.silently_dead"), 200.0 * 2.0 / (6.0 + 0.5 / 60.0), 1.0);
  EXPECT_NEAR(sum_of(told, "listener.lost"), 200.0 * 360.0 / 6.0, 200.0 * 1.01);
  const Observations silent = dead({"egress.idle_action=silent"});
  EXPECT_NEAR(sum_of(silent, "egress.silently_dead"), 200.0 * 5.0 / (9.0 + 0.5 / 60.0), 1.0);
  EXPECT_EQ(sum_of(dead({"egress.idle_timeout=361 s"}), "egress.silently_dead"), 0.0);
}

TEST(EgressRace, TheLoserSendsItsSynAgain) {
  const auto run = [](const std::string& retransmission) {
    return going_out(R"("rate": "200 / s", "hold": "2 s", "prefill": 0, "syn_retransmission": ")" +
                         retransmission + "\"",
                     {"egress.race_window=500 us"});
  };
  const Observations given_up = run("0 s");
  const double blind = 200.0 * 0.0005;
  EXPECT_NEAR(sum_of(given_up, "egress.refused_race") /
                  (sum_of(given_up, "egress.refused") + sum_of(given_up, "egress.opened")),
              blind / (1.0 + blind), 0.03 * blind);
  const Observations again = run("1 s");
  EXPECT_GT(sum_of(again, "egress.opened"), 1.05 * sum_of(given_up, "egress.opened"));
  EXPECT_EQ(sum_of(again, "egress.refused_race"), sum_of(again, "listener.refused"));
}

TEST(Egress, WaysThatDoNotGoTogetherAreRefused) {
  const auto fault = [](const std::string& stream) {
    const auto ids = faults_of(
        least + R"(, "egress": {"addresses": 1, "ports_per_address": 1000, "scope": "per_tuple"},
                     "connections": [{"hold": "1 s", )" +
        stream + "}]}");
    return ids.empty() ? std::string() : ids.front();
  };
  EXPECT_EQ(fault(R"("destination": 1, "sends_every": "1 s")"), "");
  EXPECT_EQ(fault(R"("listener": 5061, "sends_every": "1 s")"), "E303");
  EXPECT_EQ(fault(R"("listener": 5061, "transport": "udp")"), "E303");
  EXPECT_EQ(fault(R"("destination": 1, "transport": "udp")"), "E303");  // when is it over?
  EXPECT_EQ(fault(R"("destination": 1, "transport": "udp", "sends_every": "1 s")"), "E305");
}

}  // namespace
}  // namespace ocssim::scenarios
