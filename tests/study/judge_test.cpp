#include "study/judge.hpp"

#include "tests/study/observations_by_hand.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

using scenarios::Objective;
using testing::HasSubstr;

const std::vector<std::string> two = {"front_end[0]", "front_end[1]"};

Objective objective(const std::string& text) {
  auto parsed = scenarios::parse_objective(text, {});
  if (!parsed) throw std::runtime_error(text);
  return *parsed;
}

Judgment judged(const std::vector<Observations>& replications, std::vector<Objective> objectives,
                std::vector<Objective> band = {}) {
  const auto metrics = estimated(replications);
  return judge_objectives({.objectives = objectives,
                           .healthy_band = band,
                           .replications = replications,
                           .metrics = metrics,
                           .confidence = 0.95});
}

TEST(Judge, MetWhenTheWholeIntervalIsInside) {
  const auto runs = utilizations({0.60, 0.61, 0.62}, two);
  const Judgment result = judged(runs, {objective("front_end.cpu.utilization < 80 %")});
  ASSERT_EQ(result.objectives.size(), 1u);
  EXPECT_EQ(result.verdict, Verdict::met);
  EXPECT_EQ(result.objectives[0].statistic, "mean");
  EXPECT_EQ(result.objectives[0].limit, "< 80 %");
  EXPECT_NEAR(*result.objectives[0].measured.value, 0.61, 1e-12);
  // t(2 degrees, 97.5 %) = 4.302653, s = 0.01: h = 4.302653 · 0.01 / √3 = 0.024841
  EXPECT_NEAR(*result.objectives[0].measured.half_width, 0.0248414, 1e-6);
}

TEST(Judge, NotMetWhenTheWholeIntervalIsOutside) {
  const auto runs = utilizations({0.90, 0.91, 0.92}, two);
  EXPECT_EQ(judged(runs, {objective("front_end.cpu.utilization < 80 %")}).verdict,
            Verdict::not_met);
}

TEST(Judge, InconclusiveWhenTheIntervalHoldsTheLimit) {
  const auto runs = utilizations({0.70, 0.80, 0.90}, two);
  const Judgment result = judged(runs, {objective("front_end.cpu.utilization < 80 %")});
  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  EXPECT_EQ(result.objectives[0].reason, "the interval holds the limit");
}

TEST(Judge, OneReplicationDecidesNothing) {
  const auto runs = utilizations({0.10}, two);
  const Judgment result = judged(runs, {objective("front_end.cpu.utilization < 80 %")});
  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  EXPECT_EQ(result.objectives[0].reason, "one replication gives no interval");
}

TEST(Judge, TheWorstComponentDecides) {
  auto runs = utilizations({0.60, 0.61, 0.62}, two);
  for (Observations& run : runs) run.metrics[1].sum += 30.0;
  const Judgment result = judged(runs, {objective("front_end.cpu.utilization < 80 %")});
  EXPECT_EQ(result.verdict, Verdict::not_met);
  EXPECT_EQ(result.objectives[0].component, "front_end[1]");
}

TEST(Judge, PerComponentSharesTheErrorAmongThem) {
  const auto runs = utilizations({0.60, 0.61, 0.62}, two);
  const Judgment result =
      judged(runs, {objective("front_end.cpu.utilization < 80 % per front_end")});
  EXPECT_EQ(result.verdict, Verdict::met);
  EXPECT_EQ(result.objectives[0].limit, "< 80 %");
  // Bonferroni over two: t(2 degrees, 98.75 %) = 6.205347, h = 6.205347 · 0.01 / √3 = 0.035827
  EXPECT_NEAR(*result.objectives[0].measured.half_width, 0.0358266, 1e-6);
}

TEST(Judge, OverAnyTakesTheWorstWindowOfEachReplication) {
  auto runs = utilizations({0.60, 0.60}, two);
  for (Observations& run : runs) {
    run.series.push_back({.name = "front_end.cpu.utilization",
                          .component = "front_end[0]",
                          .unit = "1",
                          .slice = Duration{60'000'000'000},
                          .values = {0.5, 0.5, 0.9, 0.9, 0.5, 0.5}});
  }
  const Judgment result =
      judged(runs, {objective("front_end.cpu.utilization < 80 % over any 2 min")});
  EXPECT_EQ(result.verdict, Verdict::not_met);
  EXPECT_DOUBLE_EQ(*result.objectives[0].measured.value, 0.9);
}

TEST(Judge, WindowsWithoutASeriesAreNotJudgedAndSaidSo) {
  const auto runs = utilizations({0.60, 0.61}, two);
  const Judgment result =
      judged(runs, {objective("front_end.cpu.utilization < 80 % over any 2 min")});
  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_THAT(result.warnings[0], HasSubstr("no series"));
}

TEST(Judge, HealthyLeavesOutLinesThatNoModelReports) {
  const auto runs = utilizations({0.60, 0.61, 0.62}, two);
  const Judgment result =
      judged(runs, {objective("healthy")},
             {objective("front_end.cpu.utilization < 80 %"), objective("nic.rx.dropped <= 0")});
  EXPECT_EQ(result.verdict, Verdict::met);
  ASSERT_EQ(result.objectives[0].parts.size(), 1u);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_THAT(result.warnings[0], HasSubstr("nic.rx.dropped"));
}

TEST(Judge, AWithheldTimeOfAnUnstableRunIsNotMet) {
  const auto runs = utilizations({0.60, 0.61, 0.62}, two);
  auto metrics = estimated(runs);
  for (MetricResult& metric : metrics) {
    metric.state = MetricState::unstable;
    for (NamedFigure& named : metric.figures) named.figure = {};
  }
  const std::vector<Objective> objectives = {objective("front_end.cpu.utilization < 80 %")};
  const Judgment result = judge_objectives(
      {.objectives = objectives, .healthy_band = {}, .replications = runs, .metrics = metrics});
  EXPECT_EQ(result.verdict, Verdict::not_met);
  EXPECT_THAT(result.objectives[0].reason, HasSubstr("unstable"));
}

TEST(Judge, ErrorBeatsOpenQuestionsInTheVerdictOfAll) {
  auto runs = utilizations({0.70, 0.80, 0.90}, two);
  const Judgment result = judged(runs, {objective("front_end.cpu.utilization < 80 %"),
                                        objective("front_end.cpu.utilization < 10 %")});
  EXPECT_EQ(result.objectives[0].verdict, Verdict::inconclusive);
  EXPECT_EQ(result.verdict, Verdict::not_met);
}

}  // namespace
}  // namespace ocssim::study
