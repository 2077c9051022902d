// Media settings of the tests: the numbers of docs/models/media.md, by hand.
#pragma once

#include "models/media/config.hpp"

#include <chrono>

namespace ocssim::models {

/// Siren, 47.6 kbps on the wire at 50 packets/s of 119 bytes.
[[nodiscard]] inline Codec siren() {
  Codec codec;
  codec.payload_rate = 16e3;
  codec.fec_payload_rate = 16e3;
  codec.packet_interval = std::chrono::milliseconds(20);
  codec.overhead_bytes = 79;
  codec.activity = 1.0;
  codec.impairment = 13.0;
  codec.loss_robustness = 5.0;
  codec.wideband = true;
  return codec;
}

/// 256 descriptors each way on 1 Gbps; a packet takes the driver 2 µs; no moderation, no stalls.
[[nodiscard]] inline MediaConfig quiet_media() {
  MediaConfig media;
  media.nic.link = 1e9;
  media.nic.drain_time = std::chrono::microseconds(2);
  media.nic.host_backlog = 4096;
  media.nic.descriptor_bytes = 16;
  media.nic.buffer_bytes = 2048;
  media.nic.gap_bytes = 20;
  media.codecs.fill(siren());
  media.video.payload_rate = 300e3;
  media.video.frame_rate = 15.0;
  media.video.packet_payload = 1030;
  media.video.overhead_bytes = 70;
  media.packets.window = std::chrono::seconds(1);
  media.packets.every = std::chrono::seconds(1);
  media.packets.fec = FecMode::never;
  media.packets.jitter_buffer = std::chrono::milliseconds(60);
  media.packets.mouth_to_ear = std::chrono::milliseconds(150);
  return media;
}

}  // namespace ocssim::models
