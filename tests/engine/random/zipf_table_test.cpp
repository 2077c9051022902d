// Zipf's law from a table: every rank has its share of the words, and samples pass chi-square.
#include "engine/random/zipf_table.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

/// Samples of `count` draws of twelve, counted by rank.
std::vector<double> sample(const ZipfTable& law, std::uint32_t ranks, std::uint64_t count) {
  const Stream stream(7, "pages", 0);
  std::vector<double> seen(ranks + 1, 0.0);
  std::array<std::uint32_t, 12> call{};
  for (std::uint64_t n = 0; n < count; ++n) {
    law.fill(call, stream, 3, n, 0);
    for (const std::uint32_t rank : call) {
      EXPECT_GE(rank, 1u);
      EXPECT_LE(rank, ranks);
      seen[rank] += 1.0;
    }
  }
  return seen;
}

/// Chi-square over ranks, joined until a cell expects 20, in standard deviations from its mean.
double deviation(double alpha, std::uint32_t ranks) {
  constexpr std::uint64_t count = 50'000;
  const std::vector<double> seen = sample(ZipfTable(alpha, ranks), ranks, count);
  double sum = 0.0;
  for (std::uint32_t k = ranks; k >= 1; --k) sum += std::pow(k, -alpha);
  double chi_square = 0.0, degrees = -1.0, cell = 0.0, expected = 0.0;
  for (std::uint32_t k = 1; k <= ranks; ++k) {
    cell += seen[k];
    expected += 12.0 * count * std::pow(k, -alpha) / sum;
    if (expected < 20.0 && k < ranks) continue;
    chi_square += (cell - expected) * (cell - expected) / expected;
    degrees += 1.0;
    cell = expected = 0.0;
  }
  return degrees > 0.0 ? (chi_square - degrees) / std::sqrt(2.0 * degrees) : 0.0;
}

TEST(ZipfTable, SamplesPassChiSquare) {
  for (const double alpha : {0.0, 0.6, 0.8, 1.0, 1.2, 3.0}) {
    for (const std::uint32_t ranks : {2u, 65u, 1000u, 20'000u}) {
      EXPECT_LT(std::fabs(deviation(alpha, ranks)), 4.0) << alpha << " over " << ranks;
    }
  }
}

TEST(ZipfTable, ExtremeWordsStayWithinTheRanks) {
  const ZipfTable one(0.8, 1);
  EXPECT_EQ(one.attempt(0, 0), 1u);
  EXPECT_EQ(one.attempt(~0ull, ~0ull), 1u);
  const ZipfTable uniform(0.0, 4'000'000'000u);
  for (const std::uint64_t word : {std::uint64_t{0}, ~std::uint64_t{0}}) {
    for (const std::uint64_t other : {std::uint64_t{0}, ~std::uint64_t{0}}) {
      EXPECT_GE(uniform.attempt(word, other), 1u);
      EXPECT_LE(uniform.attempt(word, other), 4'000'000'000u);
    }
  }
}

TEST(ZipfTable, DrawsAreKeyed) {
  const ZipfTable law(0.8, 1'000'000);
  const Stream stream(1, "pages", 0);
  std::array<std::uint32_t, 12> call{}, again{}, other{};
  law.fill(call, stream, 5, 9, 0);
  law.fill(again, stream, 5, 9, 0);
  law.fill(other, stream, 5, 10, 0);
  EXPECT_EQ(call, again);
  EXPECT_NE(call, other);
}

}  // namespace
}  // namespace ocssim
