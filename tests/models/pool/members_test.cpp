// What becomes of members at run time: ramps, limits, draining, removal, passive detection.
#include "models/balancer/members.hpp"

#include "models/balancer/health_monitor.hpp"
#include "models/balancer/slow_ramp.hpp"

#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

using std::chrono::seconds;

constexpr SimTime at(std::int64_t from_start) {
  return sim_start + seconds(from_start);
}

LoadBalancerConfig balancer() {
  LoadBalancerConfig config;
  config.listeners = {5061, 444};
  config.web_listeners = {443};
  return config;
}

std::uint32_t open(Members& members, SimTime now, std::uint8_t listener = 0) {
  const auto member = members.pick(now, listener, 0);
  EXPECT_TRUE(member.has_value());
  members.open(now, *member, listener);
  return *member;
}

TEST(SlowRamp, TheShareGrowsWithAge) {
  const SlowRampConfig ramp{.duration = seconds(100)};
  EXPECT_EQ(ramp_share(ramp, seconds(50)), 32768u);
  EXPECT_EQ(ramp_share(ramp, seconds(100)), 65536u);
  EXPECT_GT(ramp_share(ramp, Duration::zero()), 0u);
}

TEST(SlowRamp, HaproxyGoesInSixteenSteps) {
  // floor(16 e / 30 + 1) / 16 at ages 0, 1.5, 3, … s, e in whole seconds.
  const SlowRampConfig ramp{.duration = seconds(30), .steps = 16};
  EXPECT_EQ(ramp_share(ramp, seconds(0)), 65536u / 16);
  EXPECT_EQ(ramp_share(ramp, seconds(2)), 65536u / 16);      // seen at 1.5: e = 1
  EXPECT_EQ(ramp_share(ramp, seconds(3)), 2 * 65536u / 16);  // e = 3: 16 · 3 / 30 + 1 = 2.6
  EXPECT_EQ(ramp_share(ramp, seconds(15)), 9 * 65536u / 16);
  EXPECT_EQ(ramp_share(ramp, seconds(29)), 15 * 65536u / 16);
  // Half a second on the clock when it came back: 1.5 s later it counts two.
  EXPECT_EQ(ramp_share(ramp, seconds(2), std::chrono::milliseconds(500)), 2 * 65536u / 16);
}

TEST(Members, AReturningMemberTakesAllUntilItHoldsAsMany) {
  Members members(balancer(), 4);
  members.prepare(1, 0);
  members.set_up(at(0), 0, false);
  for (int n = 0; n < 300; ++n) EXPECT_NE(open(members, at(1)), 0u);
  members.set_up(at(10), 0, true);
  ASSERT_EQ(members.returning().size(), 1u);
  for (int n = 0; n < 100; ++n) EXPECT_EQ(open(members, at(10 + n)), 0u);
  const auto reports = members.take_reports();
  ASSERT_EQ(reports.size(), 3u);
  EXPECT_EQ(reports[0].stage, ReturnStage::back);
  EXPECT_EQ(reports[1].stage, ReturnStage::caught_up);
  EXPECT_EQ(reports[1].at, at(10 + 94));                      // 95 of 100, the first at 10 s
  EXPECT_DOUBLE_EQ(reports[1].state.share_at_catch_up, 4.0);  // all, of four members
  EXPECT_EQ(reports[2].stage, ReturnStage::even);
  EXPECT_TRUE(members.returning().empty());
}

TEST(Members, TheWeightedRampHoldsConnectionsBelowItsShareOfTheOthers) {
  LoadBalancerConfig config = balancer();
  config.slow_ramp = {.duration = seconds(1000), .rule = RampRule::weighted};
  Members members(config, 4);
  members.prepare(1, 0);
  members.set_up(at(0), 0, false);
  for (int n = 0; n < 3000; ++n) open(members, at(1));
  members.set_up(at(10), 0, true);
  for (std::int64_t age = 1; age <= 900; ++age) {
    for (int n = 0; n < 4; ++n) open(members, at(10 + age));
    const auto own = static_cast<double>(members.connections(0).level());
    const auto other = static_cast<double>(members.connections(1).level());
    ASSERT_NEAR(own, static_cast<double>(age) / 1000.0 * other, 3.0) << age;
  }
}

TEST(Members, TheProportionalRampLetsInAShareOfWhatItWouldTake) {
  LoadBalancerConfig config = balancer();
  config.slow_ramp = {.duration = seconds(1000), .rule = RampRule::proportional};
  Members members(config, 4);
  members.prepare(1, 0);
  members.set_up(at(0), 0, false);
  for (int n = 0; n < 30'000; ++n) open(members, at(1));
  members.set_up(at(10), 0, true);
  int first = 0;
  int second = 0;
  for (std::int64_t age = 0; age < 1000; ++age) {
    for (int n = 0; n < 5; ++n) {
      if (open(members, at(10 + age)) == 0) ++(age < 500 ? first : second);
    }
  }
  // ∫ t/T over the halves: 1/8 and 3/8 of T, 5 a second; standard deviations 19 and 19.
  EXPECT_NEAR(first, 625, 4 * 22);
  EXPECT_NEAR(second, 1875, 4 * 22);
}

TEST(Members, ALimitedMemberTakesNoMoreUntilOneEnds) {
  LoadBalancerConfig config = balancer();
  config.connection_limit = 3;
  Members members(config, 2);
  members.prepare(1, 0);
  for (int n = 0; n < 6; ++n) open(members, at(1));
  EXPECT_FALSE(members.pick(at(2), 0, 0).has_value());
  members.end(at(3), 1, 0, false);
  EXPECT_EQ(open(members, at(4)), 1u);
  EXPECT_FALSE(members.pick(at(5), 0, 0).has_value());
}

TEST(Members, ADrainingMemberKeepsWhatItHolds) {
  Members members(balancer(), 2);
  members.prepare(1, 0);
  for (int n = 0; n < 10; ++n) open(members, at(1));
  members.set_draining(at(2), 0, true);
  for (int n = 0; n < 10; ++n) EXPECT_EQ(open(members, at(3)), 1u);
  EXPECT_EQ(members.connections(0).level(), 5);
  members.set_present(at(4), 0, true);
  EXPECT_EQ(open(members, at(5)), 0u);
}

TEST(Members, AnAddedMemberWasNotThereBefore) {
  LoadBalancerConfig config = balancer();
  config.absent_members = {2};
  Members members(config, 3);
  members.prepare(1, 0);
  for (int n = 0; n < 10; ++n) EXPECT_NE(open(members, at(1)), 2u);
  members.set_present(at(2), 2, true);
  for (int n = 0; n < 5; ++n) EXPECT_EQ(open(members, at(3)), 2u);
}

TEST(Members, TimeWaitRanksWhenItCounts) {
  for (const bool counts : {false, true}) {
    LoadBalancerConfig config = balancer();
    config.count_time_wait = counts;
    config.snat.time_wait = seconds(60);
    Members members(config, 2);
    members.prepare(1, 0);
    for (int n = 0; n < 10; ++n) open(members, at(1));
    for (int n = 0; n < 4; ++n) members.end(at(2), 0, 0, true);
    int first = 0;
    for (int n = 0; n < 4; ++n) first += open(members, at(3)) == 0 ? 1 : 0;
    EXPECT_EQ(first, counts ? 2 : 4);
    if (!counts) continue;
    for (int n = 0; n < 4; ++n) EXPECT_EQ(open(members, at(63)), 0u);  // 3 and 7 remain
  }
}

TEST(Members, ListenersRankTogetherOrApart) {
  for (const bool apart : {false, true}) {
    LoadBalancerConfig config = balancer();
    config.count = apart ? ConnectionCount::listener : ConnectionCount::server;
    Members members(config, 2);
    members.prepare(1, 0);
    members.set_draining(at(0), 1, true);
    for (int n = 0; n < 6; ++n) EXPECT_EQ(open(members, at(1), 1), 0u);
    members.set_present(at(2), 1, true);
    // On 5061 nobody holds any: member 0 has its turn only if the six on 444 do not count.
    int first = 0;
    for (int n = 0; n < 6; ++n) first += open(members, at(3), 0) == 0 ? 1 : 0;
    EXPECT_EQ(first, apart ? 3 : 0);
  }
}

TEST(Members, ASecondLogicalBalancerRanksOnItsOwn) {
  LoadBalancerConfig config = balancer();
  config.logical_balancers = 2;
  Members members(config, 2);
  members.prepare(1, 0);
  members.set_draining(at(0), 1, true);
  for (int n = 0; n < 6; ++n) EXPECT_EQ(open(members, at(1), 2), 0u);  // 443
  members.set_present(at(2), 1, true);
  int first = 0;
  for (int n = 0; n < 6; ++n) first += open(members, at(3), 0) == 0 ? 1 : 0;
  EXPECT_EQ(first, 3);
}

TEST(Members, PassiveDetectionTriesAgainAfterMoreThanFailTimeoutOnAClockOfSeconds) {
  LoadBalancerConfig config = balancer();
  config.monitor.active = false;
  config.monitor.max_fails = 1;
  config.monitor.fail_timeout = seconds(5);
  Members members(config, 2);
  members.prepare(1, 0);
  EXPECT_TRUE(members.note_refused(at(10), 0));
  EXPECT_FALSE(members.in_service(0));
  SimTime trial = at(10);
  while (members.pick(trial, 0, 0) != 0u) trial += std::chrono::milliseconds(10);
  EXPECT_GT(trial - at(10), seconds(5));
  EXPECT_LE(trial - at(10), seconds(6));
  // One trial, then nobody until its result is known.
  EXPECT_EQ(members.pick(trial, 0, 0), 1u);
  EXPECT_FALSE(members.note_refused(trial, 0));
  EXPECT_EQ(members.pick(trial + std::chrono::milliseconds(5900), 0, 0), 1u);
  EXPECT_EQ(members.pick(trial + std::chrono::milliseconds(6010), 0, 0), 0u);
  EXPECT_TRUE(members.note_accepted(trial + seconds(6), 0));
  EXPECT_TRUE(members.in_service(0));
}

TEST(HealthMonitor, BigIpIsDownWhenNoCheckSucceededForItsTimeout) {
  const MonitorConfig monitor{.interval = seconds(5), .timeout = seconds(16)};
  EXPECT_EQ(decided_at(monitor, {}, at(12), CheckEnd::refused), at(10 + 16));
  EXPECT_EQ(decided_at(monitor, {}, at(12), CheckEnd::silent), at(10 + 16));
  EXPECT_EQ(decided_at(monitor, {}, at(12), CheckEnd::accepted), at(15));
}

TEST(HealthMonitor, HaproxyCountsChecksInARow) {
  MonitorConfig monitor{.interval = seconds(2), .timeout = seconds(1), .failures = 3};
  monitor.successes = 2;
  EXPECT_EQ(decided_at(monitor, {}, at(11), CheckEnd::refused), at(16));
  EXPECT_EQ(decided_at(monitor, {}, at(11), CheckEnd::silent), at(17));
  EXPECT_EQ(decided_at(monitor, {}, at(11), CheckEnd::accepted), at(14));
  // Checks at 1, 3, 5, … s.
  EXPECT_EQ(
      decided_at(monitor, seconds(1), at(11) + std::chrono::milliseconds(1), CheckEnd::refused),
      at(17));
}

}  // namespace
}  // namespace ocssim::models
