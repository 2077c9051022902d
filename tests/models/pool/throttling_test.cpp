// The throttling rules of a Front End, each worked out by hand: mean holding time, limit of
// transactions, flow control, watermarks.
#include "models/front_end/flow_control.hpp"
#include "models/front_end/holding_throttle.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

constexpr SimTime at(double seconds_from_start) {
  return sim_start + Duration{static_cast<std::int64_t>(seconds_from_start * 1e9)};
}

constexpr std::int64_t ns(double seconds) {
  return static_cast<std::int64_t>(seconds * 1e9);
}

ThrottlingConfig rules() {
  ThrottlingConfig config;
  config.holding_time_on = std::chrono::seconds(6);
  config.holding_time_off = std::chrono::seconds(3);
  config.transactions = 20;
  config.transactions_throttled = 1;
  config.flow_control_limit = std::chrono::minutes(1);
  config.low_watermark = 2;
  config.high_watermark = 4;
  return config;
}

TEST(HoldingThrottle, AboveSixSecondsOnAverageAndAtThreeAgain) {
  HoldingThrottle throttle(rules());
  throttle.enter(at(0.0));
  throttle.enter(at(4.0));
  // At 8 s the two have been held for 8 and 4 s: 6 s on average, which is not above.
  EXPECT_FALSE(throttle.examine(at(8.0)));
  EXPECT_EQ(throttle.transactions(), 20u);
  EXPECT_FALSE(throttle.examine(at(8.001)));
  EXPECT_EQ(throttle.transactions(), 1u);
  // The older one leaves at 9 s: 5 s are left, then a fresh one makes it 2.5 s.
  throttle.leave(at(9.0), ns(0.0));
  EXPECT_FALSE(throttle.examine(at(9.0)));
  EXPECT_EQ(throttle.transactions(), 1u);
  throttle.enter(at(9.0));
  EXPECT_TRUE(throttle.examine(at(9.0)));
  EXPECT_EQ(throttle.transactions(), 20u);
}

TEST(HoldingThrottle, WithNothingHeldItEnds) {
  HoldingThrottle throttle(rules());
  throttle.enter(at(0.0));
  EXPECT_FALSE(throttle.examine(at(7.0)));
  EXPECT_EQ(throttle.transactions(), 1u);
  throttle.leave(at(8.0), ns(0.0));
  EXPECT_TRUE(throttle.examine(at(8.0)));
  EXPECT_EQ(throttle.transactions(), 20u);
  EXPECT_EQ(throttle.holding_time().sum(), 8.0);
}

TEST(HoldingThrottle, EachRuleHasItsSwitch) {
  ThrottlingConfig config = rules();
  config.holding_time = false;
  HoldingThrottle without_holding(config);
  without_holding.enter(at(0.0));
  EXPECT_FALSE(without_holding.examine(at(100.0)));
  EXPECT_EQ(without_holding.transactions(), 20u);
  config = rules();
  config.flow_control = false;
  HoldingThrottle without_flow_control(config);
  without_flow_control.enter(at(0.0));
  EXPECT_FALSE(without_flow_control.examine(at(100.0)));
  EXPECT_EQ(without_flow_control.transactions(), UINT32_MAX);
}

TEST(HoldingThrottle, ReadingStopsAtTheHighWatermarkAndGoesOnAtTheLowOne) {
  ThrottlingConfig config = rules();
  config.watermarks = true;
  HoldingThrottle throttle(config);
  for (int message = 0; message < 4; ++message) throttle.enter(at(0.0));
  EXPECT_FALSE(throttle.examine(at(0.0)));
  EXPECT_TRUE(throttle.is_stopped());
  throttle.leave(at(0.1), ns(0.0));
  EXPECT_FALSE(throttle.examine(at(0.1)));
  EXPECT_TRUE(throttle.is_stopped());
  throttle.leave(at(0.2), ns(0.0));
  EXPECT_TRUE(throttle.examine(at(0.2)));
  EXPECT_FALSE(throttle.is_stopped());
}

TEST(HoldingThrottle, HeldMessagesObeyLittlesLawAndALostOneBreaksIt) {
  HoldingThrottle throttle(rules());
  JobPool jobs;
  const auto take = [&](double when) {
    const std::uint32_t job = jobs.create();
    jobs[job].held = true;
    jobs[job].accepted_time = ns(when);
    throttle.enter(at(when));
    return job;
  };
  const std::uint32_t first = take(0.0);
  throttle.begin_observation(at(1.0), jobs, 0);
  const std::uint32_t second = take(2.0);
  throttle.leave(at(5.0), ns(0.0));
  jobs[first].held = false;
  // Inside the window: the first from 1 to 5 s, the second from 2 to 6 s.
  const LittleIdentity little = throttle.little(at(6.0), jobs, 0, "held");
  EXPECT_EQ(little.number_integral_s, 4.0 + 4.0);
  EXPECT_EQ(little.residual_ns, 0);
  jobs.release(second);  // vanishes: nobody calls leave
  EXPECT_EQ(throttle.little(at(6.0), jobs, 0, "held").residual_ns, ns(4.0));
}

TEST(FlowControl, MessagesOfASocketAreTakenOldestFirst) {
  FlowControl flow;
  JobPool jobs;
  std::vector<ClientSocket> sockets(2);
  flow.begin(at(1.0), sockets[1], 1);
  std::vector<std::uint32_t> sent;
  for (int message = 0; message < 3; ++message) {
    sent.push_back(jobs.create());
    flow.append(sockets[1], jobs, sent.back());
  }
  for (const std::uint32_t job : sent) EXPECT_EQ(flow.take(sockets[1], jobs), job);
  EXPECT_EQ(flow.take(sockets[1], jobs), std::nullopt);
  EXPECT_EQ(flow.lasted(at(4.0), sockets[1]), std::chrono::seconds(3));
  flow.restart(at(4.0), sockets[1]);
  EXPECT_EQ(flow.lasted(at(4.5), sockets[1]), std::chrono::milliseconds(500));
  flow.end(at(5.0), sockets[1]);
  EXPECT_EQ(sockets[1].flow_control, ClientSocket::readable);
}

TEST(FlowControl, ConnectionsAreListedInTheOrderInWhichTheyWereStopped) {
  FlowControl flow;
  std::vector<ClientSocket> sockets(4);
  for (const std::uint32_t endpoint : {2u, 0u, 3u, 1u}) {
    flow.begin(at(0.0), sockets[endpoint], endpoint);
  }
  EXPECT_EQ(flow.connections().level(), 4);
  flow.end(at(1.0), sockets[0]);
  flow.end(at(1.0), sockets[1]);
  flow.begin(at(2.0), sockets[0], 0);
  std::vector<std::uint32_t> listed;
  for (std::uint32_t record = flow.first(); record != FlowControl::none;
       record = flow.after(record)) {
    listed.push_back(flow.endpoint(record));
  }
  EXPECT_EQ(listed, (std::vector<std::uint32_t>{2, 3, 0}));
}

}  // namespace
}  // namespace ocssim::models
