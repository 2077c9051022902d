// Deadlines of one length, most of which are cancelled: transaction time-outs, TIME_WAIT.
//
// Equal lengths expire in the order in which they began, so a FIFO ring with one pending event
// carries them all. A cancelled deadline stays in the ring until it is at the front; nothing is
// searched for. Two at the front are looked at when another begins, so that a ring whose deadlines
// are cancelled about in order (answers come long before time-outs) holds what is outstanding, not
// what began within the length: 4 MiB at 100,000 users became 8 KiB. The owner schedules the event
// (a component schedules for itself only).
#pragma once

#include "engine/fifo_ring.hpp"
#include "engine/time.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace ocssim {

template <class Entry>
class DeadlineRing {
 public:
  /// A deadline begins. True: no event is pending, and the owner schedules one for its end.
  [[nodiscard]] bool begin(const Entry& entry) {
    return begin(entry, [](const Entry&) { return false; });
  }
  /// The same; `is_cancelled(entry)` is asked of the oldest.
  template <class IsCancelled>
  [[nodiscard]] bool begin(const Entry& entry, IsCancelled&& is_cancelled) {
    for (int looks = 0; looks < 2 && !entries_.empty(); ++looks) {
      if (!is_cancelled(entries_.front())) break;
      entries_.pop_front();
    }
    entries_.push_back(entry);
    return !std::exchange(pending_, true);
  }

  /// The pending event fires: `expire(entry)` for each deadline that has ended, oldest first.
  /// `end_of(entry)` says when a deadline ends, and nothing when it was cancelled. Returns when the
  /// owner schedules the next event, if any.
  template <class EndOf, class Expire>
  [[nodiscard]] std::optional<SimTime> fire(SimTime now, EndOf&& end_of, Expire&& expire) {
    while (!entries_.empty()) {
      const Entry entry = entries_.front();
      const std::optional<SimTime> end = end_of(entry);
      if (end && *end > now) return end;
      entries_.pop_front();
      if (end) expire(entry);
    }
    pending_ = false;
    return std::nullopt;
  }

  /// Room for so many without an allocation.
  void reserve(std::size_t count) { entries_.reserve(count); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// Those that were cancelled and have not come to the front included.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  FifoRing<Entry> entries_;  // oldest first -- state
  bool pending_ = false;     // an event of the owner -- state
};

}  // namespace ocssim
