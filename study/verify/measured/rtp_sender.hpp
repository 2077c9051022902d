// The packets of the sender of recording C6, from its seed: the same draws in the same order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {

struct SentPacket {
  double due = 0.0;  // [s]
  std::uint32_t stream = 0;
};

struct SenderSettings {
  std::string pattern;  // sync | random | group4 | poisson
  std::uint32_t streams = 0;
  double seconds = 0.0;
  std::uint64_t seed = 0;
};

/// In the order in which they are sent.
[[nodiscard]] std::vector<SentPacket> sent_packets(const SenderSettings& settings);

}  // namespace ocssim::study
