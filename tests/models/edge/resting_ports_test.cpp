// Ports in TIME_WAIT, by hand.
#include "models/queueing/resting_ports.hpp"

#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

SimTime at(std::int64_t s) {
  return sim_start + std::chrono::seconds(s);
}

TEST(RestingPorts, APortIsTakenAgainWhenItsRestIsOver) {
  RestingPorts ports(2, std::chrono::seconds(10));
  ports.take(at(0), 2);
  EXPECT_FALSE(ports.has(at(1), 1));
  ports.rest(at(5), 1);
  EXPECT_FALSE(ports.has(at(14), 1));
  EXPECT_TRUE(ports.has(at(15), 1));  // 5 s + 10 s
  EXPECT_FALSE(ports.has(at(15), 2));
}

TEST(RestingPorts, TheirAverageCountsTheRestExactly) {
  RestingPorts ports(8, std::chrono::seconds(10));
  ports.begin_observation(at(0));
  ports.take(at(0), 3);
  ports.rest(at(20), 3);
  ports.settle(at(100));
  // Three ports for 20 s and 10 s of rest, though nobody looked between 20 s and 100 s.
  EXPECT_EQ(ports.taken().integral(at(100)), 90.0);
  EXPECT_EQ(ports.at_rest(), 0U);
}

TEST(RestingPorts, WithoutALimitThereIsAlwaysOne) {
  RestingPorts ports(0, Duration::zero());
  ports.take(at(0), 1000);
  EXPECT_TRUE(ports.has(at(0), 1000000));
  ports.rest(at(1), 1000);
  EXPECT_EQ(ports.taken().level(), 0);
}

}  // namespace
}  // namespace ocssim::models
