// What --dry-run says beforehand, against what is counted afterwards: within a small factor, for
// what is periodic, too.
#include "study/cost.hpp"

#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::study {
namespace {

scenarios::Scenario scenario_of(const std::string& name, const std::vector<std::string>& sets) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_scenario(options);
  EXPECT_TRUE(loaded.has_value());
  return *std::move(loaded);
}

const std::vector<std::string> small = {"clients.users=2000", "simulation.duration=60s",
                                        "simulation.warmup=none"};

std::vector<std::string> small_with(const std::string& set) {
  std::vector<std::string> sets = small;
  sets.push_back(set);
  return sets;
}

TEST(ExpectedCost, GrowsWithWhatIsPeriodicAsItsEventsDo) {
  const double plain = expected_cpu_seconds(scenario_of("enterprise-100k", small));
  const std::vector<std::pair<std::string, std::string>> same = {
      {"sql.checkpoint.interval=1ms", "sql.checkpoint.interval=60s"},
      {"clients.keep_alive.interval=100ms", "clients.keep_alive.interval=300s"}};
  for (const auto& [often, seldom] : same) {
    const scenarios::Scenario scenario = scenario_of("enterprise-100k", small_with(often));
    const scenarios::Scenario rest = scenario_of("enterprise-100k", small_with(seldom));
    const double expected = expected_cpu_seconds(scenario) - expected_cpu_seconds(rest);
    const auto events = static_cast<double>(scenarios::simulate(scenario, 0).events_processed -
                                            scenarios::simulate(rest, 0).events_processed);
    // An event takes 40 to 400 ns, whatever it is.
    EXPECT_GT(expected, 40e-9 * events) << often;
    EXPECT_LT(expected, 400e-9 * events) << often;
    EXPECT_GT(expected, 0.3 * plain) << often;
  }
}

TEST(ExpectedCost, CountsTheLeastInterval) {
  const double expected = expected_cpu_seconds(
      scenario_of("enterprise-100k", {"clients.users=1", "simulation.duration=365d",
                                      "simulation.warmup=none", "sql.checkpoint.interval=1ms"}));
  EXPECT_GT(expected, 1000.0) << "31,536,000,000 events";
}

TEST(ExpectedCost, CountsPacketsOfAdaptersWithoutAPool) {
  const double one =
      expected_cpu_seconds(scenario_of("nic-rings", {"av.packets.load.rate=100Mbps"}));
  const double ten = expected_cpu_seconds(scenario_of("nic-rings", {"av.packets.load.rate=1Gbps"}));
  EXPECT_GT(one, 0.0);
  EXPECT_NEAR(ten, 10.0 * one, 0.01 * ten);
}

TEST(ExpectedCost, CountsAStormForItsWindowAlone) {
  const double short_one =
      expected_cpu_seconds(scenario_of("phase-lock-night", {"simulation.duration=100min"}));
  const double long_one =
      expected_cpu_seconds(scenario_of("phase-lock-night", {"simulation.duration=200min"}));
  EXPECT_LT(long_one, 2.0 * short_one) << "the storm comes once";
  EXPECT_LT(long_one, 5.0);
}

}  // namespace
}  // namespace ocssim::study
