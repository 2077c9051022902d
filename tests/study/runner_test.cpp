#include "study/runner.hpp"

#include "reports/store/replication_file.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <utility>

namespace ocssim::study {
namespace {

/// Remembers the order of storing, and lets a test spoil what is stored.
class RecordingStore final : public reports::UnitStore {
 public:
  [[nodiscard]] std::optional<std::string> load(std::string_view name) const override {
    const auto found = units.find(std::string(name));
    if (found == units.end()) return {};
    return found->second;
  }
  [[nodiscard]] bool has(std::string_view name) const override {
    return units.contains(std::string(name));
  }
  void store(std::string_view name, std::string_view bytes) override {
    units[std::string(name)] = bytes;
    order.emplace_back(name);
  }
  void flush() override { ++flushes; }

  std::map<std::string, std::string> units;
  std::vector<std::string> order;
  int flushes = 0;
};

class RunnerTest : public testing::Test {
 protected:
  /// A runner with designs "a", "b", … whose replications are cheap and told apart.
  std::unique_ptr<Runner> make(RunnerOptions options, std::size_t designs = 1) {
    auto runner = std::make_unique<Runner>(store, std::move(options));
    for (std::size_t design = 0; design < designs; ++design) {
      const char name = static_cast<char>('a' + design);
      runner->add(
          [this, design](std::uint32_t replication) {
            ++simulated;
            Observations observations;
            observations.replication = replication;
            observations.events_processed = 100 * design + 10 + replication;
            return observations;
          },
          [name](std::uint32_t replication) { return name + std::to_string(replication); });
    }
    return runner;
  }

  static RunStatus extend(Runner& runner, std::uint32_t n, std::size_t designs = 1) {
    std::vector<Runner::Goal> goals;
    for (std::size_t design = 0; design < designs; ++design) goals.push_back({design, n});
    return runner.extend(goals);
  }

  RecordingStore store;
  std::atomic<int> simulated{0};
};

TEST_F(RunnerTest, BringsReplicationsIntoHandInIndexOrder) {
  const auto runner = make({.jobs = 4});
  ASSERT_EQ(extend(*runner, 16), RunStatus::complete);
  const std::vector<Observations> observations = runner->observations(0, 16);
  ASSERT_EQ(observations.size(), 16u);
  for (std::uint32_t i = 0; i < 16; ++i) EXPECT_EQ(observations[i].replication, i);
  EXPECT_EQ(store.units.size(), 16u);
  EXPECT_EQ(runner->counts().simulated, 16u);
  EXPECT_EQ(runner->counts().events_simulated, 16u * 10 + 120);
  EXPECT_GE(store.flushes, 1);
}

TEST_F(RunnerTest, GoesReplicationByReplicationOverAllDesigns) {
  const auto runner = make({.jobs = 1}, 3);
  const std::vector<Runner::Goal> goals{{0, 2}, {1, 3}, {2, 1}};
  ASSERT_EQ(runner->extend(goals), RunStatus::complete);
  EXPECT_EQ(store.order, (std::vector<std::string>{"a0", "b0", "c0", "a1", "b1", "b2"}));
}

TEST_F(RunnerTest, ASecondCallReusesWhatIsStored) {
  ASSERT_EQ(extend(*make({.jobs = 2}), 4), RunStatus::complete);
  const auto again = make({.jobs = 2});
  EXPECT_EQ(again->stored_of(0, 6), 4u);
  ASSERT_EQ(extend(*again, 6), RunStatus::complete);
  EXPECT_EQ(again->counts().reused, 4u);
  EXPECT_EQ(again->counts().simulated, 2u);
  EXPECT_EQ(simulated, 6);
}

TEST_F(RunnerTest, ExtendsWithoutRunningThePrefixAgain) {
  const auto runner = make({.jobs = 2});
  ASSERT_EQ(extend(*runner, 8), RunStatus::complete);
  ASSERT_EQ(extend(*runner, 16), RunStatus::complete);
  EXPECT_EQ(simulated, 16);
  EXPECT_EQ(runner->counts().reused, 0u);
}

TEST_F(RunnerTest, FreshIgnoresWhatIsStored) {
  ASSERT_EQ(extend(*make({.jobs = 1}), 3), RunStatus::complete);
  ASSERT_EQ(extend(*make({.jobs = 1, .fresh = true}), 3), RunStatus::complete);
  EXPECT_EQ(simulated, 6);
}

TEST_F(RunnerTest, RunsADamagedUnitAgainAndSaysSo) {
  ASSERT_EQ(extend(*make({.jobs = 1}), 3), RunStatus::complete);
  store.units["a1"].back() ^= 1;
  std::vector<std::string> notices;
  const auto again =
      make({.jobs = 1, .notice = [&](const std::string& n) { notices.push_back(n); }});
  ASSERT_EQ(extend(*again, 3), RunStatus::complete);
  EXPECT_EQ(again->counts().bad, 1u);
  EXPECT_EQ(again->counts().simulated, 1u);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_NE(notices[0].find("replication 1"), std::string::npos) << notices[0];
  EXPECT_TRUE(reports::read_observations("a1", store.units["a1"]));
}

TEST_F(RunnerTest, BeginsNothingAfterAStopAndKeepsWhatIsFinished) {
  std::stop_source stop;
  RunnerOptions options{.jobs = 1, .stop = stop.get_token()};
  options.progress = [&](const Progress& progress) {
    if (progress.done == 2) stop.request_stop();
  };
  EXPECT_EQ(extend(*make(std::move(options)), 8), RunStatus::interrupted);
  EXPECT_EQ(store.units.size(), 2u);
  const auto goes_on = make({.jobs = 1});
  EXPECT_EQ(extend(*goes_on, 8), RunStatus::complete);
  EXPECT_EQ(goes_on->counts().reused, 2u);
}

TEST_F(RunnerTest, ADeadlineEndsItLikewise) {
  int asked = 0;
  const auto runner = make({.jobs = 1, .deadline_passed = [&] { return ++asked > 3; }});
  EXPECT_EQ(extend(*runner, 8), RunStatus::out_of_time);
  EXPECT_EQ(store.units.size(), 3u);
  EXPECT_EQ(runner->counts().missing, 5u);
}

TEST_F(RunnerTest, ShardsShareTheUnitsWithoutOverlap) {
  for (std::uint32_t index = 1; index <= 7; ++index) {
    const auto runner = make({.jobs = 2, .shard = {.index = index, .count = 7}}, 3);
    // The last one finds all the others' units in the store.
    EXPECT_EQ(extend(*runner, 5, 3), index == 7 ? RunStatus::complete : RunStatus::incomplete);
  }
  EXPECT_EQ(simulated, 15);
  EXPECT_EQ(store.units.size(), 15u);
}

TEST_F(RunnerTest, AShardsUnitsDoNotHangOnWhatIsStored) {
  // Shard 1 of 2 owns units 0, 2, 4 of the list, whether or not unit 0 is there already.
  ASSERT_EQ(extend(*make({.jobs = 1}), 1), RunStatus::complete);
  EXPECT_EQ(extend(*make({.jobs = 1, .shard = {.index = 1, .count = 2}}), 5),
            RunStatus::incomplete);
  EXPECT_EQ(store.order, (std::vector<std::string>{"a0", "a2", "a4"}));
}

TEST_F(RunnerTest, WhatIsAbandonedIsNotStoredAndSimulatedAnew) {
  std::atomic<bool> abandon{false};
  const auto add = [&](Runner& runner) {
    runner.add(
        [&](std::uint32_t replication) {
          abandon = replication == 2;
          Observations observations;
          observations.replication = replication;
          observations.stop_reason = runner.abandon()->load() ? "stop_requested" : "horizon";
          return observations;
        },
        [](std::uint32_t replication) { return "a" + std::to_string(replication); });
  };
  Runner cut(store, {.abandon = &abandon});
  add(cut);
  EXPECT_EQ(extend(cut, 4), RunStatus::out_of_time);
  EXPECT_EQ(cut.counts().simulated, 2u);
  EXPECT_EQ(cut.counts().abandoned, 1u);
  EXPECT_EQ(cut.counts().missing, 2u);
  EXPECT_EQ(store.order, (std::vector<std::string>{"a0", "a1"}));
}

TEST_F(RunnerTest, WithoutLeaveToSimulateItOnlyReads) {
  ASSERT_EQ(extend(*make({.jobs = 1}), 3), RunStatus::complete);
  const auto reader = make({.jobs = 1, .may_simulate = false});
  EXPECT_EQ(extend(*reader, 3), RunStatus::complete);
  EXPECT_EQ(extend(*reader, 4), RunStatus::incomplete);
  EXPECT_EQ(reader->counts().missing, 1u);
  EXPECT_EQ(simulated, 3);
}

}  // namespace
}  // namespace ocssim::study
