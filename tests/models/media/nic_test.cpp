// Rings by hand: hold times, who is lost, who waits, and why.
#include "models/media/nic.hpp"

#include "tests/models/media/media_by_hand.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

constexpr Duration tick = std::chrono::milliseconds(20);

/// Packets lost of a train that comes at equal gaps [ns] while the host sleeps for `stall` [ns].
std::int64_t lost_in_stall(std::uint32_t descriptors, std::int64_t gap, std::int64_t stall) {
  NicConfig nic = quiet_media().nic;
  nic.rx_descriptors = descriptors;
  ReceiveRing ring(nic, tick);
  const std::vector<Stall> stalls{{1'000'000, 1'000'000 + stall}};
  ring.begin(stalls);
  std::int64_t lost = 0;
  for (std::int64_t at = gap; at < 3 * stall + 2'000'000; at += gap) {
    if (ring.accept(at, 100) != ReceiveRing::lost) continue;
    ++lost;
    EXPECT_EQ(ring.cause(at, 100), LossCause::stall);
  }
  return lost;
}

TEST(ReceiveRing, HoldsAsLongAsDescriptorsOverPacketRate) {
  // 1,000 audio streams (50 kpps): 5.1 and 15.4 ms; 250 Mbps of 1,100 bytes (28.4 kpps): 9.0 and
  // 27.0 ms; back to back 200 bytes at 1 Gbps (568 kpps, 20 bytes between frames): 0.45, 1.35 ms.
  struct Row {
    const char* name;
    double rate;
    double hold_256, hold_768;  // [ms]
  };
  const double line = 1e9 / 8.0 / (200.0 + 20.0);
  const Row rows[] = {{"1,000 audio streams", 50e3, 5.1, 15.4},
                      {"250 Mbps of 1,100 bytes", 250e6 / 8800.0, 9.0, 27.0},
                      {"200 bytes back to back", line, 0.45, 1.35}};
  for (const Row& row : rows) {
    const auto gap = static_cast<std::int64_t>(1e9 / row.rate);
    for (const auto& [descriptors, hold] : {std::pair{256u, row.hold_256}, {768u, row.hold_768}}) {
      // The longest stall without loss, from the ring itself.
      std::int64_t low = 0, high = 100'000'000;
      while (high - low > 1000) {
        const std::int64_t middle = (low + high) / 2;
        (lost_in_stall(descriptors, gap, middle) == 0 ? low : high) = middle;
      }
      const double found = 1e-6 * static_cast<double>(low);
      std::printf("%-24s %4u descriptors hold %.3f ms (%.2f)\n", row.name, descriptors, found,
                  hold);
      EXPECT_NEAR(found, hold, 0.02 * hold) << row.name;
    }
  }
}

TEST(ReceiveRing, LosesWhatDoesNotFitIntoAStall) {
  // drops = λτ − N: 28,409 pps for 20 ms are 568 packets: 312 beyond 256, none beyond 768.
  const auto gap = static_cast<std::int64_t>(1e9 * 8800.0 / 250e6);
  EXPECT_NEAR(static_cast<double>(lost_in_stall(256, gap, 20'000'000)), 568.0 - 256.0, 2.0);
  EXPECT_EQ(lost_in_stall(768, gap, 20'000'000), 0);
}

TEST(ReceiveRing, TellsBurstFromOverload) {
  NicConfig nic = quiet_media().nic;
  nic.rx_descriptors = 80;
  ReceiveRing ring(nic, tick);
  ring.begin({});
  std::int64_t bursts = 0;
  for (int packet = 0; packet < 100; ++packet) {  // at once; the driver takes 2 µs each
    if (ring.accept(1000, 2000) != ReceiveRing::lost) continue;
    ++bursts;
    EXPECT_EQ(ring.cause(1000, 2000), LossCause::burst);
  }
  EXPECT_EQ(bursts, 20);
  // 1.9 µs apart for half a second: lost at the rate of the excess, 5 %.
  std::int64_t early = 0, late = 0, offered = 0;
  for (std::int64_t at = 1'000'000; at < 500'000'000; at += 1900, ++offered) {
    if (ring.accept(at, 2000) != ReceiveRing::lost) continue;
    ++(ring.cause(at, 2000) == LossCause::rate ? late : early);
  }
  EXPECT_NEAR(static_cast<double>(late + early) / static_cast<double>(offered), 0.05, 0.002);
  EXPECT_GT(late, 24 * early);  // only the first 20 ms of 499 can be a burst
}

TEST(ReceiveRing, ModerationDelaysTheFirstPacketOfAQuietRing) {
  NicConfig nic = quiet_media().nic;
  nic.interrupt_interval = std::chrono::microseconds(125);
  ReceiveRing ring(nic, tick);
  ring.begin({});
  EXPECT_EQ(ring.accept(1'000'000, 2000), 1'002'000);  // at once: the last interrupt is long ago
  EXPECT_EQ(ring.accept(1'010'000, 2000), 1'127'000);  // not before 125 µs after it
  EXPECT_EQ(ring.accept(1'126'000, 2000), 1'129'000);  // the driver is awake
}

TEST(TransmitRing, WaitsInTheHostAndLosesOnlyBeyondItsBacklog) {
  NicConfig nic = quiet_media().nic;
  nic.tx_descriptors = 80;
  nic.host_backlog = 100;
  TransmitRing ring(nic, tick);
  ring.begin({});
  int at_once = 0, waited = 0, lost = 0;
  for (int packet = 0; packet < 200; ++packet) {
    const TransmitRing::Outcome outcome = ring.accept(5000, 1000);
    if (outcome.is_lost) {
      ++lost;
      EXPECT_EQ(ring.cause(5000, 1000), LossCause::burst);
    } else {
      ++(outcome.entry == 5000 ? at_once : waited);
      EXPECT_EQ(outcome.sent, 5000 + 1000 * (packet + 1));  // the link never rests
    }
  }
  EXPECT_EQ(at_once, 80);
  EXPECT_EQ(waited, 100);
  EXPECT_EQ(lost, 20);
}

TEST(TransmitRing, AStallKeepsDescriptorsFromTheHost) {
  // 27,273 packets/s for a stall of 20 ms: 545 packets. A ring of 256 is full after 9.4 ms although
  // all it held is on the wire; one of 768 is not. 289 wait for the end, and about a dozen more
  // behind the 33 of them for which the ring has no room then.
  for (const auto& [descriptors, expected] : {std::pair{256u, 300}, {768u, 0}}) {
    NicConfig nic = quiet_media().nic;
    nic.tx_descriptors = descriptors;
    TransmitRing ring(nic, tick);
    const std::vector<Stall> stalls{{10'000'000, 30'000'000}};
    ring.begin(stalls);
    int waited = 0;
    std::int64_t longest = 0;
    for (std::int64_t at = 36'667; at < 60'000'000; at += 36'667) {
      const TransmitRing::Outcome outcome = ring.accept(at, 8960);
      ASSERT_FALSE(outcome.is_lost);
      if (outcome.entry == at) continue;
      ++waited;
      longest = std::max(longest, outcome.entry - at);
      EXPECT_EQ(ring.cause(at, 8960), LossCause::stall);
    }
    std::printf("%u descriptors: %d waited, longest %.2f ms\n", descriptors, waited,
                static_cast<double>(longest) * 1e-6);
    EXPECT_NEAR(waited, expected, 4);
    if (expected == 0) continue;
    EXPECT_NEAR(static_cast<double>(longest) * 1e-6, 20.0 - 9.39, 0.1);
  }
}

TEST(Memory, IsThatOfDescriptorsAndBuffers) {
  // 16 + 2,048 bytes: 0.53 MB at 256, 1.6 MB at 768 a direction.
  NicConfig nic = quiet_media().nic;
  EXPECT_EQ(nic.memory(), 2u * 256u * 2064u);
  nic.rx_descriptors = nic.tx_descriptors = 768;
  EXPECT_EQ(nic.memory(), 2u * 768u * 2064u);
  nic.rx_queues = 4;
  EXPECT_EQ(nic.memory(), 5u * 768u * 2064u);
}

}  // namespace
}  // namespace ocssim::models
