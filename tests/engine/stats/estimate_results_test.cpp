// Results over replications: one a metric and component, the system put together, the worst one.
#include "engine/stats/estimate_results.hpp"

#include "engine/stats/observe.hpp"

#include <array>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

using namespace std::chrono_literals;

constexpr std::array<MetricInfo, 5> registry{{
    {"fe.utilization", "1", MetricKind::time_average, Better::lower, "busy share"},
    {"fe.rejected", "requests", MetricKind::count, Better::lower, "refused"},
    {"fe.time", "s", MetricKind::tally, Better::lower, "time"},
    {"fe.success", "1", MetricKind::ratio, Better::higher, "answered"},
    {"users.left", "users", MetricKind::instant, Better::lower, "left"},
}};

constexpr Window whole_window{SimTime{}, SimTime{100s}, {}};

Observation utilization(std::string_view component, double mean, double up_s) {
  Window window = whole_window;
  window.down_time = 100s - seconds(up_s);
  RealTimeAverage level(mean);
  return observe(registry[0], component, level, window);
}

/// Two servers, `scale` makes the replications differ.
Observations replication(std::uint32_t index) {
  const double scale = 1.0 + 0.01 * index;
  Observations result;
  result.replication = index;
  result.window_end_s = 100.0;
  for (const std::string_view name : {"fe[0]", "fe[1]"}) {
    const bool second = name == "fe[1]";
    result.metrics.push_back(utilization(name, scale * (second ? 0.6 : 0.4), second ? 50 : 100));
    result.metrics.push_back(observe_count(registry[1], name, second ? 30 : 10, whole_window));
    Tally times = Tally::with_histogram();
    for (int i = 1; i <= 1000; ++i) times.record(std::chrono::milliseconds(second ? 2 * i : i));
    result.metrics.push_back(observe(registry[2], name, times, whole_window));
    result.metrics.push_back(
        observe_trials(registry[3], name, second ? 90 : 300, second ? 100 : 300, whole_window));
  }
  result.metrics.push_back(observe_instant(registry[4], "", 5.0 + index, whole_window));
  return result;
}

std::vector<Observations> replications(std::uint32_t count) {
  std::vector<Observations> result;
  for (std::uint32_t r = 0; r < count; ++r) result.push_back(replication(r));
  return result;
}

const MetricResult& find(const std::vector<MetricResult>& results, std::string_view metric,
                         std::string_view component) {
  for (const MetricResult& one : results) {
    if (one.name == metric && one.component == component) return one;
  }
  ADD_FAILURE() << metric << " " << component << " is missing";
  return results.front();
}

TEST(EstimateResults, EveryMetricHasTheSystemBeforeItsComponents) {
  const std::vector<MetricResult> results = estimate_results(replications(3), registry, {});
  std::vector<std::string> names;
  for (const MetricResult& one : results) names.push_back(one.name + "/" + one.component);
  const std::vector<std::string> expected{"fe.utilization/",
                                          "fe.utilization/fe[0]",
                                          "fe.rejected/",
                                          "fe.rejected/fe[0]",
                                          "fe.time/",
                                          "fe.time/fe[0]",
                                          "fe.success/",
                                          "fe.success/fe[0]",
                                          "fe.utilization/fe[1]",
                                          "fe.rejected/fe[1]",
                                          "fe.time/fe[1]",
                                          "fe.success/fe[1]",
                                          "users.left/"};
  EXPECT_EQ(names, expected);
}

TEST(EstimateResults, ComponentsCombineByTheirKind) {
  const std::vector<MetricResult> results = estimate_results(replications(3), registry, {});
  // Utilization weighted by up time: (100·0.4 + 50·0.6)/150 = 0.4666…, times mean scale 1.01.
  EXPECT_NEAR(*find(results, "fe.utilization", "").find("mean")->value, 1.01 * 70.0 / 150.0, 1e-12);
  EXPECT_NEAR(*find(results, "fe.utilization", "").find("max")->value, 1.01 * 0.6, 1e-12);
  EXPECT_NEAR(find(results, "fe.utilization", "fe[1]").up_share, 0.5, 1e-12);
  EXPECT_NEAR(find(results, "fe.utilization", "").up_share, 0.75, 1e-12);
  EXPECT_EQ(find(results, "fe.rejected", "").find("total")->value, 40.0);
  EXPECT_EQ(find(results, "fe.rejected", "").find("rate")->value, 0.4);
  // 1…1000 ms and 2…2000 ms: mean of all 0.75075 s, 390 of 400.
  EXPECT_NEAR(*find(results, "fe.time", "").find("mean")->value, 0.75075, 1e-12);
  EXPECT_EQ(find(results, "fe.time", "").find("max")->value, 2.0);
  EXPECT_NEAR(*find(results, "fe.time", "fe[0]").find("p95")->value, 0.95, 0.002 * 0.95);
  EXPECT_DOUBLE_EQ(*find(results, "fe.success", "").find("mean")->value, 390.0 / 400.0);
  EXPECT_EQ(find(results, "users.left", "").find("mean")->value, 6.0);
}

TEST(EstimateResults, TakesUnitAndDirectionFromTheRegistry) {
  const std::vector<MetricResult> results = estimate_results(replications(2), registry, {});
  EXPECT_EQ(find(results, "fe.success", "").better, Better::higher);
  EXPECT_EQ(find(results, "fe.time", "").unit, "s");
  EXPECT_EQ(find(results, "fe.time", "").figures.front().statistic, "mean");
  EXPECT_EQ(find(results, "fe.rejected", "").figures.front().statistic, "total");
}

TEST(EstimateResults, TooFewSamplesBeyondAreSaid) {
  // 3 replications of 1,000: 3 lie beyond p99.9 of a component, 6 of the system.
  const std::vector<MetricResult> results = estimate_results(replications(3), registry, {});
  const MetricResult& time = find(results, "fe.time", "");
  EXPECT_EQ(time.state, MetricState::too_few);
  EXPECT_FALSE(time.find("p99_9")->value.has_value());
  EXPECT_TRUE(time.find("p99")->value.has_value());
  EXPECT_EQ(find(results, "fe.rejected", "").state, MetricState::ok);
}

TEST(EstimateResults, ReplicationsThatDisagreeAboutTheirMetricsAreJoinedByName) {
  std::vector<Observations> all = replications(3);
  all[0].metrics.erase(all[0].metrics.begin());  // fe.utilization of fe[0]
  const std::vector<MetricResult> results = estimate_results(all, registry, {});
  EXPECT_NEAR(*find(results, "fe.utilization", "fe[0]").find("mean")->value, 0.4 * 1.015, 1e-12);
  EXPECT_EQ(find(results, "fe.rejected", "").find("total")->value, 40.0);
}

TEST(EstimateResults, ExactFiguresCarryNoInterval) {
  std::vector<Observations> all = replications(3);
  for (Observations& one : all) {
    for (Observation& observation : one.metrics) {
      observation.exact = observation.metric == "fe.rejected";
    }
  }
  const std::vector<MetricResult> results = estimate_results(all, registry, {});
  const Figure& total = *find(results, "fe.rejected", "").find("total");
  EXPECT_TRUE(total.exact);
  EXPECT_FALSE(total.half_width.has_value());
  EXPECT_FALSE(find(results, "users.left", "").find("mean")->exact);
}

TEST(EstimateStatistic, AgreesWithTheResultsAndWidensWithConfidence) {
  const std::vector<Observations> all = replications(4);
  const std::vector<MetricResult> results = estimate_results(all, registry, {});
  const Figure same = estimate_statistic(all, {"users.left", ""}, "mean", {});
  EXPECT_EQ(same.value, find(results, "users.left", "").find("mean")->value);
  EXPECT_EQ(same.half_width, find(results, "users.left", "").find("mean")->half_width);
  const Figure wide = estimate_statistic(all, {"users.left", ""}, "mean", {.confidence = 0.99});
  EXPECT_GT(*wide.half_width, 1.5 * *same.half_width);
  const Figure system = estimate_statistic(all, {"fe.rejected", ""}, "total", {});
  EXPECT_EQ(system.value, 40.0);
  EXPECT_NEAR(*estimate_statistic(all, {"fe.time", "fe[1]"}, "p90", {}).value, 1.8, 0.002 * 1.8);
  EXPECT_FALSE(estimate_statistic(all, {"no.metric", ""}, "mean", {}).value.has_value());
  EXPECT_FALSE(estimate_statistic(all, {"fe.rejected", ""}, "mean", {}).value.has_value());
}

TEST(QuantileOf, ReadsTheNamesOfStatistics) {
  EXPECT_DOUBLE_EQ(*quantile_of("p50"), 0.5);
  EXPECT_DOUBLE_EQ(*quantile_of("p99_9"), 0.999);
  EXPECT_DOUBLE_EQ(*quantile_of("p99_95"), 0.9995);
  for (const char* wrong : {"mean", "p", "p0", "p100", "p_9", "p99_", "p9x", "max", "pages"}) {
    EXPECT_FALSE(quantile_of(wrong).has_value()) << wrong;
  }
}

TEST(WorstComponent, ServesItsUsersOnlyWhileItIsUp) {
  std::vector<Observations> all(2);
  for (std::size_t r = 0; r < 2; ++r) {
    all[r].window_end_s = 100.0;
    const double jitter = 0.001 * static_cast<double>(r);
    all[r].metrics = {utilization("fe[0]", 0.70 + jitter, 100),
                      utilization("fe[1]", 0.60 + jitter, 100),
                      utilization("fe[2]", 0.95 + jitter, 1)};
  }
  const std::vector<MetricResult> results = estimate_results(all, registry, {});
  // x̄ = (0.70 + 0.60 + 0.01·0.95)/2.01 = 0.6515; fe[2] counts as 0.01·0.95 + 0.99·x̄ = 0.6545.
  const auto worst = worst_component(results, "fe.utilization", "mean", true);
  ASSERT_TRUE(worst.has_value());
  EXPECT_EQ(worst->component, "fe[0]");
  EXPECT_NEAR(*worst->figure.value, 0.7005, 1e-12);
  EXPECT_EQ(worst_component(results, "fe.utilization", "max", true)->component, "fe[2]");
  EXPECT_EQ(worst_component(results, "fe.utilization", "mean", false)->component, "fe[1]");
}

TEST(WorstComponent, OfASystemMetricIsTheSystem) {
  const std::vector<MetricResult> results = estimate_results(replications(2), registry, {});
  EXPECT_EQ(worst_component(results, "users.left", "mean", true)->component, "");
  EXPECT_FALSE(worst_component(results, "no.metric", "mean", true).has_value());
  EXPECT_FALSE(worst_component(results, "fe.time", "p99_9", true)->figure.value.has_value());
}

TEST(EstimateResultsDeathTest, AMetricMustBeDeclared) {
  EXPECT_DEATH((void)estimate_results(replications(1), std::span(registry).first(1), {}),
               "registry.end");
}

}  // namespace
}  // namespace ocssim
