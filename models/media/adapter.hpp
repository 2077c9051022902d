// The network adapter of one server in a long run: sampled windows, their tally and its metrics.
//
// Every `media.packets.every` a window of `media.packets.window` is simulated packet by packet with
// the conferences of that instant. Levels hold until the next window; counts stand for the whole
// time between windows: sampled × every / window, rounded. What one replication leaves behind is
// one value of each metric, so the error of sampling windows is in the interval over replications.
//
// The owner calls `sample` from an event of its own, at time 0 and then every `every`.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"
#include "models/media/config.hpp"
#include "models/media/fec_control.hpp"
#include "models/media/packet_tally.hpp"
#include "models/media/packet_window.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ocssim::models {

class Adapter {
 public:
  /// `server` is its name in metrics; `media` must outlive it.
  Adapter(std::string server, const MediaConfig& media);
  /// Before the run starts.
  void prepare(std::uint64_t seed, std::uint32_t replication);

  /// A window begins now with these conferences. Forward error correction is set here for all of
  /// them (their own `fec` counts when the mode is not adaptive). `late_ticks` of their mixers'
  /// ticks come too late.
  const PacketTally& sample(SimTime now, std::span<const MediaGroup> active,
                            double late_ticks = 0.0);
  [[nodiscard]] bool fec_is_on() const { return fec_.is_on(); }
  /// The server is down from now on: nothing is sent until the next sample.
  void stop(SimTime now);

  void begin_observation(SimTime now);
  void end_observation(SimTime now, Observations& out) const;
  static const std::vector<MetricInfo>& metrics();

  [[nodiscard]] const std::string& server() const { return server_; }
  /// Busier direction [kbit/s], for series.
  [[nodiscard]] const TimeAverage& kbps() const { return kbps_; }

 private:
  void set_levels(SimTime now, const PacketTally& window, std::uint64_t streams);
  void observe_packets(const Window& window, Observations& out) const;
  void observe_receive(const Window& window, Observations& out) const;
  void observe_transmit(const Window& window, Observations& out) const;
  [[nodiscard]] std::uint64_t scaled(std::uint64_t sampled) const;

  std::string server_;              // config
  const MediaConfig* media_;        // config
  PacketWindow packets_;            // state
  FecControl fec_;                  // state
  std::vector<MediaGroup> groups_;  // scratch
  std::uint64_t samples_ = 0;       // state: windows so far, draws
  SimTime begin_{};                 // statistic
  PacketTally tally_;               // statistic: of windows since begin_
  TimeAverage streams_;             // statistic
  TimeAverage kbps_;                // statistic: busier direction
  TimeAverage rx_kbps_, tx_kbps_;   // statistic
  TimeAverage rx_rate_, tx_rate_;   // statistic [packets/s]
  TimeAverage fec_level_;           // statistic: 1 while on
};

}  // namespace ocssim::models
