#include "study/verify/measured/rtp_sender.hpp"

#include "study/verify/measured/recorded_random.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

constexpr double packets_per_second = 50.0;
constexpr double interval = 0.02;

/// Exponential gaps of all streams together; each packet belongs to any of them.
std::vector<SentPacket> poisson(const SenderSettings& settings) {
  RecordedGenerator generator(settings.seed);
  RecordedExponential gap(settings.streams * packets_per_second);
  RecordedInteger stream(0, static_cast<int>(settings.streams) - 1);
  std::vector<SentPacket> packets;
  for (double at = gap(generator); at < settings.seconds; at += gap(generator)) {
    packets.push_back({at, static_cast<std::uint32_t>(stream(generator))});
  }
  return packets;
}

}  // namespace

std::vector<SentPacket> sent_packets(const SenderSettings& settings) {
  if (settings.pattern == "poisson") return poisson(settings);
  RecordedGenerator generator(settings.seed);
  RecordedUniform uniform(0.0, interval);
  std::vector<SentPacket> packets;
  for (std::uint32_t stream = 0; stream < settings.streams; ++stream) {
    double phase = 0.0;
    if (settings.pattern == "random") phase = uniform(generator);
    if (settings.pattern == "group4") phase = 0.005 * (stream % 4);
    for (int k = 0; k < settings.seconds * packets_per_second; ++k) {
      packets.push_back({phase + interval * k, stream});
    }
  }
  std::stable_sort(packets.begin(), packets.end(),
                   [](const SentPacket& a, const SentPacket& b) { return a.due < b.due; });
  return packets;
}

}  // namespace ocssim::study
