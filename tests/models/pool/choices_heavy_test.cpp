// Two choices at 1,000 members under the heaviest load of the table: queues that forget slowly.
#include "models/theory/two_choices.hpp"
#include "tests/models/pool/queues_by_method.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

TEST(ChoicesUnderHeavyLoad, TwoChoicesIsTheLimitAtAThousandMembers) {
  const double limit = power_of_choices_sojourn(0.99);
  const QueueFigure two = time_in_system(BalancingMethod::two_choices, 1000, 0.99, 120'000'000);
  std::printf("load 0.99: limit %.4f, two choices %.4f (se %.4f, %+.2f %%)\n", limit, two.mean,
              two.standard_error, 100.0 * (two.mean / limit - 1.0));
  EXPECT_LE(std::abs(two.mean / limit - 1.0), 0.01);
}

}  // namespace
}  // namespace ocssim::models
