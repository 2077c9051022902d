// Kaplan and Meier's estimator against the published analysis of a trial.
//
// 6-mercaptopurine arm of Freireich et al. 1963, weeks of remission of 21 patients, "+" censored:
//   6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+
// S, its Greenwood standard error and log(−log) intervals as any textbook on survival gives them.
#include "engine/stats/kaplan_meier.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

KaplanMeier remissions() {
  std::vector<Lifetime> weeks;
  for (const double week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) weeks.push_back({week, true});
  for (const double week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
    weeks.push_back({week, false});
  }
  return KaplanMeier(weeks);
}

TEST(KaplanMeier, GivesThePublishedSurvivalOfARemissionTrial) {
  const KaplanMeier curve = remissions();
  EXPECT_EQ(curve.count(), 21u);
  EXPECT_EQ(curve.ended(), 9u);
  const std::vector<std::vector<double>> published = {
      {6, 0.8571, 0.0764},  {7, 0.8067, 0.0869},  {10, 0.7529, 0.0963}, {13, 0.6902, 0.1068},
      {16, 0.6275, 0.1141}, {22, 0.5378, 0.1282}, {23, 0.4482, 0.1346}};
  ASSERT_EQ(curve.steps().size(), published.size());
  for (std::size_t i = 0; i < published.size(); ++i) {
    const KaplanMeier::Step& step = curve.steps()[i];
    const double error = step.survival * std::sqrt(step.log_variance);
    std::printf("S(%2.0f) = %.4f, standard error %.4f\n", step.time, step.survival, error);
    EXPECT_EQ(step.time, published[i][0]);
    EXPECT_NEAR(step.survival, published[i][1], 5e-5);
    EXPECT_NEAR(error, published[i][2], 5e-5);
  }
  EXPECT_EQ(curve.survival(5.9), 1.0);
  EXPECT_NEAR(curve.survival(12.0), 0.7529, 5e-5);
}

TEST(KaplanMeier, GivesThePublishedMedianAndItsOpenInterval) {
  const KaplanMeier curve = remissions();
  EXPECT_EQ(curve.quantile(0.5), 23.0);
  EXPECT_EQ(curve.quantile(0.95), std::nullopt) << "45 % have not ended";
  const KaplanMeier::Interval interval = curve.interval(0.5, 0.95);
  EXPECT_EQ(interval.low, 13.0);  // S(13) could be 0.4316 … 0.8491
  EXPECT_FALSE(interval.high) << "S(23) could be 0.68";
}

TEST(KaplanMeier, WithoutCensoringIsTheEmpiricalDistribution) {
  std::vector<Lifetime> lifetimes;
  for (int i = 1; i <= 20; ++i) lifetimes.push_back({10.0 * i});
  const KaplanMeier curve(lifetimes);
  EXPECT_NEAR(curve.survival(100.0), 0.5, 1e-12);
  EXPECT_EQ(curve.quantile(0.5), 100.0);
  const KaplanMeier::Interval interval = curve.interval(0.5, 0.95);
  // By order statistics the interval of 20 is the 6th to the 15th.
  EXPECT_NEAR(interval.low, 60.0, 10.0);
  ASSERT_TRUE(interval.high);
  EXPECT_NEAR(*interval.high, 150.0, 10.0);
}

TEST(KaplanMeier, EqualTimesAreAsSureAsTheirNumber) {
  const KaplanMeier eight(std::vector<Lifetime>(8, {50.0}));
  EXPECT_EQ(eight.quantile(0.5), 50.0);
  EXPECT_EQ(eight.interval(0.5, 0.95).low, 50.0);
  EXPECT_EQ(eight.interval(0.5, 0.95).high, 50.0);  // 0 of 8 last longer: at most 36.9 %
  EXPECT_FALSE(eight.interval(0.95, 0.95).high) << "8 say nothing of one in twenty";
  const KaplanMeier one(std::vector<Lifetime>(1, {50.0}));
  EXPECT_EQ(one.interval(0.5, 0.95).low, 0.0);
  EXPECT_FALSE(one.interval(0.5, 0.95).high);
}

TEST(KaplanMeier, WhatNeverEndsHasNoQuantile) {
  const KaplanMeier curve(std::vector<Lifetime>(8, {600.0, false}));
  EXPECT_EQ(curve.ended(), 0u);
  EXPECT_EQ(curve.quantile(0.5), std::nullopt);
  EXPECT_EQ(curve.interval(0.5, 0.95).low, 600.0);
  EXPECT_EQ(curve.longest(), 600.0);
}

}  // namespace
}  // namespace ocssim
