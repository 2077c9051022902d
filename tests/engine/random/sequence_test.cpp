// Numbers in order are those of the stream; the ziggurat's are exponential.
#include "engine/random/sequence.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

TEST(Sequence, TakesTheBlocksOfItsEntityInOrder) {
  const Stream stream(7, "test.sequence", 3);
  Sequence sequence(stream, 5);
  for (std::uint64_t block = 0; block < 3; ++block) {
    for (const std::uint64_t bits : stream.draw(5, block).bits) EXPECT_EQ(sequence.bits(), bits);
  }
}

TEST(Sequence, TheZigguratHasTheMomentsOfTheExponentialLaw) {
  // Moment k is k!, the variance of x^k is (2k)! − k!².
  Sequence sequence(Stream(1, "test.ziggurat", 0), 0);
  constexpr int count = 2'000'000;
  std::array<double, 4> sums{};
  for (int n = 0; n < count; ++n) {
    const double x = sequence.exponential();
    ASSERT_GE(x, 0.0);
    double power = 1.0;
    for (double& sum : sums) sum += power *= x;
  }
  const std::array<double, 4> moments = {1, 2, 6, 24};
  const std::array<double, 4> variances = {1, 20, 684, 39744};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(sums[k] / count, moments[k], 4.0 * std::sqrt(variances[k] / count)) << k + 1;
  }
}

TEST(Sequence, TheZigguratIsExponentialEverywhere) {
  // Kolmogorov and Smirnov: sup |F_n − F| · √n is above 1.95 once in 1,000; the tail beyond the
  // last layer, 7.697, holds 4.54e-4 of all.
  Sequence sequence(Stream(2, "test.ziggurat", 0), 0);
  constexpr int count = 1'000'000;
  std::vector<double> values(count);
  for (double& value : values) value = sequence.exponential();
  std::sort(values.begin(), values.end());
  double distance = 0.0;
  for (int n = 0; n < count; ++n) {
    const double f = -std::expm1(-values[static_cast<std::size_t>(n)]);
    distance = std::max({distance, f - n / double{count}, (n + 1) / double{count} - f});
  }
  EXPECT_LT(distance * std::sqrt(count), 1.95);
  const auto beyond = static_cast<double>(
      values.end() - std::upper_bound(values.begin(), values.end(), 7.69711747013104972));
  const double expected = count * std::exp(-7.69711747013104972);
  EXPECT_NEAR(beyond, expected, 4.0 * std::sqrt(expected));
}

}  // namespace
}  // namespace ocssim
