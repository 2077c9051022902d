// Ports of one address, or of several alike: each is taken by a connection and rests in TIME_WAIT
// before it is free again.
//
// A connection of mean length h on n ports that rest for w is M/G/c/c with holding time h + w:
// Erlang B of λ(h + w) on n, whatever the law of h. Rests are of one length, so they end in order,
// and need no event: what is over is taken off before anything is asked.
#pragma once

#include "engine/check.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

class RestingPorts {
 public:
  /// 0 ports: as many as are asked for.
  RestingPorts(std::uint64_t ports, Duration rest) : ports_(ports), rest_(rest) {}

  [[nodiscard]] bool has(SimTime now, std::uint32_t count) {
    settle(now);
    return ports_ == 0 || static_cast<std::uint64_t>(taken_.level()) + count <= ports_;
  }
  /// Requires that there are as many.
  void take(SimTime now, std::uint32_t count) {
    settle(now);
    taken_.add(now, count);
    OCSSIM_DCHECK(ports_ == 0 || static_cast<std::uint64_t>(taken_.level()) <= ports_);
  }
  /// Their connections are closed now.
  void rest(SimTime now, std::uint32_t count) {
    settle(now);
    if (rest_ == Duration::zero()) return taken_.add(now, -std::int64_t{count});
    resting_.push_back({now + rest_, count});
    at_rest_ += count;
  }
  /// Before the window begins or ends.
  void settle(SimTime now) {
    while (!resting_.empty() && resting_.front().end <= now) {
      const Rest over = resting_.front();
      resting_.pop_front();
      at_rest_ -= over.count;
      taken_.add(over.end, -std::int64_t{over.count});
    }
  }
  void begin_observation(SimTime now) {
    settle(now);
    taken_.begin(now);
  }

  [[nodiscard]] std::uint64_t ports() const { return ports_; }
  /// Taken by connections or at rest.
  [[nodiscard]] const TimeAverage& taken() const { return taken_; }
  [[nodiscard]] std::uint64_t at_rest() const { return at_rest_; }

 private:
  struct Rest {
    SimTime end;
    std::uint32_t count;
  };

  std::uint64_t ports_;        // config
  Duration rest_;              // config
  FifoRing<Rest> resting_;     // state: in the order in which they end
  std::uint64_t at_rest_ = 0;  // state
  TimeAverage taken_;          // state and statistic
};

}  // namespace ocssim::models
