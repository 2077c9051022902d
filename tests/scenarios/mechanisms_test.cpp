// Mechanisms of today's systems, one by one: gates and limits of connects, the NAT on the way out,
// reconnect rules; and what is refused before a run.
#include "models/front_end/connection_limits.hpp"
#include "models/queueing/connect_gate.hpp"
#include "scenarios/model/build.hpp"
#include "tests/scenarios/figures.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cmath>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;
using models::ConnectGate;

/// Connections that cost nothing, with settings.
Observations run_with(const std::vector<std::string>& sets) {
  return simulate(scenario_with("published/base", sets), 0);
}

TEST(ConnectGate, LetsInABurstAndThenTheRate) {
  ConnectGate gate({.rate = 10.0, .burst = 3});
  int admitted = 0;
  for (int i = 0; i < 10; ++i) admitted += gate.admit(sim_start).has_value() ? 1 : 0;
  EXPECT_EQ(admitted, 3);
  EXPECT_FALSE(gate.admit(sim_start + 99ms));
  EXPECT_TRUE(gate.admit(sim_start + 100ms));
  EXPECT_FALSE(gate.admit(sim_start + 100ms));
  EXPECT_TRUE(gate.admit(sim_start + 1h));  // full again, and not fuller
  EXPECT_TRUE(gate.admit(sim_start + 1h));
  EXPECT_TRUE(gate.admit(sim_start + 1h));
  EXPECT_FALSE(gate.admit(sim_start + 1h));
}

TEST(ConnectGate, AQueueIsServedAtTheRate) {
  ConnectGate gate({.rate = 10.0, .action = models::GateAction::queue, .backlog = 2});
  EXPECT_EQ(gate.admit(sim_start), 0ms);
  EXPECT_EQ(gate.admit(sim_start), 100ms);
  EXPECT_EQ(gate.admit(sim_start), 200ms);
  EXPECT_FALSE(gate.admit(sim_start));
  EXPECT_EQ(gate.admit(sim_start + 100ms), 200ms);
}

TEST(ConnectionLimits, CountByAddress) {
  models::ConnectionLimits limits({.connections = 5, .per_source = 2, .gate = {}});
  for (const std::uint32_t source : {0U, 0U, 7U}) {
    EXPECT_TRUE(limits.admit(sim_start, 0, source));
    limits.count(source, 1);
  }
  EXPECT_FALSE(limits.admit(sim_start, 3, 0));
  EXPECT_TRUE(limits.admit(sim_start, 3, 7));
  EXPECT_FALSE(limits.admit(sim_start, 5, 7));
  limits.count(0, -1);
  EXPECT_TRUE(limits.admit(sim_start, 3, 0));
  EXPECT_EQ(limits.by_source().total(), 1U);
  EXPECT_EQ(limits.by_count().total(), 1U);
}

TEST(Egress, WhatDoesNotFitIsRefusedBeforeTheRun) {
  const std::string out = R"("connections": [{"destination": 1, "hold": "1 s"}])";
  EXPECT_EQ(faults_of(least + ", " + out + "}").front(), "E303");
  EXPECT_EQ(faults_of(least + R"(, "connections": [{"hold": "1 s"}]})").front(), "E303");
  const std::string nat = R"(, "egress": {"addresses": 1, "ports_per_address": 1000, )";
  const auto fault = [&](const std::string& keys) {
    const auto ids = faults_of(least + nat + keys + "}, " + out + "}");
    return ids.empty() ? std::string() : ids.front();
  };
  const std::string fixed = R"("allocation": "static_per_member")";
  EXPECT_EQ(fault(R"("scope": "per_tuple")"), "");
  EXPECT_EQ(fault(fixed), "E303");
  EXPECT_EQ(fault(fixed + R"(, "quota": 125)"), "");  // 8 servers
  EXPECT_EQ(fault(fixed + R"(, "quota": 126)"), "E305");
  EXPECT_EQ(fault(fixed + R"(, "quota": 125, "quota_granularity": 8)"), "E305");
  EXPECT_EQ(fault(fixed + R"(, "quota": 120, "quota_granularity": 8)"), "");
  EXPECT_EQ(fault(R"("allocation": "dynamic_per_member", "quota_min": 64, "quota_max": 32)"),
            "E303");
  EXPECT_EQ(fault(R"("port_search": "random_tries")"), "E303");
}

std::vector<std::string> going_out(const std::vector<std::string>& sets, int wishes,
                                   const std::string& more = "") {
  std::vector<std::string> all{"front_ends.count=2",
                               "clients.users=2",
                               "simulation.duration=20 min",
                               "simulation.warmup=none",
                               "egress.addresses=1",
                               "egress.ports_per_address=1000",
                               "egress.scope=per_tuple",
                               R"(connections=[{"destination": 1, "hold": "300 d", "prefill": )" +
                                   std::to_string(wishes) + R"(, "prefill_over": "1 min"})" + more +
                                   "]"};
  all.insert(all.end(), sets.begin(), sets.end());
  return all;
}

TEST(Egress, AQuotaThatGrowsDoublesWhilePortsAreLeft) {
  const std::vector<std::string> dynamic{"egress.allocation=dynamic_per_member",
                                         "egress.quota_min=32", "egress.quota_max=65536"};
  const Observations some = run_with(going_out(dynamic, 200));
  EXPECT_EQ(sum_of(some, "egress.refused"), 0.0);
  EXPECT_EQ(sum_of(some, "egress.quota"), 128.0);  // about 100 each
  // 512 and 512 would be more than 1,000: one server has 512, the other 256.
  const Observations many = run_with(going_out(dynamic, 2000));
  EXPECT_EQ(sum_of(many, "egress.opened"), 768.0);
}

TEST(Egress, DestinationsHavePortsOfTheirOwn) {
  const std::string other = R"(, {"destination": 2, "hold": "300 d", "prefill": 1500})";
  EXPECT_EQ(sum_of(run_with(going_out({}, 1500)), "egress.opened"), 1000.0);
  EXPECT_EQ(sum_of(run_with(going_out({}, 1500, other)), "egress.opened"), 2000.0);
  EXPECT_EQ(sum_of(run_with(going_out({"egress.scope=per_ip"}, 1500, other)), "egress.opened"),
            1000.0);
}

TEST(Egress, LimitsOfDestinationAndTable) {
  const Observations destination = run_with(going_out({"egress.max_per_destination=700"}, 1500));
  EXPECT_EQ(sum_of(destination, "egress.opened"), 700.0);
  EXPECT_EQ(sum_of(destination, "egress.refused_destination"), 800.0);
  const Observations table = run_with(going_out({"egress.max_entries=600"}, 1500));
  EXPECT_EQ(sum_of(table, "egress.opened"), 600.0);
  EXPECT_EQ(sum_of(table, "egress.refused_table"), 900.0);
}

TEST(Egress, WhatIsIdleForTooLongIsForgotten) {
  const Observations seen = run_with(going_out({"egress.idle_timeout=4 min"}, 500));
  EXPECT_EQ(sum_of(seen, "egress.idle_drops"), 500.0);
}

/// Connects of 100 clients to servers that are away from 1 min on for `minutes`.
double attempts(const std::vector<std::string>& rule, int minutes) {
  std::vector<std::string> sets{"clients.users=100",
                                "front_ends.count=2",
                                "simulation.duration=20 min",
                                "simulation.warmup=none",
                                "load_balancer.nat=dnat",
                                "load_balancer.monitor.active=false",
                                R"(events=[{"at": "1 min", "power_cycle": "pool", "lasting": ")" +
                                    std::to_string(minutes) + R"( min"}])"};
  sets.insert(sets.end(), rule.begin(), rule.end());
  return sum_of(run_with(sets), "lb.member_refused") / 100.0;
}

TEST(Reconnect, RulesSetThePaceOfTheAttempts) {
  const auto rule = [](const std::string& name) { return "clients.reconnect.rule=" + name; };
  const std::vector<std::string> flat{"clients.reconnect.delay=10 s",
                                      "clients.reconnect.max_delay=10 s",
                                      "clients.reconnect.backoff=1"};
  const auto with = [&](const std::string& name) {
    std::vector<std::string> sets = flat;
    sets.push_back(rule(name));
    return attempts(sets, 10);
  };
  EXPECT_NEAR(with("fixed"), 59.0, 1.0);
  EXPECT_NEAR(with("around"), 60.0, 1.5);
  EXPECT_NEAR(with("equal"), 80.0, 2.0);
  EXPECT_NEAR(with("full"), 120.0, 4.0);
  EXPECT_NEAR(with("decorrelated"), 60.0, 1.5);  // its largest is its least
}

TEST(Reconnect, AListIsFollowedToItsEnd) {
  const std::vector<std::string> waves{"clients.reconnect.rule=list",
                                       R"(clients.reconnect.list=["0 s","2 s","10 s","30 s"])",
                                       "clients.reconnect.max_attempts=4"};
  EXPECT_DOUBLE_EQ(attempts(waves, 10), 4.0);
  const std::vector<std::string> forever{"clients.reconnect.rule=list",
                                         R"(clients.reconnect.list=["0 s","2 s","10 s","30 s"])"};
  EXPECT_NEAR(attempts(forever, 10), 4.0 + (600.0 - 42.0) / 30.0, 1.0);
  EXPECT_EQ(faults_of(least + R"(, "clients": {"reconnect": {"rule": "list"}}})").front(), "E303");
}

/// 2,000 clients sign in once at servers of 1 GHz; handshakes cost, nothing else does.
Observations signing_in(const std::vector<std::string>& sets) {
  std::vector<std::string> all{"profiles=[\"cpu-2026\"]",   "clients.users=2000",
                               "clients.start=ramp",        "clients.sign_in_window=100 s",
                               "front_ends.count=2",        "front_ends.clock=1 GHz",
                               "load_balancer.nat=dnat",    "front_ends.tls_megacycles.2048=1.23",
                               "simulation.duration=200 s", "simulation.warmup=none"};
  all.insert(all.end(), sets.begin(), sets.end());
  return run_with(all);
}

double work_of_handshakes(const Observations& seen) {
  double sum = 0.0;
  for (const ShareObservation& part : seen.shares) {
    if (part.whole == "front_end.cpu" && part.part == "tls_handshake") sum += part.sum;
  }
  return sum;
}

// Exponential demands: the mean of 2,000 varies by 2.2 % (one sigma), of 1,000 by 3.2 %.
TEST(Handshakes, CostByTheKindOfKeyAndByResumption) {
  const auto mean = [](const std::vector<std::string>& sets) {
    return work_of_handshakes(signing_in(sets)) / 2000.0;
  };
  const std::string ecdsa = "front_ends.certificate_key=ecdsa_p256";
  EXPECT_NEAR(mean({}), 1.23, 0.08 * 1.23);
  EXPECT_NEAR(mean({ecdsa}), 0.69, 0.08 * 0.69);
  // The same draws: the ratio is exact.
  EXPECT_NEAR(mean({ecdsa}) / mean({}), 0.69 / 1.23, 1e-9);
  EXPECT_NEAR(mean({"clients.tls_resumption_share=60 %"}), 0.4 * 1.23 + 0.6 * 0.66, 0.08 * 0.89);
  EXPECT_NEAR(mean({ecdsa, "clients.tls_resumption_share=100 %"}), 0.66, 0.08 * 0.66);
  EXPECT_NEAR(mean({"clients.tls_share=50 %"}), 0.5 * 1.23, 0.1 * 1.23);
  EXPECT_EQ(mean({"clients.tls_share=0 %"}), 0.0);
  const std::string all = R"(, "clients": {"tls_resumption_share": "10 %"}})";
  EXPECT_EQ(faults_of(least + all).front(), "E303");  // the reference has no cost of it
}

TEST(Memory, IsTakenByConnectionsWithAndWithoutTls) {
  const auto taken = [](const std::string& share) {
    const Observations seen =
        run_with({"clients.users=1000", "front_ends.count=2", "load_balancer.nat=dnat",
                  "front_ends.memory=1 GB", "front_ends.memory_reserved=0 B",
                  "front_ends.memory_per_endpoint=0 B", "front_ends.memory_per_connection=4500 B",
                  "front_ends.memory_per_tls_connection=76 kB", "clients.tls_share=" + share,
                  "simulation.duration=1 min", "simulation.warmup=none"});
    return (2.0 - sum_of(seen, "front_end.memory.available")) * 1e9 / 1000.0;  // a connection
  };
  EXPECT_NEAR(taken("100 %"), 76000.0, 1.0);
  EXPECT_NEAR(taken("0 %"), 4500.0, 1.0);
  EXPECT_NEAR(taken("25 %"), 0.25 * 76000.0 + 0.75 * 4500.0, 1.0);
}

TEST(Workers, CountOnTheirOwn) {
  // 8 workers with a quarter of the connections of 2 each: ties are broken alike in all of them.
  const auto imbalance = [](int workers) {
    return sum_of(run_with({"clients.users=1000", "front_ends.count=8", "load_balancer.nat=dnat",
                            "load_balancer.counter_workers=" + std::to_string(workers),
                            "simulation.duration=1 min", "simulation.warmup=none"}),
                  "lb.imbalance");
  };
  EXPECT_LT(imbalance(1), 0.01);
  EXPECT_GT(imbalance(16), imbalance(1));
  EXPECT_EQ(faults_of(least + R"(, "load_balancer": {"counter_workers": 64}})").front(), "E305");
}

TEST(Couplings, NameServersThatAreThere) {
  const std::string head = least + R"(, "couplings": [{"of": "front_end[0]", "with": )";
  EXPECT_TRUE(faults_of(head + R"("front_end[7]"}]})").empty());
  EXPECT_EQ(faults_of(head + R"("front_end[8]"}]})").front(), "E403");
  EXPECT_EQ(faults_of(head + R"("zone[1]"}]})").front(), "E403");
  EXPECT_TRUE(faults_of(head + R"("zone[1]"}], "front_ends": {"zones": 2}})").empty());
}

}  // namespace
}  // namespace ocssim::scenarios
