// Our elementary functions against long double, and their very bits.
#include "engine/random/elementary.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace ocssim::elementary {
namespace {

/// Distance of `got` from the exact value in units of the last place of the exact value.
long double ulps(double got, long double exact) {
  const double nearest = static_cast<double>(exact);
  const double next = std::nextafter(std::abs(nearest), HUGE_VAL);
  const long double unit = static_cast<long double>(next) - std::abs(nearest);
  return std::abs(static_cast<long double>(got) - exact) / unit;
}

double uniform(std::mt19937_64& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1.0p-53;
}

TEST(Elementary, LogIsWithinOneUlpOnUniformNumbers) {
  std::mt19937_64 random(1);
  long double worst = 0;
  for (int n = 0; n < 2'000'000; ++n) {
    const double x = uniform(random);
    worst = std::max(worst, ulps(log(x), std::log(static_cast<long double>(x))));
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LT(worst, 1.0L);
}

TEST(Elementary, LogIsWithinOneUlpNearOneAndOverAllExponents) {
  std::mt19937_64 random(2);
  long double worst = 0;
  for (int n = 0; n < 1'000'000; ++n) {
    const double near = 1.0 + (uniform(random) - 0.5) * std::ldexp(1.0, -(n % 50));
    worst = std::max(worst, ulps(log(near), std::log(static_cast<long double>(near))));
    const double any = std::ldexp(1.0 + uniform(random), n % 2046 - 1022);
    worst = std::max(worst, ulps(log(any), std::log(static_cast<long double>(any))));
  }
  EXPECT_LT(worst, 1.0L);
}

TEST(Elementary, ExpIsWithinOneUlp) {
  std::mt19937_64 random(3);
  long double worst = 0;
  for (int n = 0; n < 2'000'000; ++n) {
    const double x = (uniform(random) - 0.5) * (n % 2 == 0 ? 1400.0 : 4.0);
    worst = std::max(worst, ulps(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 1.0L);
}

TEST(Elementary, PowIsWithinOneUlp) {
  std::mt19937_64 random(4);
  long double worst = 0;
  for (int n = 0; n < 1'000'000; ++n) {
    const double x = n % 2 == 0 ? 3.0 * uniform(random) : std::ldexp(uniform(random), n % 600 - 300);
    const double y = (uniform(random) - 0.5) * (n % 3 == 0 ? 1000.0 : 6.0);
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (exact > 1e307L || exact < 1e-300L) continue;
    worst = std::max(worst, ulps(pow(x, y), exact));
  }
  EXPECT_LT(worst, 1.0L);
}

TEST(Elementary, NormalQuantileInvertsTheDistributionTo2e15) {
  std::mt19937_64 random(5);
  long double worst = 0;
  for (int n = 0; n < 300'000; ++n) {
    const double p = n % 3 == 0 ? uniform(random) * std::ldexp(1.0, -(n % 900)) : uniform(random);
    const double z = normal_quantile(p);
    if (z == 0.0) continue;
    // One Newton step in long double from z gives the exact quantile to more than double precision.
    const long double root_half = 0.70710678118654752440L;
    const long double lz = z;
    const long double phi = 0.39894228040143267794L * std::exp(-0.5L * lz * lz);
    const long double tail = 0.5L * std::erfc(std::abs(lz) * root_half);
    const long double target =
        z < 0 ? static_cast<long double>(p) : 1.0L - static_cast<long double>(p);
    const long double exact = std::abs(lz) + (tail - target) / phi;
    // Where 1 - p is near one half the quantile is near zero; AS 241 is relative to q there.
    worst = std::max(worst, std::abs(std::abs(lz) - exact) / exact);
  }
  RecordProperty("worst_relative", std::to_string(static_cast<double>(worst) * 1e15) + "e-15");
  EXPECT_LT(worst, 2e-15L);
}

TEST(Elementary, SpecialValues) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(log(0.0), -infinity);
  EXPECT_EQ(log(infinity), infinity);
  EXPECT_TRUE(std::isnan(log(-1.0)));
  EXPECT_EQ(log(1.0), 0.0);
  EXPECT_NEAR(log(0x1p-1074), -744.4400719213812, 1e-12);
  EXPECT_EQ(exp(0.0), 1.0);
  EXPECT_EQ(exp(-800.0), 0.0);
  EXPECT_EQ(exp(800.0), infinity);
  EXPECT_GT(exp(-745.0), 0.0);
  EXPECT_TRUE(std::isnan(exp(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(pow(0.0, 2.0), 0.0);
  EXPECT_EQ(pow(0.0, -2.0), infinity);
  EXPECT_EQ(pow(5.0, 0.0), 1.0);
  EXPECT_EQ(pow(2.0, 10.0), 1024.0);
  EXPECT_EQ(pow(2.0, 5000.0), infinity);
  EXPECT_EQ(pow(2.0, -5000.0), 0.0);
  EXPECT_TRUE(std::isnan(pow(-2.0, 3.0)));
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_EQ(normal_quantile(0.0), -infinity);
  EXPECT_TRUE(std::isnan(normal_quantile(1.5)));
}

TEST(Elementary, LogAndExpNeverDecrease) {
  double before_log = log(0.9);
  double before_exp = exp(0.3);
  for (double x = 0.9; x < 0.9 + 2e-11; x = std::nextafter(x, 2.0)) {
    ASSERT_GE(log(x), before_log);
    before_log = log(x);
  }
  for (double x = 0.3; x < 0.3 + 5e-12; x = std::nextafter(x, 2.0)) {
    ASSERT_GE(exp(x), before_exp);
    before_exp = exp(x);
  }
}

struct Bits {
  double x;
  std::uint64_t log;
  std::uint64_t exp;
  std::uint64_t pow;       // x to the power of 0.7
  std::uint64_t quantile;  // of x, when in (0, 1)
};

// The same on every machine and compiler: written once by this program with g++ 12, -O2.
constexpr std::array<Bits, 20> fixed_bits{{
    {1e-300, 0xC085963447F87FB5, 0x3FF0000000000000, 0x14550A6110D6AA6E, 0xC04286074064C26E},
    {9.9999999999999998e-17, 0xC0426BB1BBB55516, 0x3FF0000000000000, 0x3D9BBFF2BA33BF8D, 0xC02071B4C29E9B5A},
    {1.1102230246251565e-16, 0xC0425E4F7B2737FA, 0x3FF0000000000000, 0x3D9DDB680117AB20, 0xC0206B48528CEA51},
    {1.0000000000000001e-09, 0xC034B927F32BFFB8, 0x3FF000000044B830, 0x3EA0D12A61D3698F, 0xC017FDC11F44B5A7},
    {0.0001, 0xC0226BB1BBB55515, 0x3FF00068DCE3484E, 0x3F59F7861B7937A4, 0xC00DC08BB712893A},
    {0.001, 0xC01BA18A998FFFA0, 0x3FF0041919B7EE34, 0x3F8044914F3C02B2, 0xC008B8CBB7204470},
    {0.01, 0xC0126BB1BBB55516, 0x3FF0292A5D2F2226, 0x3FA46211FF90EA2A, 0xC0029C5C4630FF0E},
    {0.050000000000000003, 0xC007F7427B73E391, 0x3FF0D201A422A433, 0x3FBF7150B06B77B7, 0xBFFA515209676ABD},
    {0.10000000000000001, 0xC0026BB1BBB55515, 0x3FF1AEC7B35A00D4, 0x3FC98A13577C93C0, 0xBFF4813C36E26D34},
    {0.25, 0xBFF62E42FEFA39EF, 0x3FF48B5E3C3E8186, 0x3FD8406003B2AE5D, 0xBFE5956B87528A49},
    {0.29999999999999999, 0xBFF34378FCBDA721, 0x3FF599058C8C1A96, 0x3FDB8D809C615F41, 0xBFE0C7E39582C5FA},
    {0.50000009999999995, 0xBFE62E42939A7039, 0x3FFA6129BA5FF3E2, 0x3FE3B2C4AA440416, 0x3E90D25AC5F0E9C9},
    {0.69999999999999996, 0xBFD6D3C324E13F50, 0x40001C2A61268987, 0x3FE8EE06AA5599B0, 0x3FE0C7E39582C5FA},
    {0.90000000000000002, 0xBFBAF8E8210A415C, 0x4003AD44655C78BC, 0x3FEDB9900D983DD4, 0x3FF4813C36E26D34},
    {0.94999999999999996, 0xBFAA431D5BCC193E, 0x4004AF888BBDB3F0, 0x3FEEDF14E5387C05, 0x3FFA515209676AB8},
    {0.98999999999999999, 0xBF8495453E6FD4BC, 0x400587A5F064DCFA, 0x3FEFC691D1E70402, 0x40029C5C4630FF0C},
    {0.999, 0xBF5064670D979B73, 0x4005B97A17D41192, 0x3FEFFA43C5F738F0, 0x4008B8CBB7204470},
    {1.5, 0x3FD9F323ECBF984C, 0x4011ED3FE64FC541, 0x3FF5404FF1810326, 0x0000000000000000},
    {10.25, 0x40029E43C6118F56, 0x40DB9EA2AED2A0F2, 0x401465A306E2FCFF, 0x0000000000000000},
    {123.456, 0x401343774F3E2362, 0x4B11428E1CBC0143, 0x403D1C70B8604E3F, 0x0000000000000000},
}};

TEST(Elementary, BitsAreTheSameEverywhere) {
  for (const Bits& bits : fixed_bits) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(log(bits.x)), bits.log) << bits.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exp(bits.x)), bits.exp) << bits.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(pow(bits.x, 0.7)), bits.pow) << bits.x;
    if (bits.x < 1.0) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(normal_quantile(bits.x)), bits.quantile) << bits.x;
    }
  }
}

}  // namespace
}  // namespace ocssim::elementary
