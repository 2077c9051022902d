// Packet arithmetic from the bottom up (V20): payload, headers and intervals give the published
// rates.
#include "models/media/codec.hpp"

#include <chrono>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

Codec codec(double payload, double fec_payload, std::uint32_t overhead) {
  Codec made;
  made.payload_rate = payload;
  made.fec_payload_rate = fec_payload;
  made.packet_interval = std::chrono::milliseconds(20);
  made.overhead_bytes = overhead;
  return made;
}

TEST(Codec, WireRatesAreThePublishedOnes) {
  // 14 + 4 Ethernet, 20 IP, 8 UDP, 12 RTP, 12 SRTP = 70 bytes; 50 packets/s: 28.0 kbps of headers.
  struct Published {
    const char* name;
    Codec codec;
    double wire, with_fec;  // [kbps]
  };
  const Published rows[] = {{"RTAudio wideband", codec(29e3, 29e3, 70), 57.0, 86.0},
                            {"RTAudio narrowband", codec(11.8e3, 11.8e3, 70), 39.8, 51.6},
                            {"Siren", codec(16e3, 16e3, 79), 47.6, 63.6},
                            {"G.722", codec(64e3, 64e3, 79), 95.6, 159.6},
                            {"G.711", codec(64e3, 64e3, 70), 92.0, 156.0}};
  for (const Published& row : rows) {
    std::printf("%-18s %4u bytes, %5.1f kbps; with FEC %4u bytes, %5.1f kbps\n", row.name,
                row.codec.packet_bytes(false), row.codec.wire_rate(false) * 1e-3,
                row.codec.packet_bytes(true), row.codec.wire_rate(true) * 1e-3);
    EXPECT_NEAR(row.codec.wire_rate(false) * 1e-3, row.wire, 1e-9) << row.name;
    EXPECT_NEAR(row.codec.wire_rate(true) * 1e-3, row.with_fec, 1e-9) << row.name;
    // Whole bytes: within half a byte a packet, 0.2 kbps.
    EXPECT_NEAR(row.codec.packet_bytes(false) * 8.0 * 50.0 * 1e-3, row.wire, 0.2001) << row.name;
  }
  EXPECT_EQ(codec(16e3, 16e3, 79).packet_bytes(false), 119u);
}

TEST(Video, AFrameIsASeriesOfPackets) {
  VideoStream video;
  video.payload_rate = 300e3;
  video.frame_rate = 15.0;
  EXPECT_EQ(video.frame_bytes(), 2500u);  // 300,000 / 15 / 8
}

}  // namespace
}  // namespace ocssim::models
