#include "study/runner.hpp"

#include "reports/store/replication_file.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <map>

namespace ocssim::study {
namespace {

class MapStore final : public reports::UnitStore {
 public:
  [[nodiscard]] std::optional<std::string> load(std::string_view name) const override {
    const auto found = units.find(std::string(name));
    if (found == units.end()) return {};
    return found->second;
  }
  void store(std::string_view name, std::string_view bytes) override {
    units[std::string(name)] = bytes;
  }
  void flush() override { ++flushes; }

  std::map<std::string, std::string> units;
  int flushes = 0;
};

class RunnerTest : public testing::Test {
 protected:
  Runner make(RunnerOptions options) {
    return Runner(
        [this](std::uint32_t replication) {
          ++simulated;
          Observations observations;
          observations.replication = replication;
          observations.events_processed = 10 + replication;
          return observations;
        },
        [](std::uint32_t replication) { return "unit" + std::to_string(replication); }, store,
        std::move(options));
  }

  MapStore store;
  std::atomic<int> simulated{0};
};

TEST_F(RunnerTest, BringsReplicationsIntoHandInIndexOrder) {
  Runner runner = make({.jobs = 4});
  ASSERT_EQ(runner.extend_to(16), RunStatus::complete);
  ASSERT_EQ(runner.observations().size(), 16u);
  for (std::uint32_t i = 0; i < 16; ++i) EXPECT_EQ(runner.observations()[i].replication, i);
  EXPECT_EQ(store.units.size(), 16u);
  EXPECT_EQ(runner.counts().simulated, 16u);
  EXPECT_EQ(runner.counts().events_simulated, 16u * 10 + 120);
  EXPECT_GE(store.flushes, 1);
}

TEST_F(RunnerTest, ASecondCallReusesWhatIsStored) {
  ASSERT_EQ(make({.jobs = 2}).extend_to(4), RunStatus::complete);
  Runner again = make({.jobs = 2});
  ASSERT_EQ(again.extend_to(6), RunStatus::complete);
  EXPECT_EQ(again.counts().reused, 4u);
  EXPECT_EQ(again.counts().simulated, 2u);
  EXPECT_EQ(simulated, 6);
}

TEST_F(RunnerTest, ExtendsWithoutRunningThePrefixAgain) {
  Runner runner = make({.jobs = 2});
  ASSERT_EQ(runner.extend_to(8), RunStatus::complete);
  ASSERT_EQ(runner.extend_to(16), RunStatus::complete);
  EXPECT_EQ(simulated, 16);
}

TEST_F(RunnerTest, FreshIgnoresWhatIsStored) {
  ASSERT_EQ(make({.jobs = 1}).extend_to(3), RunStatus::complete);
  ASSERT_EQ(make({.jobs = 1, .fresh = true}).extend_to(3), RunStatus::complete);
  EXPECT_EQ(simulated, 6);
}

TEST_F(RunnerTest, RunsADamagedUnitAgainAndSaysSo) {
  ASSERT_EQ(make({.jobs = 1}).extend_to(3), RunStatus::complete);
  store.units["unit1"].back() ^= 1;
  std::vector<std::string> notices;
  Runner again = make({.jobs = 1, .notice = [&](const std::string& n) { notices.push_back(n); }});
  ASSERT_EQ(again.extend_to(3), RunStatus::complete);
  EXPECT_EQ(again.counts().bad, 1u);
  EXPECT_EQ(again.counts().simulated, 1u);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_NE(notices[0].find("replication 1"), std::string::npos) << notices[0];
  EXPECT_TRUE(reports::read_observations("unit1", store.units["unit1"]));
}

TEST_F(RunnerTest, BeginsNothingAfterAStopAndKeepsWhatIsFinished) {
  std::stop_source stop;
  RunnerOptions options{.jobs = 1, .stop = stop.get_token()};
  options.progress = [&](const Progress& progress) {
    if (progress.done == 2) stop.request_stop();
  };
  Runner runner = make(std::move(options));
  EXPECT_EQ(runner.extend_to(8), RunStatus::interrupted);
  EXPECT_TRUE(runner.observations().empty());
  EXPECT_EQ(store.units.size(), 2u);
  Runner goes_on = make({.jobs = 1});
  EXPECT_EQ(goes_on.extend_to(8), RunStatus::complete);
  EXPECT_EQ(goes_on.counts().reused, 2u);
}

TEST_F(RunnerTest, ADeadlineEndsItLikewise) {
  int asked = 0;
  Runner runner = make({.jobs = 1, .deadline_passed = [&] { return ++asked > 3; }});
  EXPECT_EQ(runner.extend_to(8), RunStatus::out_of_time);
  EXPECT_EQ(store.units.size(), 3u);
}

}  // namespace
}  // namespace ocssim::study
