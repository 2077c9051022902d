// Failure mode 16: joins of a large meeting cost its focus the square of their number.
//
// Published for Lync 2010 (L10-BIG), 1,000 users: roster updates take 25 s when 250 of them use
// audio and 43 s when 750 do; data collaboration is joined in 55 and 62 s. The cost of an update is
// calibrated to the 25 s and the size of the content to the 55 s; the 43 s are a check.
//   updates = n (n + 1) / 2 + audio · n
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

Settings of(std::uint32_t users) {
  return quiet() + Settings{"av.conferences.meetings[0].participants=" + std::to_string(users)};
}

TEST(LargeMeeting, TakesAsLongAsPublishedAndWithinTheSupportedSizeItDoesNot) {
  const PoolRun large("large-meeting", of(1000));
  const PoolRun small("large-meeting", of(250));  // the twin
  std::printf(
      "last roster update / audio / all: 1,000 users %.1f / %.1f / %.1f s, 250 users %.2f / "
      "%.2f / %.2f s\n",
      large.highest("conferences.roster_time"), large.highest("conferences.audio_time"),
      large.highest("conferences.join_time"), small.highest("conferences.roster_time"),
      small.highest("conferences.audio_time"), small.highest("conferences.join_time"));
  // 500,500 + 250,000 when the first audio waits behind the last join; a second makes it less.
  EXPECT_NEAR(large.total("conferences.roster_updates"), 745000.0, 7000.0);
  EXPECT_NEAR(large.highest("conferences.audio_time"), 25.0, 1.5);
  EXPECT_NEAR(large.highest("conferences.join_time"), 55.0, 3.0);
  EXPECT_EQ(large.mean("conferences.users") > 700.0, true);
  EXPECT_LT(small.highest("conferences.roster_time"), 2.0);
  EXPECT_LT(small.highest("conferences.join_time"), 16.0);
  EXPECT_EQ(large.total("conferences.join_failed"), 0.0);
}

TEST(LargeMeeting, WithMoreAudioPredictsTheOtherPublishedRow) {
  const PoolRun run("large-meeting", of(1000) + Settings{"av.conferences.meetings[0].audio=75 %"});
  std::printf("750 of 1,000 with audio: last audio after %.1f s, published 43\n",
              run.highest("conferences.audio_time"));
  EXPECT_NEAR(run.highest("conferences.audio_time"), 43.0, 0.15 * 43.0);
}

TEST(LargeMeeting, GrowsWithTheSquareOfItsSize) {
  const Settings at_once = {"av.conferences.meetings[0].join_within=0 s"};
  double half = 0.0;
  double whole = 0.0;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    half +=
        PoolRun("large-meeting", of(500) + at_once, replication).highest("conferences.audio_time") /
        8.0;
    const PoolRun all("large-meeting", of(1000) + at_once, replication);
    whole += all.highest("conferences.audio_time") / 8.0;
    EXPECT_NEAR(all.total("conferences.roster_updates"), 500500.0 + 250000.0, 500.0);
  }
  std::printf("last audio: 500 users %.2f s, 1,000 users %.2f s, ratio %.2f\n", half, whole,
              whole / half);
  EXPECT_NEAR(whole / half, 4.0, 0.3);
}

TEST(LargeMeeting, SpreadOverFiveMinutesOvertaxesNoFocus) {
  const PoolRun run("large-meeting",
                    of(1000) + Settings{"av.conferences.meetings[0].join_within=5 min"});
  std::printf("joins over 5 min: last roster update after %.2f s\n",
              run.highest("conferences.roster_time"));
  EXPECT_LT(run.highest("conferences.roster_time"), 2.0);
}

}  // namespace
}  // namespace ocssim::models
