// MSER-5 on transients whose length is known, and the rule of growth.
#include "engine/stats/mser5.hpp"

#include "engine/stats/stability.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

namespace ocssim {
namespace {

/// Evenly distributed in (−1, 1), the same on every machine.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : bits_(seed) {}
  double next() { return static_cast<double>(bits_() >> 11) * 0x1p-52 - 1.0; }

 private:
  std::mt19937_64 bits_;
};

std::vector<double> noisy(std::size_t count, std::uint64_t seed, double level, double width) {
  Noise noise(seed);
  std::vector<double> values(count);
  for (double& value : values) value = level + width * noise.next();
  return values;
}

TEST(Mser5, AConstantSeriesLosesNothing) {
  const WarmUpCut cut = mser5(std::vector<double>(mser_slices, 0.1));
  EXPECT_EQ(cut.slices, 0u);
  EXPECT_TRUE(cut.settled);
}

TEST(Mser5, AStepIsCutWhereItEnds) {
  std::vector<double> values = noisy(mser_slices, 11, 10.0, 1.0);
  for (std::size_t i = 0; i < 200; ++i) values[i] -= 8.0;
  const WarmUpCut cut = mser5(values);
  EXPECT_GE(cut.slices, 200u);
  EXPECT_LE(cut.slices, 225u);
  EXPECT_TRUE(cut.settled);
}

TEST(Mser5, StationaryNoiseLosesLittleOnAverage) {
  double slices = 0.0;
  constexpr int runs = 100;
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const WarmUpCut cut = mser5(noisy(mser_slices, seed, 5.0, 2.0));
    slices += static_cast<double>(cut.slices) / runs;
  }
  EXPECT_LT(slices, 0.10 * mser_slices);
}

/// Number in an M/M/1 at 80 % that begins empty, uniformized: 1,000 slices of 100 steps' means.
std::vector<double> queue_series(std::uint64_t seed) {
  Noise noise(seed);
  int jobs = 0;
  std::vector<double> values(mser_slices, 0.0);
  for (double& value : values) {
    for (int step = 0; step < 100; ++step) {
      const bool arrival = noise.next() < 2.0 * 0.8 / 1.8 - 1.0;
      jobs = arrival ? jobs + 1 : std::max(jobs - 1, 0);
      value += jobs / 100.0;
    }
  }
  return values;
}

TEST(Mser5, ExcursionsOfAQueueAreNoTransient) {
  constexpr int runs = 200;
  double cut_share = 0.0;
  double whole = 0.0;
  double kept = 0.0;
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const std::vector<double> values = queue_series(seed);
    const WarmUpCut cut = mser5(values);
    EXPECT_TRUE(cut.settled) << seed;
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(cut.slices);
    const auto left = static_cast<double>(values.end() - begin);
    cut_share += static_cast<double>(cut.slices) / mser_slices / runs;
    whole += std::accumulate(values.begin(), values.end(), 0.0) / mser_slices / runs;
    kept += std::accumulate(begin, values.end(), 0.0) / left / runs;
  }
  EXPECT_LT(cut_share, 0.01);             // 7 % on the values instead of their ranks
  EXPECT_NEAR(kept / whole, 1.0, 0.002);  // 0.983 there
}

TEST(Mser5, ManyEqualValuesShareTheirRank) {
  std::vector<double> values(mser_slices, 0.0);
  for (std::size_t i = 0; i < 100; ++i) values[i] = 5.0;
  EXPECT_EQ(mser5(values).slices, 100u);
}

TEST(Mser5, AnExponentialApproachIsCutAfterSeveralTimeConstants) {
  std::vector<double> values = noisy(mser_slices, 5, 100.0, 5.0);
  const double time_constant = 40.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] -= 100.0 * std::exp(-static_cast<double>(i) / time_constant);
  }
  const WarmUpCut cut = mser5(values);
  // After 2 time constants 13.5 units of bias are left, more than the noise; after 6 it is 0.25.
  EXPECT_GT(cut.slices, 80u);
  EXPECT_LT(cut.slices, 240u);
}

TEST(Mser5, ASeriesThatGrowsToTheEndHasNotSettled) {
  std::vector<double> values = noisy(mser_slices, 3, 0.0, 1.0);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += static_cast<double>(i);
  EXPECT_FALSE(mser5(values).settled);
}

TEST(Mser5, TooShortASeriesCannotBeJudged) {
  EXPECT_FALSE(mser5(std::vector<double>(49, 1.0)).settled);
  EXPECT_TRUE(mser5(std::vector<double>(50, 1.0)).settled);
}

TEST(Mser5, OfSeveralSeriesTheLargestCutCounts) {
  Series calm{"a", "", "jobs", std::chrono::seconds(2), std::vector<double>(mser_slices, 1.0)};
  Series step = calm;
  step.values = noisy(mser_slices, 9, 10.0, 1.0);
  for (std::size_t i = 0; i < 100; ++i) step.values[i] = 0.0;
  const std::vector<Series> series{calm, step, calm};
  const WarmUpCut cut = mser5(std::span<const Series>(series));
  EXPECT_GE(cut.slices, 100u);
  EXPECT_EQ(cut.time, std::chrono::seconds(2) * static_cast<std::int64_t>(cut.slices));
  EXPECT_EQ(mser5(std::span<const Series>()).slices, 0u);
}

TEST(Growth, IsClaimedForARisingQueueAndNotForNoise) {
  Noise noise(21);
  std::vector<Quarters> rising;
  std::vector<Quarters> flat;
  for (int r = 0; r < 8; ++r) {
    Quarters up{};
    Quarters level{};
    for (std::size_t k = 0; k < 4; ++k) {
      up[k] = 100.0 * static_cast<double>(k + 1) + 10.0 * noise.next();
      level[k] = 100.0 + 10.0 * noise.next();
    }
    rising.push_back(up);
    flat.push_back(level);
  }
  EXPECT_TRUE(grows(rising));
  EXPECT_FALSE(grows(flat));
  EXPECT_FALSE(grows(std::span(rising).first(1))) << "one replication has no interval";
}

TEST(Growth, BelowTenPercentIsNone) {
  std::vector<Quarters> slight;
  std::vector<Quarters> enough;
  for (int r = 0; r < 8; ++r) {
    const double jitter = 0.01 * r;
    slight.push_back({100.0 + jitter, 103.0, 106.0, 109.0});
    enough.push_back({100.0 + jitter, 104.0, 108.0, 112.0});
  }
  EXPECT_FALSE(grows(slight));
  EXPECT_TRUE(grows(enough));
}

TEST(Growth, QuartersAreTakenInsideTheWindow) {
  Series series{"n", "", "jobs", std::chrono::seconds(1), {}};
  for (int i = 0; i < 100; ++i) series.values.push_back(i < 20 ? 1000.0 : (i - 20) / 20);
  EXPECT_EQ(quarters(series, 20.0, 100.0), (Quarters{0.0, 1.0, 2.0, 3.0}));
}

TEST(Growth, NamesTheSeriesThatGrow) {
  std::vector<Observations> replications(4);
  for (std::size_t r = 0; r < replications.size(); ++r) {
    Series rising{"queue", "sql", "jobs", std::chrono::seconds(1), {}};
    Series flat{"clients", "", "clients", std::chrono::seconds(1), {}};
    for (int i = 0; i < 40; ++i) {
      rising.values.push_back(i + 0.1 * static_cast<double>(r));
      flat.values.push_back(7.0);
    }
    replications[r].window_end_s = 40.0;
    replications[r].series = {flat, rising};
  }
  const std::vector<const Series*> growing = growing_series(replications);
  ASSERT_EQ(growing.size(), 1u);
  EXPECT_EQ(growing[0]->name, "queue");
}

TEST(Overload, OfferedWorkAtCapacityIsUnstable) {
  EXPECT_TRUE(is_overloaded(std::vector<double>{0.99, 1.03}));
  EXPECT_FALSE(is_overloaded(std::vector<double>{0.99, 1.0}));
  EXPECT_FALSE(is_overloaded({}));
}

TEST(Withhold, KeepsCountsExtremesAndUtilization) {
  MetricResult wait;
  wait.name = "station.waiting_time";
  wait.kind = MetricKind::tally;
  wait.unit = "s";
  wait.figures = {{"mean", {.value = 1.0}}, {"max", {.value = 9.0}}, {"p95", {.value = 3.0}}};
  withhold(wait, MetricState::unstable);
  EXPECT_EQ(wait.state, MetricState::unstable);
  EXPECT_FALSE(wait.find("mean")->value.has_value());
  EXPECT_FALSE(wait.find("p95")->value.has_value());
  EXPECT_EQ(wait.find("max")->value, 9.0);

  MetricResult utilization;
  utilization.name = "station.utilization";
  utilization.kind = MetricKind::time_average;
  utilization.unit = "1";
  utilization.figures = {{"mean", {.value = 1.0}}};
  withhold(utilization, MetricState::unstable);
  EXPECT_EQ(utilization.find("mean")->value, 1.0);

  MetricResult events;
  events.name = "events.processed";
  events.kind = MetricKind::count;
  events.figures = {{"total", {.value = 5.0}}, {"rate", {.value = 2.0}}};
  withhold(events, MetricState::not_settled);
  EXPECT_EQ(events.state, MetricState::ok);
  EXPECT_EQ(events.find("rate")->value, 2.0);
}

}  // namespace
}  // namespace ocssim
