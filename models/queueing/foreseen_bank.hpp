// c identical servers in front of an unbounded FIFO queue, G/G/c, whose visits are known on
// arrival.
//
// FIFO and nothing that takes a promise back (no failure, no change of speed): an arrival is served
// by the server that is free first, from then on, so its departure is known at once and needs no
// event (J. Kiefer and J. Wolfowitz, On the theory of queues with many servers, 1955). `ServerBank`
// is the same station for everything else. Sojourn times are recorded on arrival.
#pragma once

#include "engine/fifo_ring.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

class ForeseenBank {
 public:
  explicit ForeseenBank(std::uint32_t servers);

  /// A job arrives that needs a server for `service`; returns when it leaves. Arrivals come in
  /// order of time.
  SimTime enter(SimTime now, Duration service);
  /// Brings the levels up to `now`: before they are read.
  void settle(SimTime now);
  /// The window begins; `now` is not before the last arrival.
  void begin_observation(SimTime now);

  [[nodiscard]] const TimeAverage& busy() const { return busy_; }
  [[nodiscard]] const TimeAverage& queue() const { return queue_level_; }
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return {&busy_, &queue_level_};
  }
  [[nodiscard]] const Tally& sojourn_time() const { return sojourn_; }

 private:
  std::uint32_t servers_;           // config
  std::vector<std::int64_t> ends_;  // state: when busy servers will be free [ns], ascending
  FifoRing<std::int64_t> begins_;   // state: when those that wait will be served [ns], ascending
  TimeAverage busy_;                // statistic: servers at work
  TimeAverage queue_level_;         // statistic: jobs that wait
  Tally sojourn_;                   // statistic [ns]
};

}  // namespace ocssim::models
