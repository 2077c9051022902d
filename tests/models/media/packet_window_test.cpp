// Streams to packets: counts, bytes, phases and what losses are to listeners.
#include "models/media/packet_window.hpp"

#include "tests/models/media/media_by_hand.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

std::vector<MediaGroup> conferences(std::uint32_t count, std::uint32_t size) {
  std::vector<MediaGroup> groups;
  for (std::uint32_t number = 0; number < count; ++number) {
    groups.push_back({.conference = number, .receivers = size, .talkers = size});
  }
  return groups;
}

TEST(PacketWindow, SendsWhatTheStreamsAre) {
  const MediaConfig media = quiet_media();
  PacketWindow window(media, "server");
  window.prepare(1, 0);
  const auto groups = conferences(25, 4);
  const PacketTally& tally = window.run(groups, 0);
  // 100 streams each way, 50 packets of 119 bytes a second.
  EXPECT_EQ(tally.rx.offered, 5000u);
  EXPECT_EQ(tally.tx.offered, 5000u);
  EXPECT_EQ(tally.rx.offered_bytes, 5000u * 119u);
  EXPECT_NEAR(tally.mbps(tally.tx), 4.76, 1e-9);
  EXPECT_EQ(tally.rx.dropped() + tally.tx.dropped(), 0u);
  EXPECT_EQ(tally.mos.count(), 100u);
  EXPECT_EQ(tally.mos.min, tally.mos.max);
}

TEST(PacketWindow, VideoAddsFramesAndTheirCopies) {
  const MediaConfig media = quiet_media();
  PacketWindow window(media, "server");
  window.prepare(1, 0);
  std::vector<MediaGroup> groups{{.conference = 7, .video_senders = 1, .video_receivers = 3}};
  const PacketTally& tally = window.run(groups, 0);
  // 15 frames of 2,500 bytes: 1,030 + 1,030 + 440, each with 70 bytes of headers.
  EXPECT_EQ(tally.rx.offered, 45u);
  EXPECT_EQ(tally.rx.offered_bytes, 15u * (2500u + 3u * 70u));
  EXPECT_EQ(tally.tx.offered, 3u * 45u);
  EXPECT_EQ(tally.rx.video_offered, 45u);
}

TEST(PacketWindow, ARateOfNearlyNothingSendsNearlyNothing) {
  MediaConfig media = quiet_media();
  // A packet in 10^15 s: more nanoseconds than an integer has.
  media.packets.load = {.rate = 1e-12, .packet_bytes = 119};
  media.video.sender_rate = 1e-12;
  PacketWindow window(media, "server");
  window.prepare(1, 0);
  std::vector<MediaGroup> groups{{.conference = 7, .video_senders = 1, .video_receivers = 3}};
  const PacketTally& tally = window.run(groups, 0);
  EXPECT_LE(tally.rx.offered, 2u);
  EXPECT_LE(tally.tx.offered, 4u);
}

TEST(PacketWindow, IsTheSameForTheSameKeysWhateverElseRuns) {
  const MediaConfig media = quiet_media();
  PacketWindow a(media, "server"), b(media, "server");
  a.prepare(1, 3);
  b.prepare(1, 3);
  const auto groups = conferences(40, 5);
  static_cast<void>(b.run(conferences(3, 2), 8));  // leaves nothing behind
  const PacketTally& one = a.run(groups, 9);
  const PacketTally& two = b.run(groups, 9);
  EXPECT_EQ(one.rx.delay.sum, two.rx.delay.sum);
  EXPECT_EQ(one.tx.transit_ns, two.tx.transit_ns);
  EXPECT_EQ(one.tx.jitter_ns, two.tx.jitter_ns);
}

TEST(PacketWindow, ACommonMixerPhaseIsABurst) {
  // 1,000 listeners: at phases of their own they never fill 256 descriptors, at one instant 744 of
  // each tick wait: for 1 Gbps a packet of 119 + 20 bytes takes 1.112 µs.
  MediaConfig media = quiet_media();
  PacketWindow apart(media, "server");
  MediaConfig together_media = media;
  together_media.packets.mixer_phase = MixerPhase::common;
  PacketWindow together(together_media, "server");
  apart.prepare(1, 0);
  together.prepare(1, 0);
  const auto groups = conferences(250, 4);
  const PacketTally& spread = apart.run(groups, 0);
  const PacketTally& burst = together.run(groups, 0);
  EXPECT_EQ(spread.tx.delayed[1], 0u);
  EXPECT_EQ(burst.tx.delayed[1], 50u * 744u);
  EXPECT_EQ(burst.tx.offered, spread.tx.offered);
  EXPECT_EQ(burst.tx.dropped(), 0u);
  EXPECT_EQ(burst.tx.delay.max, 744 * 1112);
}

TEST(PacketWindow, LossIsHeard) {
  MediaConfig media = quiet_media();
  media.nic.rx_descriptors = 80;
  media.nic.stalls = {5.0, std::chrono::milliseconds(10), std::chrono::milliseconds(25)};
  PacketWindow window(media, "server");
  window.prepare(1, 0);
  auto groups = conferences(250, 4);
  PacketTally plain, mended;
  for (std::uint64_t n = 0; n < 20; ++n) plain.merge(window.run(groups, n));
  for (MediaGroup& group : groups) group.fec = true;
  for (std::uint64_t n = 0; n < 20; ++n) mended.merge(window.run(groups, n));
  EXPECT_GT(plain.rx.lost[0], 1000u);
  EXPECT_EQ(plain.rx.lost[1] + plain.rx.lost[2], 0u);
  EXPECT_EQ(plain.rx.audio.lost, plain.rx.dropped());
  EXPECT_EQ(mended.rx.offered, plain.rx.offered);              // not more packets,
  EXPECT_GT(mended.rx.offered_bytes, plain.rx.offered_bytes);  // longer ones
  EXPECT_LT(mended.residual.lost, plain.residual.lost / 4);
  const auto mean = [](const PacketTally& tally) {
    return static_cast<double>(tally.mos.sum) / static_cast<double>(tally.mos.count());
  };
  EXPECT_LT(mean(plain), mean(mended) - 1e4);  // by more than 0.01
}

double mean_opinion(const PacketTally& tally) {
  return 1e-6 * static_cast<double>(tally.mos.sum) / static_cast<double>(tally.mos.count());
}

TEST(PacketWindow, SkippedTicksAreNotSentAndAreHeard) {
  const MediaConfig media = quiet_media();
  PacketWindow window(media, "server");
  window.prepare(1, 0);
  const auto groups = conferences(250, 4);
  PacketTally calm, late;
  for (std::uint64_t n = 0; n < 20; ++n) calm.merge(window.run(groups, n));
  for (std::uint64_t n = 0; n < 20; ++n) late.merge(window.run(groups, n, 0.05));
  // A tick is skipped for all four of a conference: 20 · 250 · 50 ticks.
  EXPECT_NEAR(late.skipped.loss(), 1.0, 0.0);  // what was skipped, of what was skipped
  const auto owed = static_cast<double>(late.tx.offered + late.skipped.lost);
  EXPECT_EQ(late.tx.offered + late.skipped.lost, calm.tx.offered);
  EXPECT_NEAR(static_cast<double>(late.skipped.lost) / owed, 0.05, 4.0 * 0.00044);
  EXPECT_EQ(late.rx.offered, calm.rx.offered);
  EXPECT_EQ(late.residual.lost, late.skipped.lost);
  EXPECT_EQ(late.rx.dropped() + late.tx.dropped(), 0u);
  EXPECT_LT(mean_opinion(late), mean_opinion(calm) - 0.5);
  // Nothing to repeat: forward error correction does not mend it.
  auto mending = groups;
  for (MediaGroup& group : mending) group.fec = true;
  PacketTally mended;
  for (std::uint64_t n = 0; n < 20; ++n) mended.merge(window.run(mending, n, 0.05));
  EXPECT_EQ(mended.residual.lost, late.skipped.lost);
}

TEST(PacketWindow, LaterThanTheJitterBufferIsNotHeard) {
  // No ring overruns; stalls of 10 ms make 10 ms of delay, and a jitter buffer of 4 ms holds less.
  MediaConfig media = quiet_media();
  media.nic.rx_descriptors = media.nic.tx_descriptors = 4096;
  media.nic.stalls = {5.0, std::chrono::milliseconds(10), std::chrono::milliseconds(10)};
  MediaConfig small = media;
  small.packets.jitter_buffer = std::chrono::milliseconds(4);
  PacketWindow patient(media, "server"), impatient(small, "server");
  patient.prepare(1, 0);
  impatient.prepare(1, 0);
  const auto groups = conferences(250, 4);
  PacketTally all, less;
  for (std::uint64_t n = 0; n < 20; ++n) all.merge(patient.run(groups, n));
  for (std::uint64_t n = 0; n < 20; ++n) less.merge(impatient.run(groups, n));
  EXPECT_EQ(all.rx.late + all.tx.late, 0u);
  EXPECT_EQ(all.residual.lost, 0u);
  // Of the 10 ms those who come in the first 6: 5 · 6 ms of each second, on the way in.
  const double share = static_cast<double>(less.rx.late) / static_cast<double>(less.rx.offered);
  EXPECT_NEAR(share, 5.0 * 0.006, 0.3 * share);
  EXPECT_EQ(less.rx.dropped(), 0u);
  EXPECT_EQ(less.residual.lost, less.rx.late + less.tx.late);
  EXPECT_LT(mean_opinion(less), mean_opinion(all));
}

TEST(PacketWindow, CountsTheStallsThatOverrunTheRing) {
  // 50,000 packets/s: 10 to 25 ms bring 500 to 1,250 for 256 places, and none for 4,096.
  MediaConfig media = quiet_media();
  media.nic.rx_descriptors = 256;
  media.nic.stalls = {5.0, std::chrono::milliseconds(10), std::chrono::milliseconds(25)};
  MediaConfig large = media;
  large.nic.rx_descriptors = 4096;
  PacketWindow small_ring(media, "server"), large_ring(large, "server");
  small_ring.prepare(1, 0);
  large_ring.prepare(1, 0);
  const auto groups = conferences(250, 4);
  PacketTally overrun, held;
  for (std::uint64_t n = 0; n < 10; ++n) overrun.merge(small_ring.run(groups, n));
  for (std::uint64_t n = 0; n < 10; ++n) held.merge(large_ring.run(groups, n));
  EXPECT_GT(overrun.rx.stalls, 25u);
  EXPECT_EQ(overrun.rx.overruns, overrun.rx.stalls);
  EXPECT_EQ(held.rx.stalls, overrun.rx.stalls);
  EXPECT_EQ(held.rx.overruns, 0u);
}

}  // namespace
}  // namespace ocssim::models
