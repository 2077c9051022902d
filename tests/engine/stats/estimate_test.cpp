// Intervals: worked examples by hand, and how often they hold what they should.
#include "engine/stats/estimate.hpp"

#include "engine/stats/probability.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace ocssim {
namespace {

double uniform(std::mt19937_64& bits) {
  return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53;
}

TEST(EstimateMean, WorkedByHand) {
  // Y = 1, 2, 3, 4: mean 2.5, s² = 5/3, t(3; 0.975) = 3.18245, h = t·√(5/3/4) = 2.05427.
  const Figure figure = estimate_mean(std::vector<double>{1, 2, 3, 4}, 0.95);
  EXPECT_DOUBLE_EQ(*figure.value, 2.5);
  EXPECT_NEAR(*figure.half_width, 3.1824463052837084 * std::sqrt(5.0 / 12.0), 1e-12);
}

TEST(EstimateMean, OneReplicationHasNoHalfWidthAndNoneHasNoValue) {
  const Figure one = estimate_mean(std::vector<double>{7}, 0.95);
  EXPECT_EQ(one.value, 7.0);
  EXPECT_FALSE(one.half_width.has_value());
  EXPECT_FALSE(estimate_mean({}, 0.95).value.has_value());
}

TEST(EstimateMean, IntervalHoldsTheMeanOfNormalValuesAsOftenAsItSays) {
  std::mt19937_64 bits(1);
  constexpr int experiments = 4000;
  int held = 0;
  for (int e = 0; e < experiments; ++e) {
    std::vector<double> values(5);
    for (double& value : values) value = 3.0 + normal_quantile(uniform(bits));
    const Figure figure = estimate_mean(values, 0.9);
    if (std::abs(*figure.value - 3.0) <= *figure.half_width) ++held;
  }
  // Binomial(4000, 0.9): standard deviation 0.0047; four of them.
  EXPECT_NEAR(static_cast<double>(held) / experiments, 0.9, 4 * 0.0047);
}

TEST(EstimateRatio, DeltaMethodWorkedByHand) {
  // N = 10, 20, 30; D = 100, 100, 400: R = 0.1; rests 0, 10, −10; s² = 100; D̄ = 200;
  // h = t(2; 0.975)·√(100/3)/200 = 4.30265·0.0288675 = 0.124207.
  const std::vector<RatioPart> parts{{10, 100}, {20, 100}, {30, 400}};
  const Figure figure = estimate_ratio(parts, 0.95, false);
  EXPECT_DOUBLE_EQ(*figure.value, 0.1);
  EXPECT_NEAR(*figure.half_width, 4.3026527297494618 * std::sqrt(100.0 / 3.0) / 200.0, 1e-12);
}

TEST(EstimateRatio, NoFailureInAnyReplicationIsNotHalfWidthZero) {
  const std::vector<RatioPart> parts(8, RatioPart{1000, 1000});
  const Figure trials = estimate_ratio(parts, 0.95, true);
  EXPECT_EQ(trials.value, 1.0);
  // Clopper and Pearson, no failure in 8,000: 1 − 0.025^(1/8000) = 4.6101e-4.
  EXPECT_NEAR(*trials.half_width, 1.0 - std::pow(0.025, 1.0 / 8000.0), 1e-12);
  EXPECT_EQ(estimate_ratio(parts, 0.95, false).half_width, 0.0);
}

TEST(EstimateRatio, EqualReplicationsAreNoNarrowerThanIndependentTrials) {
  const std::vector<RatioPart> parts(8, RatioPart{300, 1000});
  const Figure figure = estimate_ratio(parts, 0.95, true);
  const ProbabilityInterval pooled = clopper_pearson(2400, 8000, 0.95);
  EXPECT_NEAR(*figure.half_width, pooled.high - 0.3, 1e-12);
}

TEST(EstimateRatio, ClusteredTrialsWidenTheFloor) {
  // All failures in one of eight replications: the design effect divides the trials.
  std::vector<RatioPart> parts(8, RatioPart{0, 1000});
  parts[3].numerator = 80;
  const Figure figure = estimate_ratio(parts, 0.95, true);
  const ProbabilityInterval independent = clopper_pearson(80, 8000, 0.95);
  EXPECT_DOUBLE_EQ(*figure.value, 0.01);
  EXPECT_GT(*figure.half_width, 5.0 * (independent.high - 0.01));
}

TEST(EstimateRatio, LeavesOutReplicationsWithoutTrials) {
  const std::vector<RatioPart> parts{{5, 10}, {0, 0}, {5, 10}};
  const Figure figure = estimate_ratio(parts, 0.95, true);
  EXPECT_EQ(figure.value, 0.5);
  EXPECT_FALSE(estimate_ratio(std::vector<RatioPart>{{0, 0}}, 0.95, true).value.has_value());
}

TEST(EstimateRatio, IntervalHoldsTheRatioOfBernoulliTrials) {
  std::mt19937_64 bits(2);
  constexpr int experiments = 1000;
  int held = 0;
  for (int e = 0; e < experiments; ++e) {
    std::vector<RatioPart> parts(8, RatioPart{0, 200});
    for (RatioPart& part : parts) {
      for (int i = 0; i < 200; ++i) part.numerator += uniform(bits) < 0.02 ? 1 : 0;
    }
    const Figure figure = estimate_ratio(parts, 0.95, true);
    if (std::abs(*figure.value - 0.02) <= *figure.half_width) ++held;
  }
  EXPECT_GE(static_cast<double>(held) / experiments, 0.95 - 4 * 0.0069);
}

Histogram exponential_sample(std::mt19937_64& bits, int count) {
  Histogram histogram;
  for (int i = 0; i < count; ++i) {
    histogram.record(static_cast<std::uint64_t>(-1e9 * std::log(uniform(bits))));
  }
  return histogram;
}

TEST(EstimateQuantile, SectionedIntervalHoldsTheQuantileOfAnExponential) {
  std::mt19937_64 bits(3);
  constexpr int experiments = 300;
  const double p95 = -std::log(0.05);
  int held = 0;
  for (int e = 0; e < experiments; ++e) {
    std::vector<Histogram> sample;
    for (int r = 0; r < 8; ++r) sample.push_back(exponential_sample(bits, 400));
    std::vector<const Histogram*> histograms;
    for (const Histogram& histogram : sample) histograms.push_back(&histogram);
    const Figure figure = estimate_quantile(histograms, 0.95, 0.95);
    if (std::abs(*figure.value - p95) <= *figure.half_width) ++held;
  }
  // Binomial(300, 0.95): standard deviation 0.0126; sectioning errs on the wide side.
  EXPECT_GE(static_cast<double>(held) / experiments, 0.95 - 4 * 0.0126);
}

TEST(EstimateQuantile, IsWithheldWhenFewerThanTenSamplesLieBeyond) {
  Histogram histogram;
  histogram.record(1'000'000, 999);
  std::vector<const Histogram*> one{&histogram};
  EXPECT_FALSE(estimate_quantile(one, 0.99, 0.95).value.has_value());
  histogram.record(1'000'000);
  EXPECT_TRUE(estimate_quantile(one, 0.99, 0.95).value.has_value());
  EXPECT_FALSE(estimate_quantile(one, 0.99, 0.95).half_width.has_value()) << "n = 1";
  EXPECT_TRUE(has_enough_beyond(1000, 10, 0.99));
  EXPECT_FALSE(has_enough_beyond(1000, 11, 0.99)) << "fewer than one a replication";
  EXPECT_FALSE(has_enough_beyond(0, 0, 0.5));
}

TEST(EstimateQuantile, SectionsAreSpreadAroundTheMergedQuantile) {
  Histogram low(1.0);
  low.record(100, 50);
  Histogram high(1.0);
  high.record(200, 150);
  const std::vector<const Histogram*> histograms{&low, &high};
  const Figure figure = estimate_quantile(histograms, 0.5, 0.95);
  // Merged median 200; sections 100 and 200: s² = 100²/1; h = t(1)·100/√2.
  EXPECT_EQ(figure.value, 200.0);
  EXPECT_NEAR(*figure.half_width, 12.706204736174693 * 100.0 / std::sqrt(2.0), 1e-8);
}

TEST(Judge, DecidesOnlyWhenTheWholeIntervalIsOnOneSide) {
  const Figure figure{.value = 0.78, .half_width = 0.01, .exact = false};
  EXPECT_EQ(judge(figure, Comparison::less, 0.80), Verdict::met);
  EXPECT_EQ(judge(figure, Comparison::less, 0.77), Verdict::not_met);
  EXPECT_EQ(judge(figure, Comparison::less, 0.785), Verdict::inconclusive);
  EXPECT_EQ(judge(figure, Comparison::greater_equal, 0.80), Verdict::not_met);
  EXPECT_EQ(judge(figure, Comparison::greater_equal, 0.76), Verdict::met);
}

TEST(Judge, OneReplicationIsInconclusiveUnlessExact) {
  EXPECT_EQ(judge({.value = 1.0}, Comparison::less, 2.0), Verdict::inconclusive);
  EXPECT_EQ(judge({}, Comparison::less, 2.0), Verdict::inconclusive);
  const Figure exact{.value = 2.0, .half_width = {}, .exact = true};
  EXPECT_EQ(judge(exact, Comparison::less, 2.0), Verdict::not_met);
  EXPECT_EQ(judge(exact, Comparison::less_equal, 2.0), Verdict::met);
  EXPECT_EQ(judge(exact, Comparison::equal, 2.0), Verdict::met);
  EXPECT_EQ(judge(exact, Comparison::equal, 1.0), Verdict::not_met);
  EXPECT_EQ(judge(exact, Comparison::greater, 2.0), Verdict::not_met);
}

TEST(Judge, OneMissDecidesAndOneDoubtSpoils) {
  using enum Verdict;
  EXPECT_EQ(all_of(std::vector{met, met}), met);
  EXPECT_EQ(all_of(std::vector{met, inconclusive}), inconclusive);
  EXPECT_EQ(all_of(std::vector{inconclusive, not_met, met}), not_met);
  EXPECT_EQ(all_of({}), met);
}

}  // namespace
}  // namespace ocssim
