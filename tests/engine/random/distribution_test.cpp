// Laws of times: means and variances against their formulas, quantiles against forty-digit values.
#include "engine/random/distribution.hpp"

#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <ostream>
#include <vector>

namespace ocssim {

std::ostream& operator<<(std::ostream& out, const ServiceTime& law) {
  return out << "family " << static_cast<int>(law.family) << ", mean " << law.mean << ", shape "
             << law.shape;
}

namespace {

class Law : public testing::TestWithParam<ServiceTime> {};

/// Mean and scv within four standard errors; that of the variance from the sample's fourth moment.
TEST_P(Law, HasItsMeanAndItsVariance) {
  const ServiceTime law = GetParam();
  const Stream stream(20260101, "law", 0);
  constexpr std::uint64_t count = 400000;
  double mean = 0.0;
  double second = 0.0;
  double fourth = 0.0;
  for (std::uint64_t n = 0; n < count; ++n) {
    const double deviation = law.sample(stream.draw(n, 0), n % 4) - law.mean;
    const double square = deviation * deviation;
    mean += deviation / count;
    second += square / count;
    fourth += square * square / count;
  }
  const double variance = law.scv() * law.mean * law.mean;
  EXPECT_NEAR(mean, 0.0, 4.0 * std::sqrt(variance / count));
  EXPECT_NEAR(second, variance, 4.0 * std::sqrt((fourth - second * second) / count));
}

INSTANTIATE_TEST_SUITE_P(Families, Law,
                         testing::Values(ServiceTime{Family::deterministic, 0.25, 0.0},
                                         ServiceTime{Family::exponential, 2.0, 0.0},
                                         ServiceTime{Family::uniform, 3.0, 0.5},
                                         ServiceTime{Family::uniform, 1.0, 1.0},
                                         ServiceTime{Family::lognormal, 50.0, 0.3},
                                         ServiceTime{Family::lognormal, 50.0, 1.0},
                                         ServiceTime{Family::erlang_k, 1.0, 1.0},
                                         ServiceTime{Family::erlang_k, 0.01, 2.0},
                                         ServiceTime{Family::erlang_k, 7.0, 9.0},
                                         ServiceTime{Family::erlang_k, 1.0, 100.0}));

TEST(Distribution, ExponentialTailIsTheNumberItself) {
  EXPECT_DOUBLE_EQ(exponential(1.0, 0.5), 0.69314718055994530942);
  EXPECT_DOUBLE_EQ(exponential(4.0, 0.01), 4.0 * 4.6051701859880913680);
  EXPECT_DOUBLE_EQ(exponential(1.0, 0x1p-54), 54.0 * 0.69314718055994530942);
}

TEST(Distribution, LognormalMedianIsBelowTheMeanByHalfTheVariance) {
  EXPECT_DOUBLE_EQ(lognormal(50.0, 1.0, 0.5), 50.0 * 0.60653065971263342360);  // e^(-1/2)
  EXPECT_DOUBLE_EQ(lognormal(50.0, 0.0, 0.9), 50.0);
}

struct ErlangQuantile {
  unsigned stages;
  double u;
  double x;  // of mean 1
};

// Roots of the regularized upper incomplete gamma function, by mpmath 1.3 with 90 digits.
const std::vector<ErlangQuantile> erlang_quantiles = {
    {2, 0.5, 0.83917349500833032671},    {2, 1e-12, 15.5499365978845753},
    {2, 0.999, 0.022701008884744788646}, {3, 0.1, 1.7741067792780699414},
    {4, 0.5, 0.91801518721272402599},    {4, 0.001, 3.2655601947970176776},
    {10, 0.9, 0.62213046052250324459},   {10, 1e-9, 4.1739562180846856266},
    {50, 0.5, 0.99334129235988455754},   {100, 0.01, 1.2472256149072080742},
    {100, 0.99, 0.7821598305379582942},
};

TEST(Distribution, ErlangQuantilesAgreeWithNinetyDigits) {
  for (const ErlangQuantile& known : erlang_quantiles) {
    EXPECT_NEAR(erlang_k(known.stages, 1.0, known.u) / known.x, 1.0, 1e-13)
        << known.stages << " stages, u = " << known.u;
  }
}

TEST(Distribution, ErlangDecreasesInItsNumberDownToTheEnds) {
  for (const unsigned stages : {2u, 5u, 30u}) {
    double before = erlang_k(stages, 1.0, 0x1p-54);
    for (int i = 1; i < 4000; ++i) {
      const double here = erlang_k(stages, 1.0, i / 4000.0);
      ASSERT_LT(here, before) << stages << " stages, u = " << i / 4000.0;
      before = here;
    }
    const double last = erlang_k(stages, 1.0, 1.0 - 0x1p-53);
    EXPECT_GE(last, 0.0);
    EXPECT_LT(last, before);
  }
}

}  // namespace
}  // namespace ocssim
