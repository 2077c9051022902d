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

/// `rate` sign-ins a second of a pool of full size from 29 min on, seen from the return at 30 min
/// until the returned server holds 95 % of 12,500.
Settings at_rate(double rate) {
  constexpr double still_to_come = 112500 * (1.0 - 0.77037);
  const auto seconds_text = [](double value) { return std::to_string(value) + " s"; };
  const double seen = 0.95 * 12500.0 / rate;
  return {"clients.sign_in_profile[2].at=" + seconds_text(29 * 60 + still_to_come / rate),
          "simulation.duration=" + seconds_text(30 * 60 + seen + 1.0),
          "simulation.phases[0].to=" + seconds_text(30 * 60 + seen)};
}

/// Share of its processors that the returned server uses meanwhile.
double cpu_of_returned(const Settings& settings) {
  return PoolRun("returning-front-end", settings).mean("front_end.cpu.utilization", "front_end[0]");
}

TEST(ReturningFrontEnd, IsOverloadedEarlierThanSignInsAloneWouldMakeIt) {
  // What a sign-in costs by itself: TLS, REGISTER, SUBSCRIBE, SERVICE, at 8 cores of 2.33 GHz.
  const PoolRun alone("returning-front-end", silent + at_rate(50.0));
  double megacycles = 0.0;
  for (const char* message :
       {"tls_handshake", "register_leg", "subscribe", "batch_subscribe", "publish"}) {
    megacycles += alone.megacycles(message);
  }
  const double of_one = megacycles / alone.total("offered.sign_ins");
  const double by_hand = 50.0 * of_one / (8.0 * 2330.0);
  const Settings no_work{"clients.activity.presence_publications=0 / user / hour",
                         "clients.activity.polls=0 / user / hour",
                         "clients.activity.im_sessions=0 / user / hour",
                         "clients.activity.background=0 / user / hour"};
  const double own = alone.mean("front_end.cpu.utilization", "front_end[0]");
  const double watched = cpu_of_returned(tenth + no_work + at_rate(50.0));
  const double all = cpu_of_returned(tenth + at_rate(50.0));
  const double twice = cpu_of_returned(silent + at_rate(100.0));
  std::printf(
      "a sign-in takes %.0f Mcycles; at 50 a second the returned server is busy for %.3f with "
      "sign-ins (by hand %.3f), %.3f with watchers told of them, %.3f with all work; at 100 with "
      "sign-ins alone %.3f\n",
      of_one, own, by_hand, watched, all, twice);
  EXPECT_NEAR(own, by_hand, 0.08);
  EXPECT_GT(twice, 0.7) << "the 100 a second of the published figure";
  EXPECT_LT(own, 0.5);
  EXPECT_GT(all, 0.7);
  EXPECT_GT(all - own, 0.2) << "what is not of the sign-ins themselves";
}

}  // namespace
}  // namespace ocssim::models
