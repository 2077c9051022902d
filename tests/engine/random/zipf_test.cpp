// Zipf's law: the part of the unit interval that gives each rank, and samples of keyed streams.
#include "engine/random/zipf.hpp"

#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <ostream>
#include <vector>

namespace ocssim {
namespace {

struct Setting {
  double alpha;
  std::uint64_t ranks;
};
std::ostream& operator<<(std::ostream& out, const Setting& setting) {
  return out << "alpha " << setting.alpha << ", " << setting.ranks << " ranks";
}

/// Probabilities of ranks 1…n by summation from the smallest.
std::vector<double> probabilities(const Setting& setting) {
  std::vector<double> result(setting.ranks);
  double sum = 0.0;
  for (std::uint64_t k = setting.ranks; k >= 1; --k) {
    result[k - 1] = std::pow(static_cast<double>(k), -setting.alpha);
    sum += result[k - 1];
  }
  for (double& probability : result) probability /= sum;
  return result;
}

class ZipfLaw : public testing::TestWithParam<Setting> {};

/// Each rank is given by one interval of u, whose length on a grid is exact to two cells.
TEST_P(ZipfLaw, GivesEachRankItsShareOfTheUnitInterval) {
  const Setting setting = GetParam();
  const Zipf zipf(setting.alpha, setting.ranks);
  constexpr int cells = 2'000'000;
  std::vector<double> lengths(setting.ranks, 0.0);
  double accepted = 0.0;
  for (int i = 0; i < cells; ++i) {
    const std::uint64_t rank = zipf.attempt((i + 0.5) / cells);
    if (rank == 0) continue;
    ASSERT_LE(rank, setting.ranks);
    lengths[rank - 1] += 1.0;
    accepted += 1.0;
  }
  EXPECT_GT(accepted, 0.5 * cells);
  const std::vector<double> expected = probabilities(setting);
  for (std::uint64_t k = 1; k <= setting.ranks; ++k) {
    ASSERT_NEAR(lengths[k - 1], expected[k - 1] * accepted,
                2.0 + static_cast<double>(setting.ranks) * expected[k - 1])
        << "rank " << k;
  }
}

TEST_P(ZipfLaw, SamplesPassChiSquare) {
  const Setting setting = GetParam();
  const Zipf zipf(setting.alpha, setting.ranks);
  const Stream stream(5, "page", 0);
  constexpr std::uint64_t count = 200000;
  std::vector<double> seen(setting.ranks, 0.0);
  for (std::uint64_t n = 0; n < count; ++n) seen[zipf.rank(stream, n, 3, 1) - 1] += 1.0;
  // Ranks are joined until a cell expects at least 20.
  const std::vector<double> probability = probabilities(setting);
  double chi_square = 0.0;
  double degrees = -1.0;
  double cell_seen = 0.0;
  double cell_expected = 0.0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    cell_seen += seen[i];
    cell_expected += probability[i] * count;
    if (cell_expected < 20.0 && i + 1 < probability.size()) continue;
    chi_square += (cell_seen - cell_expected) * (cell_seen - cell_expected) / cell_expected;
    degrees += 1.0;
    cell_seen = cell_expected = 0.0;
  }
  EXPECT_NEAR(chi_square, degrees, 4.0 * std::sqrt(2.0 * degrees)) << degrees << " degrees";
}

INSTANTIATE_TEST_SUITE_P(Settings, ZipfLaw,
                         testing::Values(Setting{0.0, 100}, Setting{0.5, 30}, Setting{0.8, 1000},
                                         Setting{0.9999, 200}, Setting{1.0, 500},
                                         Setting{1.0001, 200}, Setting{1.5, 1000},
                                         Setting{3.0, 50}));

TEST(Zipf, OneRankIsAlwaysTheFirst) {
  const Zipf zipf(0.8, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(zipf.attempt((i + 0.5) / 1000.0), 1u);
}

TEST(Zipf, EndsOfTheUnitIntervalGiveTheOutermostRanks) {
  const std::uint64_t ranks = std::uint64_t{1} << 40;
  for (const double alpha : {0.0, 0.8, 1.0}) {
    const Zipf zipf(alpha, ranks);
    EXPECT_EQ(zipf.attempt(1.0 - 0x1p-53), 1u) << alpha;
    EXPECT_GT(zipf.attempt(0x1p-54), ranks - 4096) << alpha;
    EXPECT_LE(zipf.attempt(0x1p-54), ranks) << alpha;
  }
}

TEST(Zipf, RankOfADrawDependsOnItsKeyAlone) {
  const Zipf zipf(0.8, 786432);  // pages of 8 KiB in 6 GiB
  const Stream stream(1, "page", 4);
  const std::uint64_t before = zipf.rank(stream, 17, 2, 1);
  for (std::uint64_t n = 0; n < 100; ++n) static_cast<void>(zipf.rank(stream, n, 2, 1));
  EXPECT_EQ(zipf.rank(stream, 17, 2, 1), before);
  int differing = 0;
  for (std::uint64_t attempt = 2; attempt < 12; ++attempt) {
    if (zipf.rank(stream, 17, 2, attempt) != before) ++differing;
  }
  EXPECT_GE(differing, 9);
}

}  // namespace
}  // namespace ocssim
