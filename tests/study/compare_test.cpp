// Comparing under common random numbers: nothing where nothing differs, signs, variance reduction.
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "tests/study/compare_self.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

TEST(Compare, TheSameSeedGivesExactlyNothing) {
  const auto a = replications_of(small_pool(5), 4);
  const auto b = replications_of(small_pool(5), 4);
  const auto differences = compared(a, b);
  EXPECT_GT(differences.size(), 100U);
  for (const Difference& one : differences) {
    EXPECT_EQ(*one.difference.value, 0.0) << one.metric << '.' << one.statistic;
    EXPECT_EQ(one.difference.half_width.value_or(0.0), 0.0) << one.metric << '.' << one.statistic;
    EXPECT_EQ(*one.p_adjusted, 1.0) << one.metric << '.' << one.statistic;
  }
}

TEST(Compare, SwappingTurnsEverySign) {
  const auto a = replications_of(small_pool(5), 4);
  const auto b = replications_of(small_pool(6, {"clients.activity.polls=80 / user / hour"}), 4);
  const auto there = compared(a, b);
  const auto back = compared(b, a);
  ASSERT_EQ(there.size(), back.size());
  int different = 0;
  for (std::size_t i = 0; i < there.size(); ++i) {
    ASSERT_EQ(there[i].metric, back[i].metric);
    EXPECT_EQ(*there[i].difference.value, -*back[i].difference.value) << there[i].metric;
    EXPECT_EQ(there[i].p, back[i].p) << there[i].metric;
    EXPECT_EQ(there[i].p_adjusted, back[i].p_adjusted) << there[i].metric;
    different += *there[i].difference.value != 0.0 ? 1 : 0;
  }
  EXPECT_GT(different, 50);
}

TEST(Compare, DifferentSeedsSeldomDiffer) {
  // Of 10 pairs a true 5 % gives 4 or more in 1 of 1,000.
  EXPECT_LE(false_differences(10, 4), 3);
}

TEST(Compare, MorePollsAreFound) {
  const auto a = replications_of(small_pool(5), 8);
  const auto b = replications_of(small_pool(5, {"clients.activity.polls=90 / user / hour"}), 8);
  for (const Difference& one : compared(a, b)) {
    if (!one.component.empty() || one.metric != "front_end.cpu.utilization") continue;
    if (one.statistic != "mean") continue;
    std::printf("half as many polls again: CPU %.3f to %.3f, adjusted p %.2g\n", *one.a.value,
                *one.b.value, *one.p_adjusted);
    EXPECT_EQ(one.verdict, DifferenceVerdict::worse);
    EXPECT_GT(*one.relative, 0.05);
    return;
  }
  ADD_FAILURE() << "front_end.cpu.utilization.mean is missing";
}

/// One M/M/8 station at 70 %: 56 arrivals a second, 100 ms each.
scenarios::Scenario eight_servers(const std::string& service_time, std::uint64_t seed) {
  scenarios::LoadOptions options;
  options.scenario = "mmc-knee";
  options.seed = std::to_string(seed);
  options.sets = {"clients.users=56000", "simulation.duration=30 min",
                  "stations[0].mean_service_time=" + service_time};
  options.metrics = scenarios::metric_registry();
  auto scenario = scenarios::load_scenario(options);
  EXPECT_TRUE(scenario.has_value());
  return *std::move(scenario);
}

TEST(Compare, CommonRandomNumbersTakeNineTenthsOfTheVarianceAway) {
  const auto a = replications_of(eight_servers("100 ms", 1), 10);
  const auto b = replications_of(eight_servers("101 ms", 1), 10);
  const auto independent = replications_of(eight_servers("101 ms", 2), 10);
  const auto mean_sojourn = [](const std::vector<Difference>& all) -> const Difference& {
    for (const Difference& one : all) {
      const bool wanted = one.metric == "station.sojourn_time" && one.statistic == "mean";
      if (wanted && one.component.empty()) return one;
    }
    ADD_FAILURE() << "station.sojourn_time.mean is missing";
    return all.front();
  };
  const auto common = compared(a, b);
  const auto apart = compared(a, independent);
  const Difference& one = mean_sojourn(common);
  std::printf(
      "M/M/8 at 70 %%, service + 1 %%: %+.4f ms ± %.4f, variance ratio %.4f (seeds apart %.2f)\n",
      1e3 * *one.difference.value, 1e3 * *one.difference.half_width, *one.variance_ratio,
      *mean_sojourn(apart).variance_ratio);
  EXPECT_LE(*one.variance_ratio, 0.1);
  EXPECT_GT(*mean_sojourn(apart).variance_ratio, 0.3);
  EXPECT_EQ(one.verdict, DifferenceVerdict::worse);
}

}  // namespace
}  // namespace ocssim::study
