#include "study/steadiness.hpp"

#include "study/answer.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

std::vector<Observations> with_queue(const std::vector<double>& values) {
  auto runs = utilizations({0.5, 0.5, 0.5, 0.5}, {"front_end[0]"});
  double shift = 0.0;
  for (Observations& run : runs) {
    std::vector<double> shifted = values;
    for (double& value : shifted) value += shift;
    shift += 0.01;
    run.series.push_back({.name = "front_end.number_in_system",
                          .component = "front_end[0]",
                          .unit = "messages",
                          .slice = Duration{12'500'000'000},
                          .values = shifted});
  }
  return runs;
}

TEST(Steadiness, AGrowingQueueIsUnstable) {
  const auto runs = with_queue({1, 2, 3, 4, 5, 6, 7, 8});
  const Steadiness steadiness = examine_steadiness(shipped("enterprise-100k"), runs);
  EXPECT_EQ(steadiness.state, MetricState::unstable);
  ASSERT_EQ(steadiness.growing, std::vector<std::string>{"front_end"});
  ASSERT_EQ(steadiness.findings.size(), 1u);
  EXPECT_EQ(steadiness.findings[0].component, "front_end[0]");
}

TEST(Steadiness, ALevelQueueIsSteady) {
  const auto runs = with_queue({4, 4, 5, 4, 4, 5, 4, 4});
  EXPECT_EQ(examine_steadiness(shipped("enterprise-100k"), runs).state, MetricState::ok);
}

TEST(Steadiness, MoreWorkThanServersIsUnstableWithoutLookingAtTheRun) {
  const auto runs = utilizations({1.0, 1.0}, {});
  const Steadiness steadiness =
      examine_steadiness(shipped("mmc-knee", {"clients.users=100k"}), runs);
  EXPECT_EQ(steadiness.state, MetricState::unstable);
}

TEST(Steadiness, AWarmUpInTheSecondHalfIsNotSettled) {
  auto runs = with_queue({4, 4, 5, 4, 4, 5, 4, 4});
  runs[2].settled = false;
  EXPECT_EQ(examine_steadiness(shipped("enterprise-100k"), runs).state, MetricState::not_settled);
}

TEST(Steadiness, WithholdsTimesAndKeepsUtilizationsWhenUnstable) {
  MetricResult time;
  time.name = "sign_in.time";
  time.unit = "s";
  time.kind = MetricKind::tally;
  time.figures = {{"mean", {.value = 1.0}}, {"max", {.value = 2.0}}};
  MetricResult utilization;
  utilization.name = "front_end.cpu.utilization";
  utilization.unit = "1";
  utilization.kind = MetricKind::time_average;
  utilization.figures = {{"mean", {.value = 1.0}}};
  std::vector<MetricResult> metrics = {time, utilization};
  withhold_unsteady(metrics,
                    {.state = MetricState::unstable, .growing = {"front_end"}, .findings = {}});
  EXPECT_EQ(metrics[0].state, MetricState::unstable);
  EXPECT_FALSE(metrics[0].find("mean")->value);
  EXPECT_TRUE(metrics[0].find("max")->value);
  EXPECT_TRUE(metrics[1].find("mean")->value);
}

TEST(Steadiness, WithholdsTheFiguresOfAComponentThatGrowsAndOfTheSystem) {
  MetricResult own;
  own.name = "station.queue_length";
  own.component = "servers";
  own.unit = "customers";
  own.kind = MetricKind::time_average;
  own.figures = {{"mean", {.value = 1.0}}};
  MetricResult other = own;
  other.component = "others";
  MetricResult system = own;
  system.component = "";
  std::vector<MetricResult> metrics = {system, own, other};
  withhold_unsteady(metrics,
                    {.state = MetricState::unstable, .growing = {"servers"}, .findings = {}});
  EXPECT_FALSE(metrics[0].find("mean")->value);
  EXPECT_FALSE(metrics[1].find("mean")->value);
  EXPECT_TRUE(metrics[2].find("mean")->value);
}

TEST(Steadiness, IsAskedForOnlyWhenThereCanBeOne) {
  EXPECT_TRUE(is_steady(shipped("enterprise-100k")));
  EXPECT_TRUE(is_steady(shipped("mmc-knee")));
  EXPECT_FALSE(is_steady(shipped("front-end-lost")));
  EXPECT_FALSE(is_steady(shipped("snat-one-address")));
}

}  // namespace
}  // namespace ocssim::study
