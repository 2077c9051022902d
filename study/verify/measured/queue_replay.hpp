// A recorded run of C6 again: its arrivals from their seed, through a token bucket with K places.
//
// Packets of one instant leave the sender 1 µs apart (recorded: 1 to 2 µs). The machine of the
// recording was a shared virtual one, and its sender's own column send_lag_max_us says that it
// stood still at times: of the 32 runs whose sender looks at its clock all the time (random phases,
// Poisson) 29 were late by 1.3 to 6.9 ms once at least, most by 1.6 to 2.0 ms. So −ln(3/32) = 2.4
// such stalls in 10 s. In a stall nobody sends and nothing leaves. Nothing of that comes from
// recorded delays or losses.
#pragma once

#include "models/media/host_stalls.hpp"
#include "study/verify/measured/rtp_sender.hpp"
#include "study/verify/measured_data.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {

struct QueueRun {
  SenderSettings sender;
  double rate = 0.0;       // [bit/s]
  std::size_t places = 0;  // K
  double latest = 0.0;     // send_lag_max_us: how late its sender was once [s]
  RecordedRow recorded;

  [[nodiscard]] std::string name() const;
  [[nodiscard]] bool loses() const { return recorded.number("lost") > 0.0; }
  /// Packets that a burst of all streams gets through while none leaves during it: K and the
  /// bucket's.
  [[nodiscard]] std::uint32_t room() const;
};

[[nodiscard]] std::vector<QueueRun> queue_runs(const MeasuredData& data);

struct QueueOutcome {
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  double p99_ms = 0.0;                  // of the delay
  std::vector<std::uint32_t> received;  // by stream

  [[nodiscard]] double loss() const {
    return static_cast<double>(lost) / static_cast<double>(sent);
  }
};

/// The run with the arrivals of any seed, on a machine with these stalls.
[[nodiscard]] QueueOutcome replay(const QueueRun& run, std::uint64_t seed,
                                  const std::vector<models::Stall>& stalls);

/// Stalls of its machine at any time, each as long as its sender was late.
[[nodiscard]] std::vector<models::Stall> machine_stalls(const QueueRun& run, std::uint64_t seed,
                                                        std::uint32_t replication);

/// 99th percentile of the delay [ms] with the run's own arrivals: the mean over `replications`
/// sets of stalls.
[[nodiscard]] double delay_p99_ms(const QueueRun& run, std::uint64_t seed,
                                  std::uint32_t replications);

}  // namespace ocssim::study
