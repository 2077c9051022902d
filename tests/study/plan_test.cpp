#include "study/plan.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

using Ladder = std::vector<std::uint32_t>;

Results one_objective(Verdict verdict, double value, double half_width) {
  Results results;
  ObjectiveResult objective;
  objective.verdict = verdict;
  objective.measured = {.value = value, .half_width = half_width};
  results.objectives.push_back(objective);
  return results;
}

TEST(Plan, AFixedNumberIsLookedAtOnce) {
  EXPECT_EQ(looks({.replications = 5}), Ladder{5});
}

TEST(Plan, AutoDoublesFromEightToTheMaximum) {
  EXPECT_EQ(looks({.max_replications = 64}), (Ladder{8, 16, 32, 64}));
  EXPECT_EQ(looks({.max_replications = 100}), (Ladder{8, 16, 32, 64, 100}));
  EXPECT_EQ(looks({.max_replications = 8}), Ladder{8});
  EXPECT_EQ(looks({.max_replications = 3}), Ladder{3});
}

TEST(Plan, LooksShareTheErrorOfAVerdict) {
  EXPECT_DOUBLE_EQ(verdict_confidence({.replications = 8, .confidence = 0.95}), 0.95);
  EXPECT_DOUBLE_EQ(verdict_confidence({.max_replications = 64, .confidence = 0.95}), 0.9875);
}

TEST(Plan, ProbesOfASearchShareTheErrorToo) {
  EXPECT_DOUBLE_EQ(verdict_confidence({.replications = 8, .confidence = 0.95, .probes = 10}),
                   0.995);
  EXPECT_DOUBLE_EQ(verdict_confidence({.max_replications = 64, .confidence = 0.95, .probes = 10}),
                   0.99875);
}

TEST(Plan, NamedMetricsMustBePreciseBesidesTheObjectives) {
  Results results = one_objective(Verdict::met, 1.0, 0.5);
  MetricResult metric;
  metric.name = "sign_in.time";
  metric.figures = {{"mean", {.value = 1.0, .half_width = 0.01}},
                    {"p95", {.value = 1.0, .half_width = 0.03}}};
  results.metrics.push_back(metric);
  EXPECT_TRUE(is_enough(results, {.precise_metrics = {"sign_in.time"}}));
  EXPECT_FALSE(is_enough(results, {.precise_metrics = {"sign_in.time.p95"}}));
}

TEST(Plan, IsEnoughWhenEveryObjectiveIsDecidedOrPrecise) {
  EXPECT_TRUE(is_enough(one_objective(Verdict::met, 1.0, 0.5), {.precision = 0.02}));
  EXPECT_TRUE(is_enough(one_objective(Verdict::inconclusive, 1.0, 0.02), {.precision = 0.02}));
  EXPECT_FALSE(is_enough(one_objective(Verdict::inconclusive, 1.0, 0.021), {.precision = 0.02}));
}

TEST(Plan, PartsOfHealthyCountOneByOne) {
  Results results = one_objective(Verdict::inconclusive, 1.0, 0.0);
  results.objectives[0].parts = one_objective(Verdict::inconclusive, 1.0, 0.5).objectives;
  EXPECT_FALSE(is_enough(results, {.precision = 0.02}));
  results.objectives[0].parts[0].verdict = Verdict::not_met;
  EXPECT_TRUE(is_enough(results, {.precision = 0.02}));
}

TEST(Plan, WithoutObjectivesTheFirstLookIsEnough) {
  EXPECT_TRUE(is_enough(Results{}, {.precision = 0.02}));
}

}  // namespace
}  // namespace ocssim::study
