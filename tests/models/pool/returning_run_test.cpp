// Published case V14, at a tenth of its size: a Front End comes back while users sign in.
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

const Settings tenth{"clients.users=11250", "front_ends.clock=233 MHz", "sql.clock=233 MHz"};
const Settings silent = quiet() + tenth;  // the ramps need nothing but sign-ins
constexpr double expected = 0.95 * 12500.0 / (25000.0 / 1800.0);  // 855 s

TEST(ReturningFrontEnd, TakesEightTimesItsShareUntilItHoldsAsManyAsTheOthers) {
  const PoolRun run("returning-front-end", tenth);
  const double catch_up = run.mean("lb.catch_up_time");
  std::printf("catch-up %.1f s (855 expected), share %.2f, CPU of the returned server %.3f\n",
              catch_up, run.mean("lb.returning_share"),
              run.mean("front_end.cpu.utilization", "front_end[0]"));
  // 1,188 sign-ins at random instants: one standard deviation is 2.9 %.
  EXPECT_NEAR(catch_up / expected, 1.0, 4.0 * 0.029);
  EXPECT_EQ(run.mean("lb.returning_share"), 8.0);
  ASSERT_EQ(run.timeline("member_even").size(), 1u);
  // It is not overloaded: neither its CPU nor its messages show it.
  EXPECT_LT(run.mean("front_end.cpu.utilization", "front_end[0]"), 0.8);
  EXPECT_LT(run.mean("front_end.holding_time", "front_end[0]"), 1.0);
}

TEST(ReturningFrontEnd, AWeightedRampMustBeLongerThanTheCatchUpToChangeAnything) {
  const double without = PoolRun("returning-front-end", silent).mean("lb.catch_up_time");
  for (const char* ramp : {"10 s", "900 s"}) {
    const PoolRun run("returning-front-end",
                      silent + Settings{std::string("load_balancer.slow_ramp=") + ramp});
    std::printf("weighted ramp of %s: catch-up %.1f s (%.1f without)\n", ramp,
                run.mean("lb.catch_up_time"), without);
    EXPECT_NEAR(run.mean("lb.catch_up_time") / without, 1.0, 0.03);
    EXPECT_EQ(run.mean("lb.returning_peak_share"), 8.0);
  }
  const PoolRun hour("returning-front-end", silent + Settings{"load_balancer.slow_ramp=3600 s"});
  std::printf("weighted ramp of 3600 s: peak %.2f\n", hour.mean("lb.returning_peak_share"));
  // 2.0 to 2.4, and the noise of windows of 83 sign-ins, the highest of 30.
  EXPECT_LT(hour.mean("lb.returning_peak_share"), 3.2);
  EXPECT_GT(hour.mean("lb.returning_peak_share"), 2.0);
}

TEST(ReturningFrontEnd, AProportionalRampHalvesItAtFirst) {
  const PoolRun run("returning-front-end", silent + Settings{"load_balancer.slow_ramp=900 s",
                                                             "load_balancer.slow_ramp_rule="
                                                             "proportional"});
  std::printf("proportional ramp of 900 s: catch-up %.1f s, share %.2f\n",
              run.mean("lb.catch_up_time"), run.mean("lb.returning_share"));
  // Half of all for 900 s, then all: the others go on to 13,393, so 95 % are there at 1,366 s.
  EXPECT_NEAR(run.mean("lb.catch_up_time"), 900.0 + (0.95 * 13393.0 - 6250.0) / 13.889, 80.0);
}

}  // namespace
}  // namespace ocssim::models
