// Decimals stay exact between text and number.
#include "scenarios/document/decimal.hpp"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>

namespace ocssim::scenarios {
namespace {

Decimal scan(std::string_view text) {
  const auto scanned = scan_decimal(text);
  EXPECT_TRUE(scanned.has_value()) << text;
  EXPECT_EQ(scanned->length, text.size()) << text;
  return scanned->value;
}

TEST(Decimal, TenthOfASecondIsExactlyAHundredMillionNanoseconds) {
  EXPECT_EQ(*scan("0.1").times(1'000'000'000), 100'000'000U);
}

TEST(Decimal, ProductsBeyond64BitsAreExactBeforeTheyAreJudged) {
  // 18446744073709551615e-3 · 1000 = 2^64 - 1 although mantissa · factor needs 74 bits.
  EXPECT_EQ(*scan("18446744073709551.615").times(1000), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(scan("18446744073709552").times(1000).error(), Decimal::Fault::too_large);
}

TEST(Decimal, FractionsOfTheBaseUnitAreRefused) {
  EXPECT_EQ(scan("0.5").times(1).error(), Decimal::Fault::not_whole);
  EXPECT_EQ(scan("1e-400").times(1000).error(), Decimal::Fault::not_whole);
  EXPECT_EQ(*scan("0e-400").times(1000), 0U);
}

TEST(Decimal, HugeExponentsEndAtOnce) {
  EXPECT_EQ(scan("1e99999999999").times(1).error(), Decimal::Fault::too_large);
  EXPECT_EQ(scan("1e400").scaled_by_power(0), std::nullopt);
  EXPECT_EQ(scan("1e-400").scaled_by_power(0), 0.0);
}

TEST(Decimal, ScalingByPowersOfTenRoundsOnce) {
  EXPECT_EQ(*scan("2.33").scaled_by_power(9), 2.33e9);
  EXPECT_EQ(*scan("99.9").scaled_by_power(-2), 0.999);
  EXPECT_EQ(*scan("0.07").scaled_by_power(-2), 0.0007);
}

TEST(Decimal, ZerosAtTheEndOfAFractionCostNoDigits) {
  EXPECT_EQ(*scan("0.5000000000000000000000000000000").times(2), 1U);
}

TEST(Decimal, MoreThanNineteenDigitsAreRefused) {
  EXPECT_EQ(scan_decimal("123456789012345678901").error(), DecimalFault::too_many_digits);
}

TEST(Decimal, PointNeedsDigitsOnBothSides) {
  EXPECT_FALSE(scan_decimal(".5").has_value());
  EXPECT_FALSE(scan_decimal("5.").has_value());
  EXPECT_FALSE(scan_decimal("").has_value());
}

TEST(Decimal, ExponentWithoutDigitsBelongsToTheUnit) {
  const auto scanned = scan_decimal("5e");
  ASSERT_TRUE(scanned.has_value());
  EXPECT_EQ(scanned->length, 1U);
}

TEST(Decimal, ShortestTextReadsBackToTheSameDouble) {
  std::uint64_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX generator
    const double value =
        std::ldexp(static_cast<double>(state >> 11U), static_cast<int>(state % 200) - 150);
    EXPECT_EQ(std::strtod(shortest_text(value).c_str(), nullptr), value);
    EXPECT_EQ(std::strtod(shifted_text(value, 0).c_str(), nullptr), value);
  }
}

TEST(Decimal, ShortestTextWritesWholeNumbersPlainly) {
  EXPECT_EQ(shortest_text(100000.0), "100000");
  EXPECT_EQ(shortest_text(-0.0), "0");
  EXPECT_EQ(shortest_text(0.1), "0.1");
  EXPECT_EQ(shortest_text(1e300), "1e+300");
}

TEST(Decimal, ShiftedTextMovesThePointWithoutRounding) {
  EXPECT_EQ(shifted_text(0.05, 2), "5");
  EXPECT_EQ(shifted_text(0.999, 2), "99.9");
  EXPECT_EQ(shifted_text(2.33e9, -9), "2.33");
  EXPECT_EQ(shifted_text(0.0, 2), "0");
  EXPECT_EQ(shifted_text(1.0, -3), "0.001");
  EXPECT_EQ(shifted_text(123.0, 2), "12300");
}

}  // namespace
}  // namespace ocssim::scenarios
