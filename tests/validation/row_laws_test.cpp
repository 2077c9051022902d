// The laws that rows of recording C5 are drawn by, against their own probabilities.
#include "study/verify/measured/pooled_reads.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <utility>

namespace ocssim::study {
namespace {

/// Sample mean and share of the lowest eighth of rows against the law's own probabilities.
TEST(RowLaws, DrawsFollowTheirProbabilities) {
  for (const auto& [law, parameter] :
       {std::pair{"zipf", 1.2}, {"uniform", 0.0}, {"exp", 8.0}, {"gauss", 4.0}}) {
    PoolRecording recording;
    recording.law = law;
    recording.parameter = parameter;
    const RowLaw rows(recording);
    double total = 0.0, mean = 0.0, square = 0.0, lowest = 0.0;
    std::uint32_t row = 0;
    for (const double probability : rows.probabilities()) {
      ++row;
      total += probability;
      mean += probability * row;
      square += probability * row * row;
      if (row <= heap_pages / 8) lowest += probability;
    }
    EXPECT_NEAR(total, 1.0, 1e-9) << law;
    const Stream stream(5, "rows", 0);
    constexpr std::uint64_t draws = 200'000;
    double sum = 0.0, low = 0.0;
    for (std::uint64_t n = 0; n < draws; ++n) {
      const std::uint32_t drawn = rows.draw(stream, n);
      ASSERT_GE(drawn, 1u);
      ASSERT_LE(drawn, heap_pages);
      sum += drawn;
      if (drawn <= heap_pages / 8) low += 1.0;
    }
    EXPECT_NEAR(sum / draws, mean, 4.0 * std::sqrt((square - mean * mean) / draws)) << law;
    EXPECT_NEAR(low / draws, lowest, 4.0 * std::sqrt(lowest * (1.0 - lowest) / draws) + 1e-9)
        << law;
  }
}

/// Closed values of pgbench's laws: the middle row of a Gaussian, the first rows of the others.
TEST(RowLaws, AreThoseOfPgbench) {
  const auto share_of = [](const char* law, double parameter, std::uint32_t first,
                           std::uint32_t last) {
    PoolRecording recording;
    recording.law = law;
    recording.parameter = parameter;
    const std::vector<double> probabilities = RowLaw(recording).probabilities();
    double sum = 0.0;
    for (std::uint32_t row = first; row <= last; ++row) sum += probabilities[row - 1];
    return sum;
  };
  // The manual of pgbench: with parameter 4 the middle quarter is drawn 67 % of the time and the
  // middle half 95 %; the first quarter of an exponential law with parameter 8 in 1 − e^−2.
  EXPECT_NEAR(share_of("gauss", 4.0, 24577, 40960), 0.683, 0.002);
  EXPECT_NEAR(share_of("gauss", 4.0, 16385, 49152), 0.954, 0.002);
  EXPECT_NEAR(share_of("exp", 8.0, 1, 16384), 1.0 - std::exp(-2.0), 0.001);
  EXPECT_NEAR(share_of("uniform", 0.0, 1, 6554), 0.1, 0.001);
  EXPECT_NEAR(share_of("zipf", 1.2, 1, 1) / share_of("zipf", 1.2, 2, 2), std::pow(2.0, 1.2), 1e-9);
}

}  // namespace
}  // namespace ocssim::study
