// What describes the media traffic of a server and the network adapter that carries it.
#pragma once

#include "engine/time.hpp"
#include "models/media/codec.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ocssim::models {

/// Times at which the host neither empties nor fills rings (deferred procedure calls, scheduling),
/// each U(shortest, longest) long. Between two of them the host is awake for `apart` and an
/// exponential time, so that there are `rate` a second.
struct HostStalls {
  double rate = 0.0;  // [1/s]; 0: none
  Duration shortest{};
  Duration longest{};
  Duration apart{};

  /// Mean of that exponential time [s]; positive for a law that can be.
  [[nodiscard]] double mean_rest() const {
    return 1.0 / rate - to_seconds(apart) - 0.5 * to_seconds(shortest + longest);
  }
};

struct NicConfig {
  double link = 1e9;                        // [bit/s] each way
  std::uint32_t default_descriptors = 256;  // of the adapter as delivered
  std::uint32_t rx_descriptors = 256;       // of each receive queue
  std::uint32_t tx_descriptors = 256;
  std::uint32_t rx_queues = 1;    // receive-side scaling: a stream stays in its queue
  Duration interrupt_interval{};  // least time between two interrupts
  Duration drain_time{};          // of a received packet; descriptors are free after it
  HostStalls stalls;
  std::uint32_t host_backlog = 0;      // packets that wait for a transmit descriptor; more are lost
  std::uint32_t descriptor_bytes = 0;  // memory of a descriptor
  std::uint32_t buffer_bytes = 0;      // and of its buffer
  std::uint32_t gap_bytes = 0;         // preamble and gap between frames: time on the link

  /// Memory that the rings take [bytes].
  [[nodiscard]] std::uint64_t memory() const {
    const std::uint64_t descriptors = std::uint64_t{rx_queues} * rx_descriptors + tx_descriptors;
    return descriptors * (std::uint64_t{descriptor_bytes} + buffer_bytes);
  }
};

/// When the mixers of a server's conferences send: each at its own phase of the tick, or all at
/// once.
enum class MixerPhase : std::uint8_t { per_conference, common };

/// Whether forward error correction is on.
enum class FecMode : std::uint8_t { adaptive, always, never };

/// Traffic whose population does not change: packets of one size at a constant rate both ways, and
/// conferences of one size.
struct ConstantLoad {
  double rate = 0.0;                // [bit/s] each way; 0: none
  std::uint32_t packet_bytes = 0;   // on the wire
  std::uint32_t conferences = 0;    // on each server
  std::uint32_t participants = 0;   // of each, all with audio
  std::uint32_t video_senders = 0;  // of each; the others receive
  std::uint32_t servers = 1;

  [[nodiscard]] bool is_there() const { return rate > 0.0 || conferences > 0; }
};

struct PacketsConfig {
  Duration window{};  // simulated packet by packet
  Duration every{};   // from the begin of one window to the begin of the next, >= window
  MixerPhase mixer_phase = MixerPhase::per_conference;
  FecMode fec = FecMode::adaptive;
  double fec_on_loss = 0.01;  // adaptive: on when so much of a server's packets is lost
  Duration fec_hold{};        // and off again when so long nothing was lost
  Duration mouth_to_ear{};    // one-way delay without the adapter: network, codec, jitter buffer
  Duration jitter_buffer{};   // audio that comes later than this is not heard
  ConstantLoad load;
};

struct MediaConfig {
  NicConfig nic;
  std::array<Codec, codec_count> codecs;  // by codec_names
  std::uint32_t codec = 0;                // of conferences, index into `codecs`
  VideoStream video;
  PacketsConfig packets;
};

}  // namespace ocssim::models
