// Ladders of several designs over one runner, on a station small enough to run in a test.
#include "study/conduct.hpp"

#include "study/answer.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

scenarios::Scenario small_station(const std::string& users) {
  return shipped("mmc-knee", {"simulation.duration=\"2 min\"", "simulation.warmup=none",
                              "clients.users=" + users});
}

TEST(Conduct, EachDesignStopsAtTheSmallestLookThatIsEnough) {
  const scenarios::Scenario low = small_station("20k");
  const scenarios::Scenario high = small_station("40k");
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  const Plan plan{.max_replications = 32};
  const std::vector<Design> designs{add_design(runner, low, plan), add_design(runner, high, plan)};
  // The first design is content at once, the second never.
  const Conducted conducted = conduct(designs, runner, [](const Results& results, const Plan&) {
    return results.find("station.utilization", "")->find("mean")->value.value() < 0.4;
  });
  ASSERT_EQ(conducted.status, RunStatus::complete);
  EXPECT_EQ(conducted.results[0].replications, 8u);
  EXPECT_EQ(conducted.results[1].replications, 32u);
  EXPECT_EQ(runner.counts().simulated, 40u);
}

TEST(Conduct, PairsGoOnTogether) {
  const scenarios::Scenario low = small_station("20k");
  const scenarios::Scenario high = small_station("40k");
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  const Plan plan{.max_replications = 16};
  const std::vector<Design> designs{add_design(runner, low, plan), add_design(runner, high, plan)};
  const Conducted conducted = conduct(
      designs, runner,
      [](const Results& results, const Plan&) {
        return results.find("station.utilization", "")->find("mean")->value.value() < 0.4;
      },
      Together::same_number);
  ASSERT_EQ(conducted.status, RunStatus::complete);
  EXPECT_EQ(conducted.results[0].replications, 16u);
  EXPECT_EQ(conducted.results[1].replications, 16u);
}

TEST(Conduct, AnswersAreThoseOfTheDesignAlone) {
  const scenarios::Scenario low = small_station("20k");
  const scenarios::Scenario high = small_station("40k");
  const Plan plan{.replications = 4};
  reports::MemoryStore shared;
  Runner both(shared, {.jobs = 2});
  const std::vector<Design> designs{add_design(both, low, plan), add_design(both, high, plan)};
  const Conducted together = conduct(designs, both);
  reports::MemoryStore own;
  Runner one(own, {.jobs = 1});
  const std::vector<Design> alone{add_design(one, high, plan)};
  EXPECT_EQ(conduct(alone, one).results[0].fingerprint, together.results[1].fingerprint);
  EXPECT_NE(together.results[0].fingerprint, together.results[1].fingerprint);
}

}  // namespace
}  // namespace ocssim::study
