// Our own exponential and logarithm against those of the C library, which are good to 1 ulp.
#include "models/theory/real_functions.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>

namespace ocssim::models {
namespace {

TEST(RealFunctions, ExponentialIsRightToAFewUlp) {
  for (double x = -700.0; x < 700.0; x += 0.37) {
    EXPECT_NEAR(natural_exp(x), std::exp(x), 1e-15 * std::exp(x)) << x;
  }
  EXPECT_EQ(natural_exp(0.0), 1.0);
  EXPECT_EQ(natural_exp(-1e300), 0.0);
  EXPECT_EQ(natural_exp(-std::numeric_limits<double>::infinity()), 0.0);
  EXPECT_EQ(natural_exp(710.0), std::numeric_limits<double>::infinity());
}

TEST(RealFunctions, LogarithmIsRightToAFewUlpAlsoNearOne) {
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    EXPECT_NEAR(natural_log(x), std::log(x), 1e-15 * std::abs(std::log(x))) << x;
  }
  for (double d = 1e-15; d < 0.5; d *= 1.9) {
    EXPECT_NEAR(natural_log(1.0 + d), std::log(1.0 + d), 1e-15 * std::log(1.0 + d)) << d;
    EXPECT_NEAR(natural_log(1.0 - d), std::log(1.0 - d), -1e-15 * std::log(1.0 - d)) << d;
  }
  EXPECT_EQ(natural_log(1.0), 0.0);
  EXPECT_EQ(natural_log(0.0), -std::numeric_limits<double>::infinity());
  EXPECT_THROW((void)natural_log(-1.0), std::domain_error);
}

TEST(RealFunctions, DifferencesFromOneKeepTheirDigits) {
  for (double x = 1e-18; x < 20.0; x *= 1.3) {
    EXPECT_NEAR(exp_minus_one(x), std::expm1(x), 2e-15 * std::expm1(x)) << x;
    EXPECT_NEAR(exp_minus_one(-x), std::expm1(-x), -2e-15 * std::expm1(-x)) << x;
  }
}

TEST(RealFunctions, PowersOfRanks) {
  for (const double exponent : {-1.2, -0.8, 0.2, 3.0, 0.0}) {
    for (double rank = 1.0; rank < 2e6; rank *= 1.5) {
      const double expected = std::pow(rank, exponent);
      EXPECT_NEAR(power(rank, exponent), expected, 1e-14 * expected) << rank << " " << exponent;
    }
  }
}

}  // namespace
}  // namespace ocssim::models
