// Our elementary functions against long double, and their very bits.
#include "engine/random/elementary.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
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

TEST(Elementary, LogIsAccurateTo0p53UlpOnUniformNumbers) {
  std::mt19937_64 random(1);
  long double worst = 0;
  for (int n = 0; n < 2'000'000; ++n) {
    const double x = uniform(random);
    worst = std::max(worst, ulps(log(x), std::log(static_cast<long double>(x))));
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LT(worst, 0.53L);
}

TEST(Elementary, LogIsAccurateTo0p53UlpNearOneAndOverAllExponents) {
  std::mt19937_64 random(2);
  long double worst = 0;
  for (int n = 0; n < 1'000'000; ++n) {
    const double near = 1.0 + (uniform(random) - 0.5) * std::ldexp(1.0, -(n % 50));
    worst = std::max(worst, ulps(log(near), std::log(static_cast<long double>(near))));
    const double any = std::ldexp(1.0 + uniform(random), n % 2046 - 1022);
    worst = std::max(worst, ulps(log(any), std::log(static_cast<long double>(any))));
  }
  EXPECT_LT(worst, 0.53L);
}

TEST(Elementary, ExpIsAccurateTo0p53Ulp) {
  std::mt19937_64 random(3);
  long double worst = 0;
  for (int n = 0; n < 2'000'000; ++n) {
    const double x = (uniform(random) - 0.5) * (n % 2 == 0 ? 1400.0 : 4.0);
    worst = std::max(worst, ulps(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 0.53L);
}

TEST(Elementary, ExpKeepsItsLastPlaceAmongSubnormalResults) {
  std::mt19937_64 random(6);
  long double worst = 0;
  for (int n = 0; n < 500'000; ++n) {
    const double x = -745.0 + 45.0 * uniform(random);
    worst = std::max(worst, ulps(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 0.53L);
}

TEST(Elementary, PowIsAccurateTo0p53Ulp) {
  std::mt19937_64 random(4);
  long double worst = 0;
  for (int n = 0; n < 1'000'000; ++n) {
    const double x =
        n % 2 == 0 ? 3.0 * uniform(random) : std::ldexp(uniform(random), n % 600 - 300);
    const double y = (uniform(random) - 0.5) * (n % 3 == 0 ? 1000.0 : 6.0);
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (exact > 1e307L || exact < 1e-300L) continue;
    worst = std::max(worst, ulps(pow(x, y), exact));
  }
  EXPECT_LT(worst, 0.53L);
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
  std::uint64_t exp_minus;  // of -x
  std::uint64_t pow;        // x to the power of 0.7
};

// Correctly rounded values by mpmath 1.3 with 90 digits; an error of up to 0.53 ulp may miss one,
// and on any machine with IEEE 754 arithmetic these are met.
constexpr std::array<Bits, 27> fixed_bits{{
    {0x0.0000000000001p-1022, 0xC0874385446D71C3, 0x3FF0000000000000, 0x3FF0000000000000,
     0x10F2611186BAE720},
    {0x0.012688b70e62bp-1022, 0xC0864E69394D9508, 0x3FF0000000000000, 0x3FF0000000000000,
     0x12E1A66C1E139F6F},
    {0x1.0000000000000p-1022, 0xC086232BDD7ABCD2, 0x3FF0000000000000, 0x3FF0000000000000,
     0x1338406003B2AF33},
    {0x1.56e1fc2f8f359p-997, 0xC085963447F87FB5, 0x3FF0000000000000, 0x3FF0000000000000,
     0x14550A6110D6AA6E},
    {0x1.0000000000000p-54, 0xC042B708872320E2, 0x3FF0000000000000, 0x3FF0000000000000,
     0x3D92611186BAE67D},
    {0x1.12e0be826d695p-30, 0xC034B927F32BFFB8, 0x3FF000000044B830, 0x3FEFFFFFFF768FA1,
     0x3EA0D12A61D3698F},
    {0x1.a36e2eb1c432dp-14, 0xC0226BB1BBB55515, 0x3FF00068DCE3484E, 0x3FEFFF2E4B97D31D,
     0x3F59F7861B7937A3},
    {0x1.0624dd2f1a9fcp-10, 0xC01BA18A998FFFA0, 0x3FF0041919B7EE34, 0x3FEFF7CFE56F1A9E,
     0x3F8044914F3C02B2},
    {0x1.47ae147ae147bp-7, 0xC0126BB1BBB55515, 0x3FF0292A5D2F2226, 0x3FEFAE7CFD2B9CFE,
     0x3FA46211FF90EA2A},
    {0x1.999999999999ap-5, 0xC007F7427B73E391, 0x3FF0D201A422A433, 0x3FEE7078B0A726A6,
     0x3FBF7150B06B77B7},
    {0x1.999999999999ap-4, 0xC0026BB1BBB55515, 0x3FF1AEC7B35A00D4, 0x3FECF46D99D52B3A,
     0x3FC98A13577C93C1},
    {0x1.0000000000000p-2, 0xBFF62E42FEFA39EF, 0x3FF48B5E3C3E8186, 0x3FE8EBEF9EAC820B,
     0x3FD8406003B2AE5D},
    {0x1.3333333333333p-2, 0xBFF34378FCBDA721, 0x3FF599058C8C1A96, 0x3FE7B4C869C37C05,
     0x3FDB8D809C615F41},
    {0x1.6000000000000p-1, 0xBFD7FAFA3BD8151C, 0x3FFFD1DE6182F8C9, 0x3FE017323FD90020,
     0x3FE89E090D20617A},
    {0x1.6666666666666p-1, 0xBFD6D3C324E13F50, 0x40001C2A61268987, 0x3FDFC80DB9DD5542,
     0x3FE8EE06AA5599B0},
    {0x1.ccccccccccccdp-1, 0xBFBAF8E8210A415C, 0x4003AD44655C78BC, 0x3FDA053CC0086E1E,
     0x3FEDB9900D983DD4},
    {0x1.fae147ae147aep-1, 0xBF8495453E6FD4BC, 0x400587A5F064DCF9, 0x3FD7C7E999F9513C,
     0x3FEFC691D1E70402},
    {0x1.fdf3b645a1cacp-1, 0xBF706AB70D2F80D0, 0x4005A8D1477AF341, 0x3FD7A37E909F4830,
     0x3FEFE90C71EFB0FF},
    {0x1.fffffffffffffp-1, 0xBCA0000000000000, 0x4005BF0A8B145769, 0x3FD78B56362CEF39,
     0x3FEFFFFFFFFFFFFF},
    {0x1.0000000000001p+0, 0x3CAFFFFFFFFFFFFF, 0x4005BF0A8B14576B, 0x3FD78B56362CEF36,
     0x3FF0000000000001},
    {0x1.01cac083126e9p+0, 0x3F7C92760DE12CC4, 0x4005E625ADDEAC3E, 0x3FD7614AF085F580,
     0x3FF0140CA4CE78E5},
    {0x1.6000000000000p+0, 0x3FD4618BC21C5EC2, 0x400FA3FF43D0EAF9, 0x3FD02E8620C7602C,
     0x3FF3FED7E3D66875},
    {0x1.8000000000000p+0, 0x3FD9F323ECBF984C, 0x4011ED3FE64FC541, 0x3FCC8F87724B5C1D,
     0x3FF5404FF1810326},
    {0x1.5bf0a8b145769p+1, 0x3FF0000000000000, 0x402E4EFB75E4527A, 0x3FB0E49787E20548,
     0x40001C2A61268986},
    {0x1.4800000000000p+3, 0x40029E43C6118F56, 0x40DB9EA2AED2A0F1, 0x3F02899A7A835446,
     0x401465A306E2FCFF},
    {0x1.edd2f1a9fbe77p+6, 0x401343774F3E2362, 0x4B11428E1CBC0143, 0x34CDA9FB9E4EE720,
     0x403D1C70B8604E3F},
    {0x1.62e3d70a3d70ap+9, 0x401A4283947AD848, 0x7FEFE9CE5C4C52B4, 0x000402C8225EC681,
     0x4058C235AF8730D7},
}};

TEST(Elementary, BitsAreTheSameEverywhere) {
  for (const Bits& bits : fixed_bits) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(log(bits.x)), bits.log) << bits.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exp(bits.x)), bits.exp) << bits.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(exp(-bits.x)), bits.exp_minus) << bits.x;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(pow(bits.x, 0.7)), bits.pow) << bits.x;
  }
}

struct Quantile {
  double p;
  double z;
};

// Roots of erfc by mpmath 1.3 with 90 digits, for the very double p.
constexpr std::array<Quantile, 31> quantiles{{
    {0x1.56e1fc2f8f359p-997, -37.047096299361199237},
    {0x1.bff2ee48e0530p-333, -21.273453560965324294},
    {0x1.79ca10c924223p-67, -9.2623400897984075796},
    {0x1.0000000000000p-54, -8.2923610758135955382},
    {0x1.19799812dea11p-40, -7.0344838253011319326},
    {0x1.12e0be826d695p-30, -5.9978070150076868614},
    {0x1.0c6f7a0b5ed8dp-20, -4.7534243088228989573},
    {0x1.a36e2eb1c432dp-14, -3.7190164854556805523},
    {0x1.0624dd2f1a9fcp-10, -3.0902323061678135354},
    {0x1.47ae147ae147bp-7, -2.3263478740408410931},
    {0x1.999999999999ap-6, -1.9599639845400542118},
    {0x1.999999999999ap-5, -1.644853626951472688},
    {0x1.2f1a9fbe76c8bp-4, -1.4466320671589785099},
    {0x1.374bc6a7ef9dbp-4, -1.4325027208258116188},
    {0x1.999999999999ap-4, -1.2815515655446004353},
    {0x1.0000000000000p-2, -0.6744897501960817432},
    {0x1.3333333333333p-2, -0.52440051270804081597},
    {0x1.ccccccccccccdp-2, -0.12566134685507400616},
    {0x1.fef9db22d0e56p-2, -0.0025066308995717662317},
    {0x1.0083126e978d5p-1, 0.0025066308995717662317},
    {0x1.3333333333333p-1, 0.25334710313579974132},
    {0x1.8000000000000p-1, 0.6744897501960817432},
    {0x1.ccccccccccccdp-1, 1.2815515655446005935},
    {0x1.d916872b020c5p-1, 1.43250272082581191},
    {0x1.da1cac083126fp-1, 1.446632067158978807},
    {0x1.e666666666666p-1, 1.6448536269514722843},
    {0x1.f333333333333p-1, 1.9599639845400538556},
    {0x1.fd70a3d70a3d7p-1, 2.5758293035489004539},
    {0x1.fff2e48e8a71ep-1, 3.7190164854557083867},
    {0x1.fffffff800000p-1, 6.0093535655307438932},
    {0x1.fffffffffffffp-1, 8.2095361516013868556},
}};

TEST(Elementary, NormalQuantilesAgreeWithNinetyDigits) {
  for (const Quantile& known : quantiles) {
    EXPECT_NEAR(normal_quantile(known.p) / known.z, 1.0, 1e-15) << known.p;
  }
}

}  // namespace
}  // namespace ocssim::elementary
