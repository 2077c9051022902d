// What windows of packets leave behind: integers that merge over windows, in any order.
#pragma once

#include "engine/stats/histogram.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/media/nic.hpp"

#include <array>
#include <cstdint>

namespace ocssim::models {

/// Sum, extremes and counts of non-negative integers, with multiplicity.
struct Spread {
  explicit Spread(double ticks_per_unit = Histogram::nanoseconds_per_second)
      : histogram(ticks_per_unit) {}
  void record(std::int64_t value, std::uint64_t times = 1) {
    sum += WideInteger{value} * static_cast<std::int64_t>(times);
    if (value > max) max = value;
    if (value < min) min = value;
    histogram.record(static_cast<std::uint64_t>(value), times);
  }
  void merge(const Spread& other);
  void clear();
  [[nodiscard]] std::uint64_t count() const { return histogram.count(); }

  WideInteger sum = 0;
  std::int64_t min = INT64_MAX;
  std::int64_t max = INT64_MIN;
  Histogram histogram;
};

/// How losses lie in the sequences of streams.
struct LossRuns {
  std::uint64_t offered = 0;    // packets
  std::uint64_t lost = 0;       // of them
  std::uint64_t runs = 0;       // of consecutive losses of one stream
  std::uint64_t long_runs = 0;  // of two and more

  void merge(const LossRuns& other);
  /// Lost for good when each packet carries the one before it: all but the last of a run.
  [[nodiscard]] LossRuns after_fec() const {
    return {.offered = offered, .lost = lost - runs, .runs = long_runs, .long_runs = 0};
  }
  [[nodiscard]] double loss() const {
    return offered == 0 ? 0.0 : static_cast<double>(lost) / static_cast<double>(offered);
  }
  /// BurstR of G.107: mean run over that of independent losses, 1/(1 − loss); at least 1.
  [[nodiscard]] double burst_ratio() const;
};

/// One direction of an adapter.
struct DirectionTally {
  std::uint64_t offered = 0;        // packets
  std::uint64_t offered_bytes = 0;  // on the wire
  std::array<std::uint64_t, loss_cause_count> lost{};
  std::array<std::uint64_t, loss_cause_count> delayed{};  // waited for a descriptor (transmit)
  std::uint64_t lost_at_port = 0;  // before the adapter: the switch's port was full (receive)
  std::uint64_t stalls = 0;        // of the host, from begin to end in windows (receive)
  std::uint64_t overruns = 0;      // of them: the ring was full and something lost
  std::uint64_t late = 0;          // audio that came, but too late for the jitter buffer
  Spread delay;                    // receive: arrival to drained; transmit: wait for a descriptor
  WideInteger transit_ns = 0;      // in adapter and host, of packets that were not lost
  WideInteger jitter_ns = 0;       // Σ |difference of successive transits of a stream|
  std::uint64_t jitter_pairs = 0;
  LossRuns audio;
  std::uint64_t video_offered = 0;
  std::uint64_t video_lost = 0;

  void merge(const DirectionTally& other);
  void clear();
  [[nodiscard]] std::uint64_t dropped() const;  // by the ring, without the port's
};

struct PacketTally {
  std::int64_t observed_ns = 0;      // Σ lengths of windows
  std::uint64_t windows = 0;         // of them
  std::uint64_t stream_windows = 0;  // Σ audio and video streams that could send or receive
  LossRuns skipped;                  // audio that mixers owed to listeners and came too late for
  DirectionTally rx;
  DirectionTally tx;
  Spread mos{mos_ticks};  // of each listener in each window [1e-6]
  /// Not heard: lost or late after forward error correction where it is on, and skipped ticks.
  LossRuns residual;

  static constexpr double mos_ticks = 1e6;

  void merge(const PacketTally& other);
  void clear();
  [[nodiscard]] double mbps(const DirectionTally& direction) const;
  [[nodiscard]] double packets_per_second(const DirectionTally& direction) const;
};

}  // namespace ocssim::models
