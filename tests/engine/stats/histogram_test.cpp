// Log-linear histogram: exact counts, bin width, exact merge and subtraction, what is stored.
#include "engine/stats/histogram.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace ocssim {
namespace {

std::vector<std::uint64_t> random_values(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::vector<std::uint64_t> values(count);
  for (std::uint64_t& value : values) value = bits() >> (1 + bits() % 50);
  return values;
}

TEST(Histogram, EveryBinIsAtMostTwoPerMilleWide) {
  for (std::uint32_t bin = 0; bin < Histogram::bin_count; ++bin) {
    const std::uint64_t low = Histogram::lower_edge(bin);
    const std::uint64_t high = Histogram::upper_edge(bin);
    ASSERT_LT(low, high);
    ASSERT_EQ(Histogram::bin_of(low), bin);
    ASSERT_EQ(Histogram::bin_of(high - 1), bin);
    if (low >= 1024) {
      ASSERT_LE(static_cast<double>(high - low), 0.002 * static_cast<double>(low));
    } else {
      ASSERT_EQ(high - low, 1u);
    }
  }
  EXPECT_EQ(Histogram::upper_edge(Histogram::bin_count - 1), std::uint64_t{1} << 63);
}

TEST(Histogram, QuantilesStayWithinTwoPerMilleOfTheSortedValues) {
  std::vector<std::uint64_t> values = random_values(20000, 7);
  Histogram histogram(1.0);
  for (const std::uint64_t value : values) histogram.record(value);
  std::sort(values.begin(), values.end());
  for (const double q : {0.001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(q * static_cast<double>(values.size()) + 0.5);
    const auto exact = static_cast<double>(values[rank - 1]);
    EXPECT_NEAR(histogram.quantile(q), exact, 0.002 * exact) << q;
  }
}

TEST(Histogram, SmallIntegersAreReportedExactly) {
  Histogram histogram(1.0);
  for (std::uint64_t value = 1; value <= 1000; ++value) histogram.record(value);
  EXPECT_EQ(histogram.quantile(0.5), 500.0);
  EXPECT_EQ(histogram.quantile(0.99), 990.0);
  EXPECT_EQ(histogram.quantile(0.0), 1.0);
  EXPECT_EQ(histogram.quantile(1.0), 1000.0);
  EXPECT_EQ(histogram.count_above(990.0), 10u);
  EXPECT_EQ(histogram.count_above(-1.0), 1000u);
  EXPECT_EQ(histogram.count_above(1e30), 0u);
}

TEST(Histogram, TimesAreRecordedInNanosecondsAndReportedInSeconds) {
  Histogram histogram;
  histogram.record(250'000'000);
  EXPECT_NEAR(histogram.quantile(0.5), 0.25, 0.001 * 0.25);
  EXPECT_NEAR(histogram.approximate_mean(), 0.25, 0.001 * 0.25);
  EXPECT_EQ(histogram.count_above(0.249), 1u);
  EXPECT_EQ(histogram.count_above(0.251), 0u);
}

TEST(Histogram, TheLastValueIsCountedForEveryReader) {
  // `record` counts a value when the next one comes; no reader may see that.
  const auto with_last = [](std::uint64_t value) {
    Histogram histogram(1.0);
    for (const std::uint64_t earlier : {5u, 5u, 9u}) histogram.record(earlier);
    histogram.record(value);
    return histogram;
  };
  EXPECT_EQ(with_last(70).count(), 4u);
  EXPECT_EQ(with_last(70).count_above(10.0), 1u);
  EXPECT_EQ(with_last(70).quantile(1.0), 70.0);
  EXPECT_EQ(with_last(70).bins().size(), 3u);
  EXPECT_EQ(with_last(5).bins().front().count, 3u);
  EXPECT_FALSE(with_last(70) == with_last(71));
  EXPECT_EQ(with_last(70).trimmed().bins().back().count, 1u);
  Histogram copy = with_last(70);
  const Histogram original = copy;
  copy.record(70);
  EXPECT_EQ(copy.bins().back().count, 2u);
  EXPECT_EQ(original.bins().back().count, 1u);
  copy.subtract(with_last(70));
  EXPECT_EQ(copy.bins().size(), 1u);
  Histogram twice = with_last(70);
  twice.merge(twice);
  EXPECT_EQ(twice.bins().back().count, 2u);
  Histogram cleared = with_last(70);
  cleared.clear();
  EXPECT_TRUE(cleared.bins().empty());
}

TEST(Histogram, MergingInAnyOrderEqualsRecordingEverything) {
  const std::vector<std::uint64_t> first = random_values(3000, 1);
  const std::vector<std::uint64_t> second = random_values(2000, 2);
  Histogram a;
  Histogram b;
  Histogram all;
  for (const std::uint64_t value : first) a.record(value), all.record(value);
  for (const std::uint64_t value : second) b.record(value), all.record(value);
  Histogram ab = a;
  ab.merge(b);
  Histogram ba = b;
  ba.merge(a);
  EXPECT_TRUE(ab == all);
  EXPECT_TRUE(ba == all);
  EXPECT_EQ(ab.count(), 5000u);
  EXPECT_FALSE(a == all);
}

TEST(Histogram, SubtractingASnapshotLeavesWhatCameAfter) {
  Histogram histogram;
  for (const std::uint64_t value : random_values(500, 3)) histogram.record(value);
  const Histogram snapshot = histogram;
  Histogram later;
  for (const std::uint64_t value : random_values(700, 4)) {
    histogram.record(value);
    later.record(value);
  }
  histogram.subtract(snapshot);
  EXPECT_TRUE(histogram == later);
}

TEST(HistogramDeathTest, SubtractingMoreThanIsThereIsRefused) {
  Histogram histogram;
  histogram.record(5);
  Histogram more;
  more.record(5, 2);
  EXPECT_DEATH(histogram.subtract(more), "here >= count");
}

TEST(HistogramDeathTest, DifferentUnitsDoNotMerge) {
  Histogram seconds;
  seconds.record(5);
  Histogram jobs(1.0);
  jobs.record(5);
  EXPECT_DEATH(seconds.merge(jobs), "ticks_per_unit_");
}

TEST(Histogram, StoredBinsRestoreTheSameHistogram) {
  Histogram histogram(1000.0);
  for (const std::uint64_t value : random_values(1000, 5)) histogram.record(value);
  const std::vector<Histogram::Bin> bins = histogram.bins();
  EXPECT_TRUE(std::is_sorted(bins.begin(), bins.end(),
                             [](const auto& a, const auto& b) { return a.index < b.index; }));
  const Histogram restored(1000.0, bins);
  EXPECT_TRUE(restored == histogram);
  EXPECT_EQ(restored.quantile(0.95), histogram.quantile(0.95));
}

TEST(Histogram, ReservedRangesRecordWithoutGrowing) {
  Histogram histogram;
  EXPECT_EQ(histogram.memory_bytes(), 0u);
  histogram.reserve(1'000, 100'000'000'000);
  const std::size_t before = histogram.memory_bytes();
  for (std::uint64_t value = 1'000; value <= 100'000'000'000; value += value / 3) {
    histogram.record(value);
  }
  EXPECT_EQ(histogram.memory_bytes(), before);
  EXPECT_LE(before, 256u * 1024u);
  Histogram small;
  small.reserve(0, 1'000'000'000);
  small.record(3);
  EXPECT_EQ(small.trimmed().memory_bytes(), 512u * sizeof(std::uint32_t));
  EXPECT_TRUE(small.trimmed() == small);
}

TEST(Histogram, BinsCountBeyondThirtyTwoBits) {
  constexpr std::uint64_t almost = (std::uint64_t{1} << 32) - 1;
  Histogram histogram;
  histogram.record(5, almost);
  histogram.record(9, almost);
  histogram.record(5);
  histogram.record(5);
  histogram.record(7);
  const std::vector<Histogram::Bin> expected = {{5, almost + 2}, {7, 1}, {9, almost}};
  EXPECT_EQ(histogram.bins(), expected);
  EXPECT_EQ(histogram.count(), 2 * almost + 3);
  EXPECT_EQ(histogram.quantile(0.5), 5e-9);
  EXPECT_EQ(histogram.quantile(0.6), 9e-9);
  EXPECT_EQ(histogram.count_above(5.5e-9), almost + 1);
  const Histogram snapshot = histogram;
  EXPECT_TRUE(histogram.trimmed() == snapshot);
  histogram.merge(histogram);
  EXPECT_EQ(histogram.bins()[0].count, 2 * almost + 4);
  EXPECT_EQ(histogram.bins()[2].count, 2 * almost);
  histogram.subtract(snapshot);
  EXPECT_EQ(histogram.bins(), expected);
  EXPECT_TRUE(Histogram(1e9, expected) == snapshot);
  histogram.clear();
  histogram.record(5);
  EXPECT_EQ(histogram.bins(), (std::vector<Histogram::Bin>{{5, 1}}));
}

TEST(Histogram, ClearingForgetsCountsAndKeepsMemory) {
  Histogram histogram;
  histogram.record(123456);
  const std::size_t memory = histogram.memory_bytes();
  histogram.clear();
  EXPECT_TRUE(histogram.empty());
  EXPECT_TRUE(histogram == Histogram());
  EXPECT_EQ(histogram.memory_bytes(), memory);
}

}  // namespace
}  // namespace ocssim
