// What is printed reads back to the same value, and reads well.
#include "scenarios/document/quantity_format.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;

TEST(QuantityFormat, TimesReadAsPeopleSayThem) {
  EXPECT_EQ(format_duration(20min), "20 min");
  EXPECT_EQ(format_duration(90min), "1 h 30 min");
  EXPECT_EQ(format_duration(120min), "2 h");
  EXPECT_EQ(format_duration(36h), "1 d 12 h");
  EXPECT_EQ(format_duration(100ms), "100 ms");
  EXPECT_EQ(format_duration(1500ms), "1.5 s");
  EXPECT_EQ(format_duration(1500us), "1.5 ms");
  EXPECT_EQ(format_duration(60s + 250ms), "1 min 250 ms");
  EXPECT_EQ(format_duration(Duration(1001)), "1.001 us");
  EXPECT_EQ(format_duration(Duration(0)), "0 s");
}

TEST(QuantityFormat, SizesTakeTheLargestExactUnit) {
  EXPECT_EQ(format_size(12ULL << 30U), "12 GiB");
  EXPECT_EQ(format_size(4'000'000'000U), "4 GB");
  EXPECT_EQ(format_size(1536), "1536 B");
  EXPECT_EQ(format_size(0), "0 B");
}

TEST(QuantityFormat, RealsKeepTheirWrittenDigits) {
  EXPECT_EQ(format_frequency(2.33e9), "2.33 GHz");
  EXPECT_EQ(format_bandwidth(250e6), "250 Mbps");
  EXPECT_EQ(format_byte_rate(60e6), "60 MB/s");
  EXPECT_EQ(format_fraction(0.05), "5 %");
  EXPECT_EQ(format_fraction(0.999), "99.9 %");
  EXPECT_EQ(format_user_rate(2.0 / 3600.0), "2 / user / hour");
  EXPECT_EQ(format_rate(13.9), "13.9 / s");
  EXPECT_EQ(format_megacycles(150.0), "150 Mcycles");
  EXPECT_EQ(format_key_bits(2048), "2048 bits");
  EXPECT_EQ(format_multiple(3.0), "x3");
}

/// Numbers of all magnitudes from one generator (Knuth's MMIX constants).
class Numbers {
 public:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> (state_ >> 58U);
  }

 private:
  std::uint64_t state_ = 42;
};

TEST(QuantityFormat, WholeQuantitiesRoundTrip) {
  Numbers numbers;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t whole = numbers.next();
    const Duration duration{static_cast<std::int64_t>(whole >> 1U)};
    EXPECT_EQ(parse_duration(format_duration(duration)).value(), duration);
    EXPECT_EQ(parse_size(format_size(whole)).value(), whole);
    EXPECT_EQ(parse_count(format_count(whole)).value(), whole);
  }
  EXPECT_EQ(parse_duration(format_duration(Duration::max())).value(), Duration::max());
}

TEST(QuantityFormat, RealQuantitiesRoundTripBitForBit) {
  Numbers numbers;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = numbers.next();
    const double value = static_cast<double>(bits >> 11U) / 4096.0;
    EXPECT_EQ(parse_fraction(format_fraction(value)).value(), value);
    EXPECT_EQ(parse_rate(format_rate(value)).value(), value);
    EXPECT_EQ(parse_user_rate(format_user_rate(value)).value(), value);
    EXPECT_EQ(parse_frequency(format_frequency(value)).value(), value);
    EXPECT_EQ(parse_bandwidth(format_bandwidth(value)).value(), value);
    EXPECT_EQ(parse_byte_rate(format_byte_rate(value)).value(), value);
    EXPECT_EQ(parse_megacycles(format_megacycles(value)).value(), value);
    EXPECT_EQ(parse_multiple(format_multiple(value)).value(), value);
  }
}

TEST(QuantityFormat, EveryExampleIsItsOwnCanonicalForm) {
  for (const auto dimension :
       {Dimension::duration, Dimension::size, Dimension::fraction, Dimension::rate,
        Dimension::user_rate, Dimension::frequency, Dimension::bandwidth, Dimension::byte_rate,
        Dimension::cycles, Dimension::key_bits, Dimension::number}) {
    const auto quantity = parse_quantity(example_of(dimension), dimension);
    ASSERT_TRUE(quantity.has_value());
    EXPECT_EQ(parse_quantity(format_quantity(*quantity), dimension)->value, quantity->value);
  }
}

}  // namespace
}  // namespace ocssim::scenarios
