// The balancing methods over queues: two choices against Mitzenmacher's limit at 1,000 members,
// least connections between M/M/8 and two choices at 8.
#include "models/theory/mmc.hpp"
#include "models/theory/two_choices.hpp"
#include "tests/models/pool/queues_by_method.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

class AtAThousandMembers : public testing::TestWithParam<double> {};

TEST_P(AtAThousandMembers, TwoChoicesIsTheLimitAndLeastConnectionsBelow) {
  const double load = GetParam();
  const double limit = power_of_choices_sojourn(load);
  // Heavier queues forget slower: the batches must be longer.
  const std::uint64_t arrivals = load > 0.92 ? 12'000'000 : 2'000'000;
  const QueueFigure two = time_in_system(BalancingMethod::two_choices, 1000, load, arrivals);
  const QueueFigure least =
      time_in_system(BalancingMethod::least_connections, 1000, load, 1'000'000);
  std::printf("load %.2f: limit %.4f, two choices %.4f (se %.4f, %+.2f %%), least %.4f\n", load,
              limit, two.mean, two.standard_error, 100.0 * (two.mean / limit - 1.0), least.mean);
  EXPECT_LE(std::abs(two.mean / limit - 1.0), 0.01);
  EXPECT_LE(least.mean, limit);
}

INSTANTIATE_TEST_SUITE_P(Choices, AtAThousandMembers, testing::Values(0.5, 0.7, 0.8, 0.9, 0.95));

TEST(AtEightMembers, LeastConnectionsIsBetweenOneQueueAndTwoChoices) {
  const double load = 0.9;
  const double lowest =
      mmc({.arrival_rate = 8.0 * load, .service_time = 1.0, .servers = 8}).sojourn_time;
  const QueueFigure least = time_in_system(BalancingMethod::least_connections, 8, load, 1'000'000);
  const QueueFigure two = time_in_system(BalancingMethod::two_choices, 8, load, 1'000'000);
  std::printf("8 members, load 0.9: M/M/8 %.3f, least %.3f (se %.3f), two choices %.3f (se %.3f)\n",
              lowest, least.mean, least.standard_error, two.mean, two.standard_error);
  EXPECT_GT(least.mean, lowest + 4.0 * least.standard_error);
  EXPECT_LT(least.mean + 4.0 * least.standard_error, two.mean);
  EXPECT_NEAR(two.mean, 3.27, 4.0 * two.standard_error + 0.005);  // domain figure, two decimals
  EXPECT_LT(two.standard_error, 0.05);
}

}  // namespace
}  // namespace ocssim::models
