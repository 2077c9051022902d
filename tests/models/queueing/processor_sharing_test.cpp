// Processor sharing, worked out by hand; against M/G/1-PS it is held by `verify` (sharing).
#include "models/queueing/processor_sharing.hpp"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ocssim::models {
namespace {

using Departures = std::vector<std::pair<std::int64_t, std::uint32_t>>;  // [ns], job

/// Feeds jobs (instant [ns], length [ns]) and returns who leaves when.
Departures play(std::uint32_t servers,
                const std::vector<std::pair<std::int64_t, std::int64_t>>& jobs) {
  ProcessorSharing shared(servers);
  std::vector<ProcessorSharing::Wake> pending;
  Departures out;
  std::uint32_t next = 0;
  const auto arm = [&] {
    if (const auto wake = shared.next_wake()) pending.push_back(*wake);
  };
  while (next < jobs.size() || !pending.empty()) {
    std::size_t first = 0;
    for (std::size_t i = 1; i < pending.size(); ++i) {
      if (pending[i].at < pending[first].at) first = i;
    }
    const bool arrives =
        next < jobs.size() &&
        (pending.empty() || SimTime{Duration{jobs[next].first}} < pending[first].at);
    if (arrives) {
      shared.enter(SimTime{Duration{jobs[next].first}}, next, Duration{jobs[next].second});
      ++next;
    } else {
      const ProcessorSharing::Wake wake = pending[first];
      pending.erase(pending.begin() + static_cast<std::ptrdiff_t>(first));
      if (const auto job = shared.wake(wake.at, wake.number)) {
        out.emplace_back(wake.at.time_since_epoch().count(), *job);
      }
    }
    arm();
  }
  EXPECT_EQ(shared.jobs(), 0u);
  return out;
}

/// A departure comes at the first full nanosecond, and each event before rounds by 1/1024 ns.
void expect_departures(const Departures& seen, const Departures& by_hand) {
  ASSERT_EQ(seen.size(), by_hand.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].second, by_hand[i].second);
    EXPECT_GE(seen[i].first, by_hand[i].first);
    EXPECT_LE(seen[i].first, by_hand[i].first + 1);
  }
}

TEST(ProcessorSharing, TwoJobsHalveTheServer) {
  // 0 alone until 100 (100 of 300 done), then both at 1/2: job 1 needs 50, gone at 200; job 0 has
  // 150 left then and leaves at 350.
  expect_departures(play(1, {{0, 300}, {100, 50}}), {{200, 1}, {350, 0}});
}

TEST(ProcessorSharing, JobsUpToTheServersDoNotFeelEachOther) {
  expect_departures(play(2, {{0, 100}, {0, 100}}), {{100, 0}, {100, 1}});
  // Three on two servers: 2/3 each; all need 150 then.
  expect_departures(play(2, {{0, 100}, {0, 100}, {0, 100}}), {{150, 0}, {150, 1}, {150, 2}});
}

TEST(ProcessorSharing, AShorterJobOvertakesAndMakesTheFirstWakeStale) {
  expect_departures(play(1, {{0, 1000}, {10, 10}, {12, 2}}), {{17, 2}, {32, 1}, {1012, 0}});
}

TEST(ProcessorSharing, AFailureGivesAllBackInTheOrderOfTheirArrival) {
  ProcessorSharing shared(1);
  shared.enter(sim_start, 7, Duration{100});
  shared.enter(sim_start, 3, Duration{10});
  shared.enter(sim_start, 5, Duration{50});
  EXPECT_EQ(shared.clear(), (std::vector<std::uint32_t>{7, 3, 5}));
  EXPECT_EQ(shared.jobs(), 0u);
}

}  // namespace
}  // namespace ocssim::models
