// Failure mode 15: servers behind NAT do not reach each other.
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

TEST(NatBetweenFrontEnds, LosesSevenOfEightAndNoneWithout) {
  const PoolRun nat("nat-between-servers", scaled(2000) + lasting("30 min"));
  const PoolRun twin("nat-between-servers", scaled(2000) + lasting("30 min") +
                                                Settings{"deployment.front_ends_routable=true"});
  // Each hop would have become a delivery or a notification on another server.
  const double hops = nat.messages("server_hop");
  const double lost = nat.sum_of_totals("front_end.rejected_504");
  const double delivered = nat.total("offered.notifications");
  const double of_twin = twin.total("offered.notifications");
  // Little: those that wait = lost a second x 21 s.
  const double waiting = nat.sum_of_means("front_end.sends_outstanding");
  std::printf("hops %.0f, lost %.0f; notifications %.0f, of the twin %.0f; waiting %.1f (%.1f)\n",
              hops, lost, delivered, of_twin, waiting, lost / 1800.0 * 21.0);
  EXPECT_GT(lost, 0.95 * hops);
  EXPECT_NEAR(delivered / of_twin, 1.0 / 8.0, 0.02);
  EXPECT_NEAR(waiting, lost / 1800.0 * 21.0, 0.03 * waiting);
  EXPECT_EQ(twin.observations().find("front_end.rejected_504", "front_end[0]"), nullptr);
  EXPECT_EQ(nat.mean("clients.without_connection"), 0.0);  // who is signed in stays so
}

}  // namespace
}  // namespace ocssim::models
