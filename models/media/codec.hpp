// What a codec puts on the wire, and how well its speech survives the loss of packets.
//
//   packet = overhead + payload rate · interval / 8 [+ FEC payload rate · interval / 8]
//   wire rate = 8 · packet / interval
//
// FEC is in-band: a packet carries the one before it again, so that a lost packet is mended unless
// the next one is lost too. It makes packets longer, not more of them: an adapter's ring, which
// holds packets, does not feel it, the link does.
#pragma once

#include "engine/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::models {

struct Codec {
  double payload_rate = 0.0;         // [bit/s]
  double fec_payload_rate = 0.0;     // [bit/s] more with forward error correction
  Duration packet_interval{};        // > 0
  std::uint32_t overhead_bytes = 0;  // a packet: Ethernet, IP, UDP, RTP, SRTP
  double activity = 1.0;             // share of the time in which a participant's stream sends
  // ITU-T G.107: impairment without loss, and how much loss doubles what loss can take.
  double impairment = 0.0;       // Ie, or Ie,WB of a wideband codec
  double loss_robustness = 1.0;  // Bpl [percent], > 0
  bool wideband = false;         // judged by G.107.1

  [[nodiscard]] std::uint32_t packet_bytes(bool fec) const {
    const double payload = payload_rate + (fec ? fec_payload_rate : 0.0);
    return overhead_bytes +
           static_cast<std::uint32_t>(payload * to_seconds(packet_interval) / 8.0 + 0.5);
  }
  [[nodiscard]] double packets_per_second() const { return 1.0 / to_seconds(packet_interval); }
  /// [bit/s] while it sends.
  [[nodiscard]] double wire_rate(bool fec) const {
    return payload_rate + (fec ? fec_payload_rate : 0.0) +
           8.0 * overhead_bytes * packets_per_second();
  }
};

/// The codecs that a scenario names, in the order of `Media::codecs`.
inline constexpr std::array<std::string_view, 5> codec_names{"siren", "rtaudio_wideband",
                                                             "rtaudio_narrowband", "g722", "g711"};
inline constexpr std::size_t codec_count = codec_names.size();

/// A video stream: frames that leave their sender packet after packet.
struct VideoStream {
  double payload_rate = 0.0;         // [bit/s]
  double frame_rate = 15.0;          // [1/s], > 0
  std::uint32_t packet_payload = 1;  // [bytes] of a full packet
  std::uint32_t overhead_bytes = 0;  // a packet
  double sender_rate = 100e6;        // [bit/s] of the sender's own link: the spacing of a frame
  double fec_share = 0.0;            // packets more with forward error correction

  /// Bytes of payload of a frame, all of equal size.
  [[nodiscard]] std::uint32_t frame_bytes() const {
    return static_cast<std::uint32_t>(payload_rate / frame_rate / 8.0 + 0.5);
  }
};

}  // namespace ocssim::models
