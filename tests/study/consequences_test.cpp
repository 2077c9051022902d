// What a broken rule did in a run, from figures made by hand.
#include "study/findings/consequences.hpp"

#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>
#include <utility>

namespace ocssim::study {
namespace {

/// Two replications of 100 s: reads, hits of pages touched, page life, entries.
std::vector<Observations> back_end(std::uint64_t reads) {
  std::vector<Observations> runs = utilizations({0.6, 0.6}, {"front_end[0]"});
  for (Observations& run : runs) {
    Observation read = observation("sql.disk.data.reads", "sql", MetricKind::count);
    read.count = reads;
    read.sum = static_cast<double>(reads);
    Observation hits = observation("sql.hit_ratio", "sql", MetricKind::ratio);
    hits.count = 1000;
    hits.weight = 1000.0;
    hits.sum = 750.0;
    Observation life = observation("sql.page_life_expectancy", "sql", MetricKind::instant);
    life.sum = 147.0;
    Observation entries = observation("sql.token_cache.entries", "sql", MetricKind::time_average);
    entries.sum = 1e6 * entries.weight;
    entries.max = 2e6;
    Observation disks = observation("sql.disk.data.utilization", "sql", MetricKind::time_average);
    disks.sum = 0.5 * disks.weight;
    for (const Observation& one : {read, hits, life, entries, disks}) run.metrics.push_back(one);
  }
  return runs;
}

std::string text_of(const std::string& rule, const scenarios::Scenario& scenario,
                    const std::vector<Observations>& runs) {
  std::vector<Finding> findings{
      {.id = rule, .severity = "error", .text = "broken", .component = {}}};
  const std::vector<MetricResult> metrics = estimated(runs);
  add_consequences(scenario, {.metrics = metrics}, findings);
  return findings[0].text;
}

TEST(Consequences, ASmallPoolIsToldByItsReads) {
  const scenarios::Scenario scenario = shipped("sql-32-bit");
  EXPECT_EQ(text_of("BE-05", scenario, back_end(130'000)),
            "broken; measured: 75 % of pages found in memory, 1300 reads/s, page life 147 s, - ms "
            "a call");
  EXPECT_EQ(text_of("BE-02", scenario, back_end(0)),
            "broken; measured: nothing is read from disk all the same");
}

TEST(Consequences, TokensAreToldByWhatTheyCostACall) {
  // 2 million at most: 1 + 0.5 · 2.
  EXPECT_EQ(text_of("BE-06", shipped("sql-token-cache"), back_end(0)),
            "broken; measured: up to 2000000 entries, a call's processor work times 2");
}

TEST(Consequences, SmallRingsAreToldByPacketsLossAndMemory) {
  const scenarios::Scenario scenario = shipped("nic-rings");
  std::vector<Observations> runs = utilizations({0.6, 0.6}, {"server[0]"});
  EXPECT_EQ(text_of("AV-01", scenario, runs), "broken") << "nothing was measured";
  for (Observations& run : runs) {
    Observation mbps = observation("nic.mbps", "server[0]", MetricKind::time_average);
    mbps.sum = 240.0 * mbps.weight;
    Observation rate = observation("nic.rx.packet_rate", "server[0]", MetricKind::time_average);
    rate.sum = 27'273.0 * rate.weight;
    Observation loss = observation("nic.rx.loss", "server[0]", MetricKind::ratio);
    loss.count = 1'000'000;
    loss.weight = 1e6;
    loss.sum = 16'200.0;
    for (const Observation& one : {mbps, rate, loss}) run.metrics.push_back(one);
  }
  // 2 · 512 descriptors of 2,064 bytes more.
  EXPECT_EQ(text_of("AV-01", scenario, runs),
            "broken; measured: 240 Mbps, 27273 packets/s in, 16200 of a million lost, - ms the "
            "longest wait to be sent; the advised rings take 2.11 MB more a server; 768 receive "
            "descriptors "
            "hold 28.2 ms and the host stalls for up to 25 ms: they ride it out");
}

TEST(Consequences, SharedDisksAreToldByHowBusyTheyAre) {
  EXPECT_EQ(text_of("BE-07", shipped("sql-disks-shared"), back_end(0)),
            "broken; measured: data disks 50 % busy, - ms a call");
  EXPECT_EQ(text_of("BE-07", shipped("sql-32-bit"), back_end(0)), "broken") << "not shared there";
}

/// Two replications of 100 s of a balancer.
std::vector<Observations> balancer(std::uint64_t events, double level) {
  std::vector<Observations> runs = utilizations({0.6, 0.6}, {"front_end[0]"});
  for (Observations& run : runs) {
    for (const char* name : {"snat.refused", "lb.idle_drops", "lb.member_refused"}) {
      Observation count = observation(name, "", MetricKind::count);
      count.count = events;
      run.metrics.push_back(count);
    }
    for (const char* name : {"clients.silently_dead", "lb.dead_at_server"}) {
      Observation dead = observation(name, "", MetricKind::time_average);
      dead.sum = level * dead.weight;
      run.metrics.push_back(dead);
    }
    Observation without = observation("clients.without_connection", "", MetricKind::instant);
    without.sum = level;
    run.metrics.push_back(without);
  }
  return runs;
}

TEST(Consequences, BalancerRulesAreToldByWhatTheRunCounted) {
  const scenarios::Scenario scenario = shipped("snat-one-address");
  EXPECT_EQ(text_of("LB-03", scenario, balancer(350, 35.0)),
            "broken; measured: 350 attempts to connect without a port, 35 endpoints without "
            "connection at the end");
  EXPECT_EQ(text_of("LB-08", scenario, balancer(120, 4.0)),
            "broken; measured: 120 connections cut, 4 endpoints that look signed in and reach "
            "nobody, 4 connections dead at servers");
  EXPECT_EQ(text_of("LB-12", scenario, balancer(7, 1.0)),
            "broken; measured: 7 connections sent to a server that refused them, 1 endpoints "
            "without connection at the end");
}

TEST(Consequences, BalancerRulesThatDidNothingSaySo) {
  const scenarios::Scenario scenario = shipped("snat-one-address");
  EXPECT_EQ(text_of("LB-03", scenario, balancer(0, 0.0)),
            "broken; measured: every attempt to connect found a port");
  EXPECT_EQ(text_of("LB-09", scenario, balancer(0, 0.0)),
            "broken; measured: no connection was idle for so long");
  EXPECT_EQ(text_of("LB-12", scenario, balancer(0, 0.0)), "broken");
}

/// As `balancer`, with connections of two servers and what is counted besides.
std::vector<Observations> servers(double first, double second) {
  std::vector<Observations> runs = utilizations({0.6, 0.6}, {"front_end[0]", "front_end[1]"});
  for (Observations& run : runs) {
    for (const auto& [name, level] :
         {std::pair{"front_end[0]", first}, std::pair{"front_end[1]", second}}) {
      Observation held = observation("lb.connections", name, MetricKind::time_average);
      held.sum = level * held.weight;
      Observation memory =
          observation("front_end.memory.available", name, MetricKind::time_average);
      memory.sum = 0.75 * memory.weight;
      run.metrics.push_back(held);
      run.metrics.push_back(memory);
    }
    for (const char* name : {"lb.no_listener", "front_end.unreached", "clients.timed_out",
                             "front_end.rejected_503", "tls.handshakes"}) {
      Observation count = observation(name, "", MetricKind::count);
      count.count = 12;
      run.metrics.push_back(count);
    }
  }
  return runs;
}

TEST(Consequences, UnequalServersAreToldByTheBusiest) {
  EXPECT_EQ(text_of("LB-11", shipped("sql-32-bit"), servers(100.0, 300.0)),
            "broken; measured: front_end[1] holds 1.5 times the mean of 2 servers in connections, "
            "its processors are 60 % busy");
  EXPECT_EQ(text_of("LB-01", shipped("sql-32-bit"), back_end(0)), "broken") << "nothing counted";
}

TEST(Consequences, WhatIsNotThereIsToldByWhoAskedForIt) {
  const scenarios::Scenario scenario = shipped("sql-32-bit");
  EXPECT_EQ(text_of("LB-15", scenario, servers(1.0, 1.0)),
            "broken; measured: 12 connections refused for want of a listener, - endpoints without "
            "connection at the end");
  EXPECT_EQ(text_of("LB-05", scenario, back_end(0)), "broken") << "nobody asked";
  EXPECT_EQ(text_of("BE-03", scenario, servers(1.0, 1.0)),
            "broken; measured: 12 transactions timed out, 12 answered 503");
  EXPECT_EQ(text_of("FE-02", scenario, servers(1.0, 1.0)),
            "broken; measured: 12 notifications and messages did not reach their server");
}

TEST(Consequences, FrontEndRulesAreToldByMemoryAndProcessors) {
  // 16 GiB, three quarters of them free.
  const scenarios::Scenario scenario = shipped("sql-32-bit", {"front_ends.memory=16 GiB"});
  EXPECT_EQ(text_of("FE-01", scenario, servers(1.0, 1.0)),
            "broken; measured: 4 GiB taken on a server, in the mean");
  std::vector<Finding> findings{
      {.id = "FE-03", .severity = "info", .text = "long", .component = {}}};
  const std::vector<MetricResult> metrics = estimated(servers(1.0, 1.0));
  const std::vector<ShareResult> shares{
      {.whole = "front_end.cpu", .part = "tls_handshake", .share = {.value = 0.25}}};
  add_consequences(scenario, {.metrics = metrics, .shares = shares}, findings);
  EXPECT_EQ(findings[0].text,
            "long; measured: 12 handshakes of clients took 25 % of the Front Ends' processor time");
}

/// Two replications in which `metric` counted `events`, and what rules tell beside it.
std::vector<Observations> counted(const std::string& metric, std::uint64_t events) {
  std::vector<Observations> runs = balancer(0, 9.0);
  for (Observations& run : runs) {
    for (const auto& [name, count] :
         {std::pair{metric, events}, std::pair{std::string("clients.reconnects"), events + 1}}) {
      Observation one = observation(name, "", MetricKind::count);
      one.count = count;
      run.metrics.push_back(one);
    }
    Observation success = observation("sign_in.success", "", MetricKind::ratio);
    success.count = 100;
    success.weight = 100.0;
    success.sum = 25.0;
    run.metrics.push_back(success);
  }
  return runs;
}

TEST(Consequences, ShortcomingsAreToldWhereTheyHurtAndOnlyThere) {
  struct Case {
    const char* rule;
    const char* metric;
    const char* words;
  };
  const scenarios::Scenario scenario = shipped("snat-one-address");
  for (const Case& one :
       {Case{"LB-02", "lb.bypassed",
             "40 connects of servers to the pool's own VIP failed, since the answers went past the "
             "balancer"},
        Case{"LB-04", "lb.stale_name",
             "40 SYNs to the address that the VIP had before, 9 endpoints in the mean that look "
             "signed in and reach nobody, 9 endpoints without connection at the end"},
        Case{"LB-06", "lb.astray",
             "40 messages reached a server that did not know their connection, 25 % of sign-ins in "
             "time, 9 endpoints without connection at the end"},
        Case{"LB-10", "lb.stopped_connections",
             "40 connections reset by changes of the membership, 41 endpoints signed in again"},
        Case{"LB-13", "lb.members_not_found",
             "40 servers that came back were not found by the balancer, 9 endpoints without "
             "connection at the end"}}) {
    EXPECT_EQ(text_of(one.rule, scenario, counted(one.metric, 40)),
              std::string("broken; measured: ") + one.words)
        << one.rule;
    EXPECT_EQ(text_of(one.rule, scenario, counted(one.metric, 0)), "broken") << one.rule;
    EXPECT_EQ(text_of(one.rule, scenario, balancer(0, 0.0)), "broken") << one.rule;
  }
}

TEST(Consequences, PeersBehindNatAreToldWhenSomethingWasLost) {
  const scenarios::Scenario scenario =
      shipped("sql-32-bit", {"deployment.front_ends_routable=false"});
  EXPECT_EQ(text_of("LB-07", scenario, counted("front_end.rejected_504", 40)),
            "broken; measured: 40 messages and notifications did not reach another server, - at a "
            "time waited for it");
  EXPECT_EQ(text_of("LB-07", scenario, counted("front_end.rejected_504", 0)), "broken");
}

TEST(Consequences, ASharedComputerIsToldByTheWorkOfBoth) {
  // 0.25 of 4 cores x 2 GHz = 2 GHz of a server's 8 x 2 GHz: an eighth.
  const scenarios::Scenario scenario =
      shipped("sql-32-bit",
              {"sql.cores=4", "sql.clock=2 GHz", "front_ends.cores=8", "front_ends.clock=2 GHz"});
  std::vector<Observations> runs = utilizations({0.6, 0.6}, {"front_end[0]"});
  EXPECT_EQ(text_of("BE-01", scenario, runs), "broken") << "no call was measured";
  for (Observations& run : runs) {
    Observation busy = observation("sql.cpu.utilization", "sql", MetricKind::time_average);
    busy.sum = 0.25 * busy.weight;
    run.metrics.push_back(busy);
  }
  EXPECT_EQ(text_of("BE-01", scenario, runs),
            "broken; measured: its calls would take 12.5 % of the processors of that server, which "
            "are 60 % busy without them: 72.5 % in all");
}

TEST(Consequences, OtherRulesStay) {
  EXPECT_EQ(text_of("SEC-01", shipped("sql-32-bit"), back_end(0)), "broken");
}

}  // namespace
}  // namespace ocssim::study
