// Tally, time average, counter, batch means, and the plain numbers made of them.
#include "engine/stats/batch_means.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"

#include <gtest/gtest.h>

namespace ocssim {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr SimTime at(Duration since_start) {
  return SimTime{since_start};
}

constexpr MetricInfo wait_info{"station.waiting_time", "s", MetricKind::tally, Better::lower, ""};
constexpr MetricInfo busy_info{"station.utilization", "1", MetricKind::time_average, Better::none,
                               ""};
constexpr MetricInfo lost_info{"station.lost", "jobs", MetricKind::count, Better::lower, ""};
constexpr MetricInfo loss_info{"station.loss", "1", MetricKind::ratio, Better::lower, ""};
constexpr MetricInfo level_info{"station.left", "jobs", MetricKind::instant, Better::none, ""};

TEST(Tally, SumIsExactWhereDoublesRound) {
  Tally tally;
  // 2^53 + 1 is no double, and its sum with itself is not what doubles would give.
  tally.record(Duration{(std::int64_t{1} << 53) + 1});
  tally.record(Duration{(std::int64_t{1} << 53) + 1});
  tally.record(Duration{1});
  EXPECT_TRUE(tally.sum_ticks() == (WideInteger{1} << 54) + 3);
  EXPECT_EQ(tally.count(), 3u);
}

TEST(Tally, ReportsSecondsAndHasNoMeanWithoutValues) {
  Tally tally = Tally::with_histogram();
  EXPECT_FALSE(tally.mean().has_value());
  EXPECT_FALSE(tally.max().has_value());
  tally.record(5ms);
  tally.record(15ms);
  EXPECT_EQ(tally.mean(), 0.01);
  EXPECT_EQ(tally.min(), 0.005);
  EXPECT_EQ(tally.max(), 0.015);
  EXPECT_EQ(tally.histogram().count(), 2u);
  tally.begin();
  EXPECT_EQ(tally.count(), 0u);
  EXPECT_TRUE(tally.histogram().empty());
  EXPECT_FALSE(tally.min().has_value());
}

TEST(Tally, MergeEqualsRecordingBoth) {
  Tally a = Tally::of_integers(1.0, true);
  Tally b = Tally::of_integers(1.0, true);
  Tally both = Tally::of_integers(1.0, true);
  for (std::int64_t i = 0; i < 100; ++i) {
    (i % 3 == 0 ? a : b).record_integer(i * i);
    both.record_integer(i * i);
  }
  a.merge(b);
  EXPECT_TRUE(a.sum_ticks() == both.sum_ticks());
  EXPECT_EQ(a.max(), both.max());
  EXPECT_EQ(a.min(), both.min());
  EXPECT_TRUE(a.histogram() == both.histogram());
}

TEST(TimeAverage, IntegralOfAStaircase) {
  TimeAverage level;
  level.set(at(1s), 3);   // 0 for 1 s
  level.add(at(3s), 2);   // 3 for 2 s
  level.add(at(4s), -4);  // 5 for 1 s, then 1
  EXPECT_TRUE(level.integral_ns(at(6s)) == WideInteger{13'000'000'000});
  EXPECT_EQ(level.integral(at(6s)), 13.0);
  EXPECT_EQ(level.mean(at(6s)), 13.0 / 6.0);
  EXPECT_EQ(level.max(), 5);
  EXPECT_EQ(level.min(), 0);
}

TEST(TimeAverage, ANewWindowStartsAtThePresentLevelAndCanBeClosedRepeatedly) {
  TimeAverage level(7);
  level.set(at(2s), 4);
  level.begin(at(5s));
  EXPECT_EQ(level.max(), 4);
  EXPECT_EQ(level.mean(at(5s)), 4.0);
  level.set(at(6s), 10);
  EXPECT_EQ(level.integral(at(7s)), 14.0);
  EXPECT_EQ(level.integral(at(8s)), 24.0);
  EXPECT_EQ(level.integral(at(7s)), 14.0);
  EXPECT_EQ(level.max(), 10);
  EXPECT_EQ(level.min(), 4);
  EXPECT_TRUE(level.total_ns(at(8s)) == WideInteger{(14 + 12 + 24) * 1'000'000'000LL});
}

TEST(TimeAverage, DoesNotOverflowAtAMillionJobsForAYear) {
  TimeAverage level(1'000'000);
  const SimTime year = at(std::chrono::hours(8760));
  EXPECT_EQ(level.mean(year), 1e6);
  EXPECT_TRUE(level.integral_ns(year) > WideInteger{std::numeric_limits<std::int64_t>::max()});
}

TEST(RealTimeAverage, CompensationKeepsAMillionSmallParts) {
  RealTimeAverage level(1e9);
  level.set(at(1s), 0.1);
  for (int i = 1; i <= 1'000'000; ++i) level.set(at(1s + i * 1us), 0.1);
  // 1e9·1 s + 0.1·1 s; a plain sum of parts of 1e-7 on top of 1e9 loses about 2 %.
  EXPECT_NEAR(level.integral(at(2s)) - 1e9, 0.1, 1e-6);
  EXPECT_EQ(level.max(), 1e9);
  level.begin(at(2s));
  EXPECT_EQ(level.max(), 0.1);
  EXPECT_NEAR(level.mean(at(4s)), 0.1, 1e-15);
}

TEST(Counter, WindowAndTotalAreKeptApart) {
  Counter counter;
  counter.add(3);
  counter.begin();
  counter.add();
  EXPECT_EQ(counter.count(), 1u);
  EXPECT_EQ(counter.total(), 4u);
}

TEST(BatchMeans, GivesMeansOfCompleteBatchesOnly) {
  BatchMeans batches(at(10s), 5s);
  batches.record(at(10s), 1s);
  batches.record(at(14s), 3s);
  batches.record(at(15s), 10s);
  batches.record(at(26s), 7s);  // batch 2 is empty, batch 3 still open at 27 s
  EXPECT_EQ(batches.means(at(27s)), (std::vector<double>{2.0, 10.0}));
  EXPECT_EQ(batches.means(at(30s)), (std::vector<double>{2.0, 10.0, 7.0}));
}

TEST(Observe, TurnsStatisticsIntoTheNumbersOfTheirKind) {
  const Window window{at(10s), at(30s), 5s};
  Counter lost;
  lost.add(40);
  const Observation count = observe(lost_info, "station[0]", lost, window);
  EXPECT_EQ(count.count, 40u);
  EXPECT_EQ(count.weight, 20.0);
  EXPECT_EQ(count.up_time, 15.0);
  EXPECT_EQ(count.component, "station[0]");

  Tally waits = Tally::with_histogram();
  waits.record(2s);
  waits.record(4s);
  const Observation tally = observe(wait_info, "", waits, window);
  EXPECT_EQ(tally.sum, 6.0);
  EXPECT_EQ(tally.count, 2u);
  EXPECT_EQ(tally.max, 4.0);
  EXPECT_EQ(tally.histogram.count(), 2u);
  EXPECT_EQ(tally.histogram.memory_bytes(), 2u * 512u * sizeof(std::uint32_t));

  TimeAverage busy(4);
  busy.begin(at(10s));
  busy.set(at(20s), 8);
  const Observation level = observe(busy_info, "", busy, window, 8.0);
  EXPECT_EQ(level.sum / level.weight, 0.75);
  EXPECT_EQ(level.max, 1.0);

  const Observation ratio = observe_trials(loss_info, "", 3, 12, window);
  EXPECT_EQ(ratio.sum / ratio.weight, 0.25);
  EXPECT_EQ(ratio.count, 12u);
  EXPECT_EQ(observe_ratio(loss_info, "", 3.0, 12.0, window).count, 0u);
  EXPECT_EQ(observe_instant(level_info, "", 9.0, window).sum, 9.0);
}

TEST(ObserveDeathTest, RefusesAMetricOfAnotherKindOrAForeignWindow) {
  Counter counter;
  const Window window{at(0s), at(1s), {}};
  EXPECT_DEATH((void)observe(wait_info, "", counter, window), "info.kind == kind");
  TimeAverage level;
  level.begin(at(1s));
  EXPECT_DEATH((void)observe(busy_info, "", level, window), "window_begin");
}

TEST(Observations, FindsByMetricAndComponent) {
  Observations observations;
  const Window window{at(0s), at(1s), {}};
  observations.metrics.push_back(observe_count(lost_info, "a", 1, window));
  observations.metrics.push_back(observe_count(lost_info, "b", 2, window));
  ASSERT_NE(observations.find("station.lost", "b"), nullptr);
  EXPECT_EQ(observations.find("station.lost", "b")->count, 2u);
  EXPECT_EQ(observations.find("station.lost", ""), nullptr);
}

}  // namespace
}  // namespace ocssim
