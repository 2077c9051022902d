#include "models/media/packet_tally.hpp"

#include <algorithm>

namespace ocssim::models {

void Spread::merge(const Spread& other) {
  sum += other.sum;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  if (!other.histogram.empty()) histogram.merge(other.histogram);
}

void Spread::clear() {
  sum = 0;
  min = INT64_MAX;
  max = INT64_MIN;
  histogram.clear();
}

void LossRuns::merge(const LossRuns& other) {
  offered += other.offered;
  lost += other.lost;
  runs += other.runs;
  long_runs += other.long_runs;
}

double LossRuns::burst_ratio() const {
  if (runs == 0) return 1.0;
  const double mean_run = static_cast<double>(lost) / static_cast<double>(runs);
  return std::max(1.0, mean_run * (1.0 - loss()));
}

void DirectionTally::merge(const DirectionTally& other) {
  offered += other.offered;
  offered_bytes += other.offered_bytes;
  for (std::size_t cause = 0; cause < loss_cause_count; ++cause) {
    lost[cause] += other.lost[cause];
    delayed[cause] += other.delayed[cause];
  }
  lost_at_port += other.lost_at_port;
  stalls += other.stalls;
  overruns += other.overruns;
  late += other.late;
  delay.merge(other.delay);
  transit_ns += other.transit_ns;
  jitter_ns += other.jitter_ns;
  jitter_pairs += other.jitter_pairs;
  audio.merge(other.audio);
  video_offered += other.video_offered;
  video_lost += other.video_lost;
}

void DirectionTally::clear() {
  offered = offered_bytes = lost_at_port = jitter_pairs = video_offered = video_lost = 0;
  stalls = overruns = late = 0;
  lost.fill(0);
  delayed.fill(0);
  delay.clear();
  transit_ns = jitter_ns = 0;
  audio = {};
}

std::uint64_t DirectionTally::dropped() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t by_cause : lost) sum += by_cause;
  return sum;
}

void PacketTally::merge(const PacketTally& other) {
  observed_ns += other.observed_ns;
  windows += other.windows;
  stream_windows += other.stream_windows;
  rx.merge(other.rx);
  tx.merge(other.tx);
  mos.merge(other.mos);
  skipped.merge(other.skipped);
  residual.merge(other.residual);
}

void PacketTally::clear() {
  observed_ns = 0;
  windows = stream_windows = 0;
  rx.clear();
  tx.clear();
  mos.clear();
  skipped = residual = {};
}

double PacketTally::mbps(const DirectionTally& direction) const {
  if (observed_ns == 0) return 0.0;
  // bits per ns are Gbit/s.
  return 8e3 * static_cast<double>(direction.offered_bytes) / static_cast<double>(observed_ns);
}

double PacketTally::packets_per_second(const DirectionTally& direction) const {
  if (observed_ns == 0) return 0.0;
  return 1e9 * static_cast<double>(direction.offered) / static_cast<double>(observed_ns);
}

}  // namespace ocssim::models
