#include "reports/figures.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace ocssim::reports {
namespace {

TEST(Figures, GroupThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Figures, ScaleTimesByTheirSize) {
  EXPECT_EQ(quantity_text(0.0, "s"), "0 s");
  EXPECT_EQ(quantity_text(25e-6, "s"), "25 µs");
  EXPECT_EQ(quantity_text(0.0123, "s"), "12.3 ms");
  EXPECT_EQ(quantity_text(1.5, "s"), "1.50 s");
  EXPECT_EQ(quantity_text(1800.0, "s"), "30 min");
  EXPECT_EQ(quantity_text(7200.0, "s"), "2 h");
  EXPECT_EQ(quantity_text(864000.0, "s"), "10 days");
  EXPECT_EQ(quantity_text(2.4e9, "s"), "76.1 years");
}

TEST(Figures, FractionsArePercentWithoutBinaryNoise) {
  EXPECT_EQ(quantity_text(0.8, "1"), "80 %");
  EXPECT_EQ(quantity_text(0.07, "1"), "7 %");
  EXPECT_EQ(quantity_text(1.0, "1"), "100 %");
}

TEST(Figures, ShowHowFarAShareIsFromAll) {
  EXPECT_EQ(quantity_text(0.99972, "1"), "99.972 %");
  EXPECT_EQ(quantity_text(0.999, "1"), "99.90 %");
}

TEST(Figures, ShowAsManyDigitsAsTheIntervalSupports) {
  EXPECT_EQ(figure_text({.value = 0.62134, .half_width = 0.0021}, "1"), "62.1 % ± 0.2 %");
  EXPECT_EQ(figure_text({.value = 0.012345, .half_width = 0.0004}, "s"), "12.3 ms ± 0.4 ms");
  EXPECT_EQ(figure_text({.value = 123456.7, .half_width = 210.0}, "endpoints"),
            "123,457 ± 210 endpoints");
}

TEST(Figures, DoNotPretendToKnowAShareBeyondThreeDecimals) {
  EXPECT_EQ(figure_text({.value = 1.0, .half_width = 8e-8}, "1"), "100.000 % ± <0.001 %");
}

TEST(Figures, SayWhenANumberIsWithheldOrUnbounded) {
  EXPECT_EQ(figure_text({}, "s"), "withheld");
  EXPECT_EQ(quantity_text(std::numeric_limits<double>::infinity(), "s"), "unlimited");
}

TEST(Figures, RelativeChangesCarryTheirSign) {
  EXPECT_EQ(signed_percent(0.215), "+22 %");
  EXPECT_EQ(signed_percent(-0.141), "-14 %");
  EXPECT_EQ(signed_percent(0.004), "+0.4 %");
  EXPECT_EQ(signed_percent(-0.0001), "+0.0 %");
}

}  // namespace
}  // namespace ocssim::reports
