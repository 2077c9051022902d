// The replay of recording C6, on runs whose answer is known without it.
#include "study/verify/measured/queue_replay.hpp"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ocssim::study {
namespace {

constexpr double rate = 10e6;

QueueRun run_of(const std::string& pattern, std::uint32_t streams, std::size_t places) {
  return {.sender = {pattern, streams, 10.0, 1},
          .rate = rate,
          .places = places,
          .recorded = RecordedRow(std::map<std::string, std::string>{})};
}

TEST(QueueReplay, InStepTheFirstThatFitGetEverything) {
  const QueueRun run = run_of("sync", 72, 30);
  const QueueOutcome got = replay(run, 1, {});
  EXPECT_EQ(got.sent, 72u * 500u);
  EXPECT_EQ(run.room(), 34u);  // four from the bucket
  for (std::uint32_t stream = 0; stream < 72; ++stream) {
    EXPECT_EQ(got.received[stream], stream < 34 ? 500u : 0u) << stream;
  }
}

TEST(QueueReplay, InGroupsTheLastOfEachStarve) {
  // Groups of 45, 5 ms apart, at 36 Mbps for 10: the queue never empties, 5 ms let 25.8 packets
  // leave, and of each group so many and no more find a place.
  const QueueOutcome got = replay(run_of("group4", 180, 30), 1, {});
  for (std::uint32_t group = 0; group < 4; ++group) {
    EXPECT_EQ(got.received[group], 500u) << "the first of its group";
    EXPECT_LE(got.received[176 + group], 5u) << "the last of its group, but for the first burst";
  }
  EXPECT_NEAR(static_cast<double>(got.sent - got.lost), 10.0 * rate / (242.0 * 8.0), 40.0);
}

TEST(QueueReplay, AStallOfTheMachineHoldsPacketsAndLosesService) {
  // 114 streams are 110 % of the rate: a packet more is lost for every 193.6 µs of service that is
  // lost, and of a stall of 5 ms the bucket keeps 0.8 ms.
  const QueueRun run = run_of("random", 114, 90);
  const QueueOutcome calm = replay(run, 1, {});
  const QueueOutcome stalled = replay(run, 1, {{5'000'000'000, 5'005'000'000}});
  EXPECT_NEAR(static_cast<double>(stalled.lost - calm.lost), (5000.0 - 800.0) / 193.6, 3.0);
}

TEST(QueueReplay, StallsAreAsLongAsTheSenderWasLate) {
  QueueRun run = run_of("random", 103, 90);
  run.latest = 2e-3;
  for (std::uint32_t replication = 0; replication < 10; ++replication) {
    std::int64_t all = 0;
    for (const models::Stall& stall : machine_stalls(run, 1, replication)) {
      all += stall.end - stall.begin;
    }
    EXPECT_GT(all, 2'000'000 - 1);
    EXPECT_LE(all, 4'000'000);
  }
  // Just below full load what a stall piles up takes long to go.
  EXPECT_GT(delay_p99_ms(run, 1, 10), replay(run, 1, {}).p99_ms);
}

}  // namespace
}  // namespace ocssim::study
