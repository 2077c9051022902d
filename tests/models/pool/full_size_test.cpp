// The shipped scenarios of ports and mornings as they are: all clients, all work, full length.
#include "tests/models/pool/pool_run.hpp"

#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

TEST(FullSize, OneAddressHolds65000AndLeaves35000Without) {
  const PoolRun run("snat-one-address", {});
  const auto refusals = run.timeline("first_refusal");
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_NE(refusals[0].text.find("65000 SNAT ports are in use"), std::string::npos);
  EXPECT_EQ(run.highest("snat.ports_in_use", "snat_address[0]"), 65000.0);
  EXPECT_NEAR(run.mean("clients.without_connection"), 35000.0, 100.0);
}

TEST(FullSize, OnAMorningFourteenSignInASecond) {
  const PoolRun run("enterprise-100k-morning", {});
  EXPECT_NEAR(run.rate("offered.sign_ins"), 1e5 / 7200.0, 0.03 * 1e5 / 7200.0);
  EXPECT_EQ(run.total("snat.refused"), 0.0);
  EXPECT_GE(run.mean("sign_in.success"), 0.999);
}

}  // namespace
}  // namespace ocssim::models
