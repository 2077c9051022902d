// Descriptor rings of a network adapter: packet after packet in order of time, no events.
//
//   network ─▶ link ─▶ [ receive ring: N descriptors ] ─▶ driver     full: the packet is lost
//   mixer ─▶ [ host backlog: B packets ] ─▶ [ transmit ring: N ] ─▶ link     full: it waits in the
//                                           host, and is lost only when the backlog is full too
//
// Both are FIFO servers with a bounded number of places, so that the place of packet k is free
// when packet k − N has left it; that instant is known when k − N comes, and one comparison
// decides. A receive descriptor is held from the packet's arrival until the driver is through with
// it: begin_k = max(arrival_k, end_(k−1)), and the driver sleeps until its interrupt and in stalls.
// A transmit descriptor is held until its packet is on the wire and the host has seen it.
//
// Why a packet was lost or had to wait is asked of a twin without stalls and without a bound: had
// the ring been full there too, it was the load: `rate` when the twin has not been empty for a
// packet interval of the traffic, else `burst`. If not, it was a stall.
#pragma once

#include "models/media/config.hpp"
#include "models/media/host_stalls.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace ocssim::models {

enum class LossCause : std::uint8_t { stall, burst, rate };
inline constexpr std::size_t loss_cause_count = 3;
inline constexpr std::array<std::string_view, loss_cause_count> loss_cause_names{"stall", "burst",
                                                                                 "rate"};

/// When the last N packets leave their places [ns].
class DepartureRing {
 public:
  static constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();

  explicit DepartureRing(std::size_t places) : departures_(places, before_all) {}
  void clear() { std::fill(departures_.begin(), departures_.end(), before_all); }
  /// When the place that comes next is free. Requires a place.
  [[nodiscard]] std::int64_t next_free() const { return departures_[next_]; }
  [[nodiscard]] bool is_full(std::int64_t now) const { return next_free() > now; }
  /// The packet that takes the next place leaves at `departure`, not before the one before it.
  void push(std::int64_t departure) {
    departures_[next_] = departure;
    if (++next_ == departures_.size()) next_ = 0;
  }
  [[nodiscard]] std::size_t places() const { return departures_.size(); }

 private:
  std::vector<std::int64_t> departures_;
  std::size_t next_ = 0;
};

/// Work that would wait without stalls and without a bound: what the load alone does.
class LoadTwin {
 public:
  void clear() { *this = LoadTwin(); }
  void add(std::int64_t now, std::int64_t work) {
    if (ready_ <= now) {
      ready_ = now;
      busy_since_ = now;
    }
    ready_ += work;
  }
  /// Why work beyond `room` [ns] stands at `now`, given how long a burst can last.
  [[nodiscard]] LossCause cause(std::int64_t now, std::int64_t room, std::int64_t burst) const {
    if (ready_ - now <= room) return LossCause::stall;
    return now - busy_since_ > burst ? LossCause::rate : LossCause::burst;
  }

 private:
  std::int64_t ready_ = 0;
  std::int64_t busy_since_ = 0;
};

/// One receive queue: its ring, its interrupt and the core that empties it.
class ReceiveRing {
 public:
  static constexpr std::int64_t lost = -1;

  /// `burst`: how long a burst of the traffic can last, its packet interval.
  ReceiveRing(const NicConfig& nic, Duration burst)
      : ring_(nic.rx_descriptors),
        interrupt_interval_(nic.interrupt_interval.count()),
        burst_(burst.count()) {}
  /// Empty, at time 0; `stalls` outlive the window.
  void begin(const std::vector<Stall>& stalls) {
    ring_.clear();
    twin_.clear();
    stalls_ = StallReader(stalls);
    ready_ = 0;
    next_interrupt_ = 0;
  }
  /// A packet has arrived at `now`, not before the last one, that takes the driver `work` > 0. When
  /// its descriptor is free again, or `lost`.
  [[nodiscard]] std::int64_t accept(std::int64_t now, std::int64_t work) {
    twin_.add(now, work);
    if (ring_.is_full(now)) return lost;
    std::int64_t begin = ready_;
    if (begin <= now) {
      begin = std::max(now, next_interrupt_);
      begin = stalls_.awake_from(begin);
      next_interrupt_ = begin + interrupt_interval_;
    } else {
      begin = stalls_.awake_from(begin);
    }
    ready_ = begin + work;
    ring_.push(ready_);
    return ready_;
  }
  /// Of a loss at `now`.
  [[nodiscard]] LossCause cause(std::int64_t now, std::int64_t work) const {
    return twin_.cause(now, static_cast<std::int64_t>(ring_.places()) * work - work, burst_);
  }

 private:
  DepartureRing ring_;
  StallReader stalls_;
  LoadTwin twin_;
  std::int64_t interrupt_interval_;
  std::int64_t burst_;
  std::int64_t ready_ = 0;  // the driver is through with all that came
  std::int64_t next_interrupt_ = 0;
};

/// The transmit ring, the backlog before it and the link behind it.
class TransmitRing {
 public:
  struct Outcome {
    bool is_lost = false;
    std::int64_t entry = 0;  // into the ring: after now, if it had to wait
    std::int64_t sent = 0;   // the whole packet is on the wire
  };

  TransmitRing(const NicConfig& nic, Duration burst)
      : ring_(nic.tx_descriptors),
        backlog_(std::max<std::size_t>(nic.host_backlog, 1)),
        has_backlog_(nic.host_backlog > 0),
        interrupt_interval_(nic.interrupt_interval.count()),
        burst_(burst.count()) {}
  void begin(const std::vector<Stall>& stalls) {
    ring_.clear();
    backlog_.clear();
    twin_.clear();
    seen_ = StallReader(stalls);
    ahead_ = StallReader(stalls);
    last_entry_ = link_free_ = given_back_ = 0;
  }
  /// The host sends a packet at `now`, not before the last one, that takes the link `work` > 0.
  [[nodiscard]] Outcome accept(std::int64_t now, std::int64_t work) {
    twin_.add(now, work);
    Outcome out;
    const std::int64_t free = ring_.next_free();
    if (last_entry_ <= now && free <= now && free <= seen_.awake_until(now)) {
      out.entry = now;
    } else {
      if (!has_backlog_ || backlog_.is_full(now)) {
        out.is_lost = true;
        return out;
      }
      out.entry = entry_from(std::max(last_entry_, now), free);
    }
    last_entry_ = out.entry;
    backlog_.push(out.entry);
    link_free_ = std::max(link_free_, out.entry) + work;
    out.sent = link_free_;
    ring_.push(out.sent);
    return out;
  }
  /// Of a loss or a wait at `now`.
  [[nodiscard]] LossCause cause(std::int64_t now, std::int64_t work) const {
    return twin_.cause(now, static_cast<std::int64_t>(ring_.places()) * work, burst_);
  }

 private:
  /// An interrupt gives all descriptors back whose packets are on the wire.
  std::int64_t entry_from(std::int64_t earliest, std::int64_t free) {
    if (free > given_back_) {
      const std::int64_t due = std::max(free, given_back_ + interrupt_interval_);
      given_back_ = ahead_.awake_from(std::max(due, earliest));
    }
    return std::max(earliest, given_back_);
  }

  DepartureRing ring_;
  DepartureRing backlog_;  // entries into the ring of the last B packets
  bool has_backlog_;
  StallReader seen_;   // up to now
  StallReader ahead_;  // up to the last interrupt
  LoadTwin twin_;
  std::int64_t interrupt_interval_;
  std::int64_t burst_;
  std::int64_t last_entry_ = 0;
  std::int64_t link_free_ = 0;
  std::int64_t given_back_ = 0;  // last interrupt that gave descriptors back
};

}  // namespace ocssim::models
