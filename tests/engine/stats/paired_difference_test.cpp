// Paired differences against numbers worked out by hand; signs, certainties, Holm with weights.
#include "engine/stats/paired_difference.hpp"

#include "engine/stats/observe.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

using namespace std::chrono_literals;

constexpr std::array<MetricInfo, 5> registry{{
    {"pool.level", "users", MetricKind::instant, Better::lower, "a level"},
    {"pool.time", "s", MetricKind::tally, Better::lower, "a time"},
    {"pool.success", "1", MetricKind::ratio, Better::higher, "answered"},
    {"pool.events", "events", MetricKind::count, Better::none, "events"},
    {"pool.memory", "B", MetricKind::instant, Better::none, "bought"},
}};
constexpr Window window{SimTime{}, SimTime{10s}, {}};
constexpr double pi = 3.14159265358979323846;

/// Two-sided p of |t| with 1 and 3 degrees of freedom (Abramowitz & Stegun 26.7.3).
double p_1(double t) {
  return 1.0 - 2.0 / pi * std::atan(t);
}
double p_3(double t) {
  const double x = t / std::sqrt(3.0);
  return 1.0 - 2.0 / pi * (x / (1.0 + x * x) + std::atan(x));
}

std::vector<Observations> levels(const std::vector<double>& values, std::string_view component = "",
                                 bool exact = false) {
  std::vector<Observations> result;
  for (const double value : values) {
    Observations& one = result.emplace_back();
    one.metrics.push_back(observe_instant(registry[0], component, value, window));
    one.metrics.back().exact = exact;
  }
  return result;
}

std::vector<Observations> trials(const std::vector<std::pair<int, int>>& parts) {
  std::vector<Observations> result;
  for (const auto& [successes, all] : parts) {
    result.emplace_back().metrics.push_back(
        observe_trials(registry[2], "", static_cast<std::uint64_t>(successes),
                       static_cast<std::uint64_t>(all), window));
  }
  return result;
}

/// Replications whose values are the 100 integers from each of `firsts` on.
std::vector<Observations> hundreds(const std::vector<int>& firsts) {
  std::vector<Observations> result;
  for (const int first : firsts) {
    Tally tally = Tally::of_integers(1.0, true);
    for (int i = 0; i < 100; ++i) tally.record_integer(first + i);
    result.emplace_back().metrics.push_back(observe(registry[1], "", tally, window));
  }
  return result;
}

std::vector<Difference> compare(const std::vector<Observations>& a,
                                const std::vector<Observations>& b) {
  return compare_paired(a, b, registry, {.confidence = 0.95});
}

const Difference& statistic(const std::vector<Difference>& all, std::string_view name) {
  for (const Difference& one : all) {
    if (one.statistic == name) return one;
  }
  ADD_FAILURE() << name << " is missing";
  return all.front();
}

TEST(ComparePaired, MeansAreJudgedByTheSpreadOfTheirDifferences) {
  // d = 1, 2, 1, 2: mean 1.5, s² = 1/3, standard error √(1/12), t = 3√3.
  const auto all = compare(levels({10, 12, 11, 13}), levels({11, 14, 12, 15}));
  ASSERT_EQ(all.size(), 1U);
  const Difference& one = all[0];
  EXPECT_EQ(one.metric, "pool.level");
  EXPECT_EQ(one.unit, "users");
  EXPECT_DOUBLE_EQ(*one.a.value, 11.5);
  EXPECT_DOUBLE_EQ(*one.b.value, 13.0);
  EXPECT_DOUBLE_EQ(*one.difference.value, 1.5);
  EXPECT_NEAR(*one.difference.half_width, 3.182446305284263 / std::sqrt(12.0), 1e-9);
  EXPECT_NEAR(*one.p, p_3(3.0 * std::sqrt(3.0)), 1e-12);
  EXPECT_NEAR(*one.variance_ratio, 1.0 / 15.0, 1e-15);  // Σ 1 of 5 + 10
  EXPECT_NEAR(*one.relative, 1.5 / 11.5, 1e-15);
}

TEST(ComparePaired, QuantilesAreSectionedAroundTheMergedDifference) {
  // A: medians 50 and 52, merged 51. B: 60 and 72, merged 66. d = 10 and 20 around 15: error 5.
  const auto all = compare(hundreds({1, 3}), hundreds({11, 23}));
  const Difference& median = statistic(all, "p50");
  EXPECT_DOUBLE_EQ(*median.difference.value, 15.0);
  EXPECT_NEAR(*median.difference.half_width, 12.706204736432095 * 5.0, 1e-8);
  EXPECT_NEAR(*median.p, p_1(3.0), 1e-12);
  EXPECT_NEAR(*median.variance_ratio, 50.0 / (2.0 + 72.0), 1e-15);
  EXPECT_DOUBLE_EQ(*statistic(all, "max").difference.value, 15.0);
  EXPECT_DOUBLE_EQ(*statistic(all, "mean").difference.value, 15.0);
  for (const Difference& one : all) EXPECT_NE(one.statistic, "p99");  // 2 samples lie beyond
}

TEST(ComparePaired, RatiosAreLinearized) {
  // R = 220/250 and 235/250; residuals over the mean denominator 250/3:
  // A .024 −.096 .072, B .012 −.048 .036; differences −.012 .048 −.036.
  const auto all =
      compare(trials({{90, 100}, {80, 100}, {50, 50}}), trials({{95, 100}, {90, 100}, {50, 50}}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_NEAR(*all[0].difference.value, 0.06, 1e-15);
  EXPECT_NEAR(*all[0].difference.half_width, 4.302652729749464 * std::sqrt(0.003744 / 2 / 3), 1e-9);
  EXPECT_NEAR(*all[0].variance_ratio, 0.003744 / (0.014976 + 0.003744), 1e-12);
}

TEST(ComparePaired, CountsHaveTotalsAndRates) {
  std::vector<Observations> a(2);
  std::vector<Observations> b(2);
  for (std::uint64_t r = 0; r < 2; ++r) {
    a[r].metrics.push_back(observe_count(registry[3], "", 100 + r, window));
    b[r].metrics.push_back(observe_count(registry[3], "", 120 + 3 * r, window));
  }
  const auto all = compare(a, b);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_DOUBLE_EQ(*statistic(all, "total").difference.value, 21.0);
  EXPECT_DOUBLE_EQ(*statistic(all, "rate").difference.value, 2.1);
  EXPECT_EQ(statistic(all, "rate").unit, "1/s");
}

TEST(ComparePaired, NoDifferenceIsCertain) {
  const auto all = compare(levels({10, 12, 11}), levels({10, 12, 11}));
  EXPECT_EQ(*all[0].difference.value, 0.0);
  EXPECT_EQ(*all[0].difference.half_width, 0.0);
  EXPECT_EQ(*all[0].p, 1.0);
  EXPECT_EQ(*all[0].variance_ratio, 0.0);
}

TEST(ComparePaired, AConstantDifferenceIsJudgedByItsSign) {
  const auto all = compare(levels({10, 12, 11, 14, 9}), levels({11, 13, 12, 15, 10}));
  EXPECT_EQ(*all[0].difference.half_width, 0.0);
  EXPECT_EQ(*all[0].p, 1.0 / 16.0);
}

TEST(ComparePaired, ExactFiguresDifferExactly) {
  auto all = compare(levels({4, 4}, "", true), levels({5, 5}, "", true));
  EXPECT_TRUE(all[0].difference.exact);
  EXPECT_FALSE(all[0].difference.half_width.has_value());
  EXPECT_EQ(*all[0].p, 0.0);
  holm(all, 0.05);
  EXPECT_EQ(all[0].verdict, DifferenceVerdict::worse);
  auto same = compare(levels({4, 4}, "", true), levels({4, 4}, "", true));
  holm(same, 0.05);
  EXPECT_EQ(*same[0].p_adjusted, 1.0);
  EXPECT_EQ(same[0].verdict, DifferenceVerdict::no_difference);
}

TEST(ComparePaired, OnePairHasNoInterval) {
  auto all = compare(levels({4}), levels({5, 6, 7}));
  EXPECT_EQ(*all[0].difference.value, 1.0);
  EXPECT_FALSE(all[0].difference.half_width.has_value());
  EXPECT_FALSE(all[0].p.has_value());
  holm(all, 0.05);
  EXPECT_FALSE(all[0].p_adjusted.has_value());
  EXPECT_EQ(all[0].verdict, DifferenceVerdict::no_difference);
}

TEST(ComparePaired, OnlyWhatBothHaveIsCompared) {
  auto a = levels({1, 2}, "fe[0]");
  auto b = levels({1, 3}, "fe[1]");
  const auto all = compare(a, b);
  ASSERT_EQ(all.size(), 1U);  // the system, put together on both sides
  EXPECT_EQ(all[0].component, "");
  EXPECT_DOUBLE_EQ(*all[0].difference.value, 0.5);
}

/// Designs with a value of every kind that do not divide evenly.
std::vector<Observations> mixed(double scale) {
  std::vector<Observations> result;
  for (int r = 0; r < 5; ++r) {
    Observations& one = result.emplace_back();
    const double noise = std::sin(1.0 + 7.0 * r) * 0.1;
    const int tries = 300 + 7 * r;
    Tally tally = Tally::with_histogram();
    for (int i = 1; i <= 2000; ++i) {
      tally.record(Duration(static_cast<std::int64_t>(1e6 * (scale + noise) * std::sqrt(i))));
    }
    one.metrics.push_back(observe_instant(registry[0], "", (scale + noise) / 3.0, window));
    one.metrics.push_back(observe(registry[1], "", tally, window));
    one.metrics.push_back(observe_trials(registry[2], "", static_cast<std::uint64_t>(200 * scale),
                                         static_cast<std::uint64_t>(tries), window));
    one.metrics.push_back(
        observe_count(registry[3], "", static_cast<std::uint64_t>(1000 * (scale + noise)), window));
  }
  return result;
}

TEST(ComparePaired, SwappingTheDesignsTurnsEverySignAndNoMagnitude) {
  auto there = compare(mixed(1.0), mixed(1.25));
  auto back = compare(mixed(1.25), mixed(1.0));
  ASSERT_EQ(there.size(), back.size());
  ASSERT_EQ(there.size(), 10U);  // a level 1, a time 6, a ratio 1, a count 2
  holm(there, 0.05);
  holm(back, 0.05);
  for (std::size_t i = 0; i < there.size(); ++i) {
    const Difference& one = there[i];
    const Difference& other = back[i];
    EXPECT_NE(*one.difference.value, 0.0) << one.metric << one.statistic;
    EXPECT_EQ(*one.difference.value, -*other.difference.value) << one.metric << one.statistic;
    EXPECT_EQ(*one.difference.half_width, *other.difference.half_width);
    EXPECT_EQ(*one.p, *other.p);
    EXPECT_EQ(*one.p_adjusted, *other.p_adjusted);
    EXPECT_EQ(*one.variance_ratio, *other.variance_ratio);
  }
}

Difference with_p(std::string_view statistic, double p, std::string_view component = "",
                  Better better = Better::lower, double difference = 1.0) {
  Difference one;
  one.statistic = statistic;
  one.component = component;
  one.better = better;
  one.difference = {.value = difference, .half_width = 0.5};
  one.p = p;
  return one;
}

TEST(Holm, WeighsTheSystemsFiguresFourToOne) {
  // Weights .4 .4 .2; p/weight .03 .1 .02. In that order the rest of the weights is 1, .8, .4.
  std::vector<Difference> all{with_p("mean", 0.012), with_p("p95", 0.04),
                              with_p("mean", 0.004, "fe[0]")};
  holm(all, 0.05);
  EXPECT_NEAR(*all[2].p_adjusted, 0.02, 1e-15);
  EXPECT_NEAR(*all[0].p_adjusted, 0.024, 1e-15);
  EXPECT_NEAR(*all[1].p_adjusted, 0.04, 1e-15);
  for (const Difference& one : all) EXPECT_EQ(one.verdict, DifferenceVerdict::worse);
}

TEST(Holm, NoSmallerPHasALargerAdjustedOne) {
  std::vector<Difference> all{with_p("mean", 0.02), with_p("p95", 0.021), with_p("total", 0.9)};
  holm(all, 0.05);
  EXPECT_NEAR(*all[0].p_adjusted, 0.06, 1e-15);
  EXPECT_NEAR(*all[1].p_adjusted, 0.06, 1e-15);  // .042 by itself
  EXPECT_NEAR(*all[2].p_adjusted, 0.9, 1e-15);
  for (const Difference& one : all) EXPECT_EQ(one.verdict, DifferenceVerdict::no_difference);
}

TEST(Holm, WhatIsZeroInEveryPairTakesNoWeight) {
  std::vector<Difference> all{with_p("mean", 0.03)};
  Difference zero = with_p("mean", 1.0, "", Better::lower, 0.0);
  zero.difference.half_width = 0.0;
  for (int i = 0; i < 50; ++i) all.push_back(zero);
  holm(all, 0.05);
  EXPECT_NEAR(*all[0].p_adjusted, 0.03, 1e-15);
  EXPECT_EQ(*all[7].p_adjusted, 1.0);
}

TEST(Holm, VerdictsFollowWhatIsBetter) {
  std::vector<Difference> all{
      with_p("mean", 1e-9, "", Better::lower, -1.0),  with_p("mean", 1e-9, "", Better::lower, 1.0),
      with_p("mean", 1e-9, "", Better::higher, -1.0), with_p("mean", 1e-9, "", Better::higher, 1.0),
      with_p("mean", 1e-9, "", Better::none, -1.0),   with_p("mean", 0.5)};
  holm(all, 0.05);
  using V = DifferenceVerdict;
  const std::array expected{V::better, V::worse,     V::worse,
                            V::better, V::different, V::no_difference};
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].verdict, expected[i]) << i;
}

TEST(Holm, NothingToCompareIsNoFault) {
  std::vector<Difference> none;
  holm(none, 0.05);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace ocssim
